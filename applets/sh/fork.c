/* SPDX-License-Identifier: MIT */
/* Statements that make processes of xsh itself: fork, forkpty, and what register_at_fork keeps for them. */
#include "sh/xsh.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/spawn/fork.h"
#include "os/retry.h"
#include "table/run.h"

static void run_hook(struct session *session, const struct hook *hook)
{
    struct fail *outer = session->fail, fail = {0};
    int status = session->status, errnum = session->errnum;
    bool errexit = session->errexit, quiet = session->quiet;

    session->fail = &fail;
    session->errexit = false;
    session->quiet = session->json;
    session->depth++;
    if (session_text(session, hook->statement, hook->size, "register_at_fork") < 0)
        session_message(session);
    session->depth--;
    session->quiet = quiet;
    session->errexit = errexit;
    session->status = status;
    session->errnum = errnum;
    session->fail = outer;
}

/* Hooks are kept in the order in which they run: those before a fork newest first. A fork of theirs has none. */
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
            free(hook);
        }
}

static int find_moment(struct session *session, struct word word, enum fork_moment *moment)
{
    static const char *const moments[FORK_MOMENTS] = {"before", "after_in_parent", "after_in_child"};

    for (int i = 0; i < FORK_MOMENTS; i++)
        if (word_is(word, moments[i])) {
            *moment = (enum fork_moment)i;
            return 0;
        }
    return fail_usage(session->fail, "usage: register_at_fork before|after_in_parent|after_in_child 'STATEMENT'");
}

static int run_register_at_fork(struct session *session, const struct arguments *arguments, struct out *out,
                                int *status)
{
    struct word statement = arguments->items[1]->text;
    enum fork_moment moment = FORK_BEFORE;

    (void)status;
    if (find_moment(session, arguments->items[0]->text, &moment) < 0)
        return -1;
    struct hook *hook = malloc(sizeof *hook + statement.size), **link = &session->hooks[moment];
    if (hook == NULL)
        return fail_no_memory(session->fail);
    hook->size = statement.size;
    if (statement.size > 0)
        memcpy(hook->statement, statement.data, statement.size);
    while (moment != FORK_BEFORE && *link != NULL)
        link = &(*link)->next;
    hook->next = *link;
    *link = hook;
    out_none(out);
    return 0;
}

/* The child: its statement's value is printed, or with --json dropped, and the status is its exit status. */
static __attribute__((noreturn)) void live_as_child(struct session *session, const struct arguments *arguments)
{
    struct value_builder unseen;
    int status;

    session->interactive = false;
    session->quiet = true;
    run_hooks(session, FORK_IN_CHILD);
    fail_clear(session->fail);
    session->fail->op = NULL;
    value_builder_init(&unseen, session->arena);
    struct out *out = session->json ? &unseen.out : session->out;
    int result = session_command(session, arguments->pieces, arguments->piece_count, out, &status);
    if (result == 0 && (result = out_flush(session->out)) < 0)
        fail_errno(session->fail, -result, "standard output", NULL);
    if (result < 0) {
        session_message(session);
        status = session->out->errnum != 0 ? EX_IOERR : session->fail->status;
    }
    _exit(status);
}

static int run_fork(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    run_hooks(session, FORK_BEFORE);
    out_flush(session->out);
    pid_t pid = fork_process();
    if (pid == 0)
        live_as_child(session, arguments);
    run_hooks(session, FORK_IN_PARENT);
    if (pid < 0)
        return fail_process(session->fail, -pid, NULL);
    out_int(out, pid);
    return 0;
}

static int run_forkpty(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    int master;

    (void)status;
    run_hooks(session, FORK_BEFORE);
    out_flush(session->out);
    pid_t pid = fork_terminal(&master);
    if (pid == 0)
        live_as_child(session, arguments);
    run_hooks(session, FORK_IN_PARENT);
    if (pid < 0)
        return fail_process(session->fail, -pid, NULL);
    out_open(out, OUT_RECORD);
    out_field_int(out, "pid", pid);
    out_field_int(out, "fd", master);
    out_close(out);
    return 0;
}

const struct builtin fork_builtins[] = {
    {.name = "fork",
     .usage = "fork OP ARG...",
     .summary = "run the statement in a child; its pid is the value",
     .least = 1,
     .most = SIZE_MAX,
     .takes_pieces = true,
     .flushes = true,
     .run = run_fork},
    {.name = "forkpty",
     .usage = "forkpty OP ARG...",
     .summary = "the same on a new terminal: a record of pid and fd",
     .least = 1,
     .most = SIZE_MAX,
     .takes_pieces = true,
     .flushes = true,
     .run = run_forkpty},
    {.name = "register_at_fork",
     .usage = "register_at_fork MOMENT STATEMENT",
     .summary = "what fork runs before, after_in_parent and after_in_child",
     .least = 2,
     .most = 2,
     .run = run_register_at_fork},
    {.name = "popen",
     .usage = "popen CMD [r|w]",
     .summary = "a command's output or input: a record of fd and pid",
     .least = 1,
     .most = 2,
     .flushes = true,
     .run = popen_run},
    {.name = "popen.close",
     .usage = "popen.close $POPEN",
     .summary = "close it, wait, and tell how the command ended",
     .least = 1,
     .most = 1,
     .takes_values = true,
     .flushes = true,
     .run = popen_close_run},
    {0},
};
