/* SPDX-License-Identifier: MIT */
/* Statements about children: popen returns a record with a pipe's descriptor, popen.close returns how the command
 * ended; and the hooks for fork. */
#include "sh/builtins.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "sh/run.h"
#include "value/number.h"
#include "os/spawn/popen.h"
#include "os/spawn/wait.h"

TEXTS_OF(sh_popen);

static int popen_run(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct word command = arguments->items[0]->text;
    struct word mode = arguments->count > 1 ? arguments->items[1]->text : word_of("r");
    bool reads = word_is(mode, "r");
    struct popen popen = {0};

    (void)status;
    if (!reads && !word_is(mode, "w"))
        return fail_usage(session->fail, "mode: '%.*s' is neither r nor w", shown_size(mode), mode.data);
    if (!is_c_string(command))
        return fail_usage(session->fail, "cmd: a command without NUL bytes is expected");
    int result = popen_start(&popen, command.data, reads);
    if (result < 0)
        return fail_process(session->fail, -result, NULL);
    out_open(out, OUT_RECORD);
    out_field_int(out, "fd", popen.fd);
    out_field_int(out, "pid", popen.pid);
    out_close(out);
    return 0;
}

static bool member(const struct value *value, const char *name, int *number)
{
    const struct value *found = value_member(value, word_of(name));
    struct number read;
    int64_t wide;

    if (found == NULL || !number_read(found->text, 10, &read) || !number_to_int64(read, 0, INT32_MAX, &wide))
        return false;
    *number = (int)wide;
    return true;
}

/* As close() of the documented object: None for success, else the exit code or the negative signal, times 256. */
static int popen_close_run(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    int fd, pid, ended;

    if (!member(arguments->items[0], "fd", &fd) || !member(arguments->items[0], "pid", &pid))
        return fail_usage(session->fail, "the value of a popen is expected: p = popen CMD; popen.close $p");
    own_step_aside(session, (struct words){1, &value_member(arguments->items[0], word_of("fd"))->text});
    if (os_close(fd) == -EBADF)
        return fail_errno(session->fail, EBADF, NULL, NULL);
    pid_t result = wait_process(pid, 0, &ended, NULL);
    if (result < 0)
        return fail_errno(session->fail, -result, NULL, NULL);
    *status = wait_exit_status(ended);
    if (wait_exit_code(ended) == 0)
        out_none(out);
    else
        out_int(out, wait_exit_code(ended) * 256);
    return 0;
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
    enum fork_moment moment = FORK_BEFORE;

    (void)status;
    if (find_moment(session, text_of(arguments, 0), &moment) < 0)
        return -1;
    struct hook *hook = malloc(sizeof *hook), **link = &session->hooks[moment];
    if (hook == NULL)
        return session_no_memory(session);
    if (session_parse(session, text_of(arguments, 1), &hook->code, &hook->node) < 0) {
        free(hook);
        return -1;
    }
    while (moment != FORK_BEFORE && *link != NULL)
        link = &(*link)->next;
    hook->next = *link;
    *link = hook;
    out_none(out);
    return 0;
}

const struct builtin child_builtins[] = {
    {.name = "register_at_fork",
     TEXTS(.signature = "register_at_fork MOMENT STATEMENT",
           .summary = "what fork runs before, after_in_parent and after_in_child"),
     .least = 2,
     .most = 2,
     .run = run_register_at_fork},
    {.name = "popen",
     TEXTS(.signature = "popen CMD [r|w]", .summary = "a command's output or input: a record of fd and pid"),
     .least = 1,
     .most = 2,
     .flushes = true,
     .run = popen_run},
    {.name = "popen.close",
     TEXTS(.signature = "popen.close $POPEN", .summary = "close it, wait, and tell how the command ended"),
     .least = 1,
     .most = 1,
     .takes_values = true,
     .flushes = true,
     .run = popen_close_run},
    {0},
};
