/* SPDX-License-Identifier: MIT */
/* Process management: sending signals, ending the process, its niceness, memory locks and times. */
#include "ops/chapters.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/times.h>
#include <unistd.h>

#include "os/process.h"
#include "os/signals.h"

TEXTS_OF(os_procs);

struct procs_args {
    pid_t pid, pgid;
    int sig, n, increment;
    int64_t op;
};

static int run_abort(struct call *call)
{
    (void)call;
    os_signal_default(SIGABRT, NULL);
    abort();
}

static int run_exit(struct call *call)
{
    _exit(ARGS(struct procs_args, call)->n);
}

static int run_kill(struct call *call)
{
    const struct procs_args *args = ARGS(struct procs_args, call);

    return call_end(call, os_kill(args->pid, args->sig), NULL);
}

static int run_killpg(struct call *call)
{
    const struct procs_args *args = ARGS(struct procs_args, call);

    return call_end(call, os_killpg(args->pgid, args->sig), NULL);
}

static int run_nice(struct call *call)
{
    enum { SPAN = 40 }; /* from one end of the scale past the other */
    int increment = ARGS(struct procs_args, call)->increment;

    if (increment > SPAN || increment < -SPAN)
        increment = increment > 0 ? SPAN : -SPAN;
    errno = 0;
    int value = nice(increment);
    if (value == -1 && errno != 0)
        return call_end(call, -errno, NULL);
    out_int(call->out, value); /* which may be negative */
    return 0;
}

static int run_plock(struct call *call)
{
    enum { UNLOCK = 0, KNOWN = 1 | 2 | 4 };
    int64_t op = ARGS(struct procs_args, call)->op;

    if (op & ~(int64_t)KNOWN)
        return call_end(call, -EINVAL, NULL);
    int result = op == UNLOCK ? munlockall() : mlockall(MCL_CURRENT | MCL_FUTURE);
    return call_end(call, result < 0 ? -errno : 0, NULL);
}

static void out_ticks(struct call *call, const char *name, clock_t counted, unsigned long per_second)
{
    unsigned long ticks = (unsigned long)counted; /* 32 bits become negative within weeks of the system's start */
    struct timespec time = {.tv_sec = (time_t)(ticks / per_second),
                            .tv_nsec = (long)(ticks % per_second * (1000000000 / per_second))};

    out_field_time(call->out, name, time);
}

static int run_times(struct call *call)
{
    unsigned long per_second = (unsigned long)sysconf(_SC_CLK_TCK);
    struct tms used;

    errno = 0;
    clock_t elapsed = times(&used);
    if (elapsed == (clock_t)-1 && errno != 0)
        return call_end(call, -errno, NULL);
    out_open(call->out, OUT_RECORD);
    out_ticks(call, "user", used.tms_utime, per_second);
    out_ticks(call, "system", used.tms_stime, per_second);
    out_ticks(call, "children_user", used.tms_cutime, per_second);
    out_ticks(call, "children_system", used.tms_cstime, per_second);
    out_ticks(call, "elapsed", elapsed, per_second);
    out_close(call->out);
    return 0;
}

static const struct param exit_params[] = {
    PARAM(struct procs_args, n, INT, .help = PACKED("the exit status; its low 8 bits count")),
};
static const struct param kill_params[] = {
    PARAM(struct procs_args, pid, PID,
          .help = PACKED("a process; 0: the caller's process group; -1: every process; -N: group N")),
    PARAM(struct procs_args, sig, SIGNAL, .help = PACKED("by name or number; 0 only checks")),
};
static const struct param killpg_params[] = {
    PARAM(struct procs_args, pgid, PID, .help = PACKED("a process group; 0: the caller's")),
    PARAM(struct procs_args, sig, SIGNAL, .help = PACKED("by name or number; 0 only checks")),
};
static const struct param nice_params[] = {
    PARAM(struct procs_args, increment, INT, .help = PACKED("added to the niceness, which ends at -20 and 19")),
};
static const struct param plock_params[] = {
    PARAM(struct procs_args, op, FLAGS, .family = FAMILY_plock_ops, .help = PACKED("what to lock")),
};

static const struct op ops[] = {
    {
        .name = "abort",
        TEXTS(.summary = "End the process itself with SIGABRT", .result = "does not return",
              .note = "Leaves a core dump where the limits allow one; a shell sees status 134",
              .example = "xos abort || test $? -eq 134"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        .flags = OP_ALONE,
        .run = run_abort,
    },
    {
        .name = "add_dll_directory",
        TEXTS(.summary = "Add a folder to the search for DLLs", .result = "an object with close()",
              .elsewhere = "Windows", .signature = "add_dll_directory(path)"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_WINDOWS,
    },
    {
        .name = "add_dll_directory.close",
        TEXTS(.summary = "Remove a directory from the search path for DLLs", .result = "None", .elsewhere = "Windows",
              .signature = "add_dll_directory(...).close()"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_WINDOWS,
    },
    {
        .name = "_exit",
        TEXTS(.summary = "End the process itself with a status", .result = "does not return",
              .note = "xos const EX_USAGE and the like give the documented statuses", .example = "xos _exit 0"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct procs_args, exit_params),
        .flags = OP_ALONE,
        .run = run_exit,
    },
    {
        .name = "kill",
        TEXTS(.summary = "Send a signal to a process", .result = "None", .errors = "ESRCH EPERM EINVAL",
              .note = "The pid may belong to another process by now; xspawn --kill uses a pidfd",
              .example = "xos kill $$ 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_ALL,
        OP_PARAMS(struct procs_args, kill_params),
        .flags = OP_FLUSHES,
        .run = run_kill,
    },
    {
        .name = "killpg",
        TEXTS(.summary = "Send a signal to a process group", .result = "None", .errors = "ESRCH EPERM EINVAL",
              .note = "Group 0 is the caller's own; group 1 is EINVAL, where the C library would signal every process",
              .example = "xos killpg 0 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct procs_args, killpg_params),
        .flags = OP_FLUSHES,
        .run = run_killpg,
    },
    {
        .name = "nice",
        TEXTS(.summary = "Add to the niceness of the process itself", .result = "int new niceness", .errors = "EPERM",
              .note = "A shell's own niceness stays: use -- PROG", .example = "xos nice 5 -- nice"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct procs_args, nice_params),
        .flags = OP_CHAIN,
        .run = run_nice,
    },
    {
        .name = "plock",
        TEXTS(.summary = "Lock the process itself in memory", .result = "None", .errors = "ENOMEM EPERM EINVAL",
              .note =
                  "Through mlockall, which locks all segments; a lock ends when the process becomes another program",
              .example = "xos plock UNLOCK"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        OP_PARAMS(struct procs_args, plock_params),
        .flags = OP_FLUSHES,
        .run = run_plock,
    },
    {
        .name = "startfile",
        TEXTS(.summary = "Start a file with its associated application", .result = "None", .elsewhere = "Windows",
              .signature = "startfile(path[, operation])"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_WINDOWS,
    },
    {
        .name = "times",
        TEXTS(.summary = "Return the process times of the process itself and its children",
              .result = "user system children_user children_system elapsed, in seconds",
              .note = "Measured in ticks of SC_CLK_TCK; elapsed counts from a fixed point in the past",
              .example = "xos times"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX | ON_WINDOWS,
        .run = run_times,
    },
};

const struct chapter chapter_procs = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management", ops);
