/* SPDX-License-Identifier: MIT */
/* Statements that run in a child: fork and forkpty, and the hooks of register_at_fork. */
#include "sh/eval/fork.h"
#include "sh/foreign.h"

#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/fork.h"

static void run_hook(struct session *session, const struct hook *hook)
{
    struct fail fail = {0};
    struct aside aside;
    bool errexit = session->errexit, quiet = session->quiet;

    aside_enter(session, &aside, &fail);
    session->errexit = false;
    session->quiet = session->replies != REPLY_NONE;
    session->source = "register_at_fork";
    run_block(session, hook->node);
    session->quiet = quiet;
    session->errexit = errexit;
    aside_leave(session, &aside);
}

/* Runs hooks, which are stored in the order in which they run: those before a fork newest first. A fork inside a hook
 * runs no hooks. */
static void run_hooks(struct session *session, enum fork_moment moment)
{
    if (session->in_hook)
        return;
    session->in_hook = true;
    for (const struct hook *hook = session->hooks[moment]; hook != NULL; hook = hook->next)
        run_hook(session, hook);
    session->in_hook = false;
}

void hooks_clear(struct session *session)
{
    for (int moment = 0; moment < FORK_MOMENTS; moment++)
        while (session->hooks[moment] != NULL) {
            struct hook *hook = session->hooks[moment];
            session->hooks[moment] = hook->next;
            code_drop(hook->code);
            free(hook);
        }
}

void child_begin(struct session *session)
{
    session->interactive = false;
    session->quiet = session->replies != REPLY_NONE;
    session->replies = REPLY_NONE;
    session->catching = 0;
    session->async = NULL; /* the parent reads their replies */
    foreign_forget(session);
    session->script.deferred = NULL; /* the parent runs them */
    for (struct frame *frame = session->frame; frame != NULL; frame = frame->outer)
        frame->deferred = NULL;
}

/* Runs the statement in the child: its value is printed, or discarded if the session replies; its status is the exit
 * status. */
static __attribute__((noreturn)) void live_as_child(struct session *session, const struct node *node)
{
    child_begin(session);
    run_hooks(session, FORK_IN_CHILD);
    run_statement(session, node->body, NULL);
    int result = session->out->errnum != 0 ? -session->out->errnum : out_flush(session->out);
    if (result < 0) {
        session->fail->op = node->body->kind == NODE_COMMAND ? node->body->terms->first.text.data : NULL;
        fail_errno(session->fail, -result, "standard output", NULL);
        session_message(session);
        _exit(EX_IOERR);
    }
    _exit(os_interrupted && session->status == 0 ? 128 + os_interrupted : session->status);
}

int run_fork(struct session *session, const struct node *node, struct out *out, int *status)
{
    bool terminal = node->kind == NODE_FORKPTY;
    int master = -1;

    (void)status;
    run_hooks(session, FORK_BEFORE);
    out_flush(session->out);
    pid_t pid = terminal ? fork_terminal(&master) : fork_process();
    if (pid == 0)
        live_as_child(session, node);
    run_hooks(session, FORK_IN_PARENT);
    session->fail->op = terminal ? "forkpty" : "fork";
    if (pid < 0)
        return fail_process(session->fail, -pid, NULL);
    if (!terminal) {
        out_int(out, pid);
        return 0;
    }
    out_open(out, OUT_RECORD);
    out_field_int(out, "pid", pid);
    out_field_int(out, "fd", master);
    out_close(out);
    return 0;
}
