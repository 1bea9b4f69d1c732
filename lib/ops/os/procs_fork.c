/* SPDX-License-Identifier: MIT */
/* Process management: forking. At a command line both processes print what fork returned; with a program after -- the
 * child becomes it and the parent prints the child's pid. */
#include "ops/chapters.h"
#include "ops/shared/spawning.h"

#include <unistd.h>

#include "os/io.h"
#include "os/spawn/fork.h"
#include "os/spawn/wait.h"

TEXTS_OF(os_procs_fork);

/* For the parent if a program follows: its result is printed, and it does not become the program. */
static void stay(struct call *call)
{
    if (call->prog == NULL)
        return;
    result_wanted(call);
    call->prog = NULL;
}

static int run_fork(struct call *call)
{
    bool chained = call->prog != NULL;

    if (flush_before_child(call) < 0)
        return -1;
    pid_t pid = fork_process();
    if (pid < 0)
        return fail_process(call->fail, -pid, NULL);
    if (pid > 0) {
        stay(call);
        if (!chained && !call->in_xsh)
            wait_process(pid, 0, NULL, NULL); /* the child's line comes first, whole */
    }
    return call_end_int(call, pid, NULL);
}

static void out_pair(struct call *call, pid_t pid, int fd)
{
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "pid", pid);
    out_field_int(call->out, "fd", fd);
    out_close(call->out);
}

/* Reads and discards what the child writes to its terminal, until it has ended: else it could block, or lose its
 * terminal before its end. */
static void drain(int master, pid_t pid)
{
    char room[256];

    while (os_read(master, room, sizeof room) > 0)
        continue;
    wait_process(pid, 0, NULL, NULL);
}

static int run_forkpty(struct call *call)
{
    int master = -1;

    if (flush_before_child(call) < 0)
        return -1;
    pid_t pid = fork_terminal(&master);
    if (pid < 0)
        return fail_process(call->fail, -pid, NULL);
    if (pid > 0 && !call->in_xsh)
        drain(master, pid);
    out_pair(call, pid, pid == 0 ? -1 : master);
    return 0;
}

struct fork_hooks {
    const char *before, *after_in_parent, *after_in_child;
};

static int run_register_at_fork(struct call *call)
{
    const struct fork_hooks *hooks = ARGS(struct fork_hooks, call);

    if (hooks->before == NULL && hooks->after_in_parent == NULL && hooks->after_in_child == NULL)
        return fail_usage(call->fail, "one of --before, --after-in-parent, --after-in-child is needed");
    return call_end(call, 0, NULL);
}

static const struct param hook_params[] = {
    PARAM(struct fork_hooks, before, TEXT, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .metavar = PACKED("STATEMENT"), .help = PACKED("to be run before a fork")),
    PARAM(struct fork_hooks, after_in_parent, TEXT, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .metavar = PACKED("STATEMENT"), .help = PACKED("to be run by the parent after a fork")),
    PARAM(struct fork_hooks, after_in_child, TEXT, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE,
          .metavar = PACKED("STATEMENT"), .help = PACKED("to be run by the child after a fork")),
};

static const struct op ops[] = {
    {
        .name = "fork",
        TEXTS(.summary = "Make a child of the process itself",
              .result = "int 0 in the child, the child's pid in the parent", .errors = "EAGAIN ENOMEM",
              .note = "The child prints 0, then the parent its pid; with -- PROG the child becomes PROG and only the "
                      "pid is printed",
              .example = "xos fork"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        .flags = OP_CHAIN | OP_ALONE,
        .run = run_fork,
    },
    {
        .name = "forkpty",
        TEXTS(.summary = "Make a child on a new pseudo-terminal",
              .result = "pid fd: the child's pid and the terminal's master side; pid 0 in the child",
              .errors = "EAGAIN ENOENT ENOSPC",
              .note = "The master side ends with the command; xspawn --pty keeps it and relays",
              .example = "xos forkpty"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        .flags = OP_ALONE,
        .run = run_forkpty,
    },
    {
        .name = "register_at_fork",
        TEXTS(.summary = "Register statements to run around a fork", .result = "None",
              .note = "Lasts as long as the process: useful in xsh, whose fork runs the functions",
              .example = "xos register_at_fork --before 'print forking'"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct fork_hooks, hook_params),
        .run = run_register_at_fork,
    },
};

const struct chapter chapter_procs_fork = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: forking", ops);
