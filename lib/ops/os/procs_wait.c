/* SPDX-License-Identifier: MIT */
/* Process management: waiting for children, and descriptors of processes. */
#include "ops/chapters.h"
#include "ops/shared/spawning.h"

#include <limits.h>
#include <string.h>
#include <sys/wait.h>

#include "os/spawn/wait.h"
#include "value/number.h"

TEXTS_OF(os_procs_wait);

struct wait_args {
    pid_t pid;
    int64_t options, id, idtype;
    int target;
    int64_t flags;
    int pidfd;
};

static void out_duration(struct out *out, const char *name, const char *name_ns, struct timeval time, bool units)
{
    struct timespec exact = {.tv_sec = time.tv_sec, .tv_nsec = (long)time.tv_usec * 1000};

    out_name(out, units ? name_ns : name);
    if (units)
        out_ns(out, exact);
    else
        out_time(out, exact);
}

void out_rusage(struct out *out, const struct rusage *usage, bool units)
{
    static const struct {
        const char *name, *unit;
        size_t offset;
    } counts[] = {
        {"ru_maxrss", "_kib", offsetof(struct rusage, ru_maxrss)},
        {"ru_ixrss", "_kib_ticks", offsetof(struct rusage, ru_ixrss)},
        {"ru_idrss", "_kib_ticks", offsetof(struct rusage, ru_idrss)},
        {"ru_isrss", "_kib_ticks", offsetof(struct rusage, ru_isrss)},
        {"ru_minflt", "", offsetof(struct rusage, ru_minflt)},
        {"ru_majflt", "", offsetof(struct rusage, ru_majflt)},
        {"ru_nswap", "", offsetof(struct rusage, ru_nswap)},
        {"ru_inblock", "_512_bytes", offsetof(struct rusage, ru_inblock)},
        {"ru_oublock", "_512_bytes", offsetof(struct rusage, ru_oublock)},
        {"ru_msgsnd", "", offsetof(struct rusage, ru_msgsnd)},
        {"ru_msgrcv", "", offsetof(struct rusage, ru_msgrcv)},
        {"ru_nsignals", "", offsetof(struct rusage, ru_nsignals)},
        {"ru_nvcsw", "", offsetof(struct rusage, ru_nvcsw)},
        {"ru_nivcsw", "", offsetof(struct rusage, ru_nivcsw)},
    };
    char name[32];

    out_name(out, "rusage");
    out_open(out, OUT_RECORD);
    out_duration(out, "ru_utime", "ru_utime_ns", usage->ru_utime, units);
    out_duration(out, "ru_stime", "ru_stime_ns", usage->ru_stime, units);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        stpcpy(stpcpy(name, counts[i].name), units ? counts[i].unit : "");
        out_field_int(out, name, *(const long *)((const char *)usage + counts[i].offset));
    }
    out_close(out);
}

static int end_wait(struct call *call, pid_t pid, int options, bool with_usage)
{
    struct rusage usage = {0};
    int status = 0;

    pid = wait_process(pid, options, &status, &usage);
    if (pid < 0)
        return call_end(call, pid, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "pid", pid);
    out_field_int(call->out, "status", status);
    if (with_usage)
        out_rusage(call->out, &usage, false);
    out_close(call->out);
    return 0;
}

static int run_wait(struct call *call)
{
    return end_wait(call, -1, 0, false);
}

static int run_waitpid(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    return end_wait(call, args->pid, (int)args->options, false);
}

static int run_wait3(struct call *call)
{
    return end_wait(call, -1, (int)ARGS(struct wait_args, call)->options, true);
}

static int run_wait4(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    return end_wait(call, args->pid, (int)args->options, true);
}

static int run_waitid(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);
    siginfo_t info;

    if (args->id < INT_MIN || args->id > UINT_MAX)
        return fail_usage(call->fail, "id: '%lld' is not in range", (long long)args->id);
    int result = wait_id((int)args->idtype, (id_t)args->id, (int)args->options, &info);
    if (result < 0 && args->idtype != P_ALL) {
        char text[NUMBER_ROOM];
        return fail_errno(call->fail, -result, arena_copy(call->arena, text, int_write(text, args->id)), NULL);
    }
    if (result < 0 || info.si_pid == 0)
        return call_end(call, result, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "si_pid", info.si_pid);
    out_field_int(call->out, "si_uid", info.si_uid);
    out_field_int(call->out, "si_signo", info.si_signo);
    out_field_int(call->out, "si_status", info.si_status);
    out_field_int(call->out, "si_code", info.si_code);
    out_close(call->out);
    return 0;
}

static int run_pidfd_open(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    return call_end_fd(call, pidfd_of(args->pid, (unsigned)args->flags), NULL);
}

static int run_pidfd_getfd(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    if (args->flags < 0 || args->flags > UINT_MAX)
        return fail_usage(call->fail, "flags: '%lld' is not in range", (long long)args->flags);
    return call_end_fd(call, pidfd_take(args->pidfd, args->target, (unsigned)args->flags), NULL);
}

#define PID_PARAM \
    PARAM(struct wait_args, pid, PID, \
          .help = PACKED("a child; 0: any of the caller's process group; -1: any; -N: any of group N"))
#define OPTIONS_PARAM \
    PARAM(struct wait_args, options, FLAGS, .family = FAMILY_wait_options, .help = PACKED("0, WNOHANG, WUNTRACED, ..."))

static const struct param pid_options[] = {PID_PARAM, OPTIONS_PARAM};
static const struct param options_only[] = {OPTIONS_PARAM};
static const struct param waitid_params[] = {
    PARAM(struct wait_args, idtype, FLAGS, .family = FAMILY_wait_idtypes, .help = PACKED("what id is")),
    PARAM(struct wait_args, id, LONG, .help = PACKED("a pid, process group or pidfd; any number with P_ALL")),
    PARAM(struct wait_args, options, FLAGS, .family = FAMILY_wait_options,
          .help = PACKED("one of WEXITED WSTOPPED WCONTINUED at least")),
};
static const struct param pidfd_open_params[] = {
    PARAM(struct wait_args, pid, PID, .help = PACKED("the process")),
    PARAM(struct wait_args, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_0, .family = FAMILY_pidfd_flags,
          .help = PACKED("0 or PIDFD_NONBLOCK")),
};
static const struct param pidfd_getfd_params[] = {
    PARAM(struct wait_args, pidfd, FD, .help = PACKED("a descriptor from pidfd_open")),
    PARAM_AS("targetfd", struct wait_args, target, INT, .help = PACKED("the descriptor's number in that process")),
    PARAM(struct wait_args, flags, LONG, .flags = PARAM_OPTION, .fallback = FALLBACK_0,
          .help = PACKED("0: none are defined")),
};

static const struct op ops[] = {
    {
        .name = "wait",
        TEXTS(.summary = "Wait for the end of a child", .result = "pid status", .errors = "ECHILD",
              .note = "A command has children only if a shell with children became it: sleep 1 & exec xos wait",
              .example = "sh -c 'sleep 0.1 & exec xos wait'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        .flags = OP_FLUSHES,
        .run = run_wait,
    },
    {
        .name = "waitid",
        TEXTS(.summary = "Wait for a change of state of children",
              .result = "si_pid si_uid si_signo si_status si_code; None with WNOHANG if nothing has changed",
              .errors = "ECHILD EINVAL EAGAIN",
              .note = "WNOWAIT leaves the child to be waited for again; P_PIDFD takes a descriptor from pidfd_open",
              .example = "sh -c 'sleep 0.1 & exec xos waitid P_PID $! WEXITED'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct wait_args, waitid_params),
        .flags = OP_FLUSHES,
        .run = run_waitid,
    },
    {
        .name = "waitpid",
        TEXTS(.summary = "Wait for a child, by pid or process group",
              .result = "pid status; 0 and 0 with WNOHANG if nothing has changed", .errors = "ECHILD EINVAL",
              .note = "The W* operations and waitstatus_to_exitcode read the status",
              .example = "sh -c 'sleep 0.1 & exec xos waitpid $! 0'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct wait_args, pid_options),
        .flags = OP_FLUSHES,
        .run = run_waitpid,
    },
    {
        .name = "wait3",
        TEXTS(.summary = "Wait for a child, with its use of resources", .result = "pid status rusage",
              .errors = "ECHILD EINVAL", .note = "ru_maxrss is in KiB, the times in seconds",
              .example = "sh -c 'sleep 0.1 & exec xos wait3 0'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct wait_args, options_only),
        .flags = OP_FLUSHES,
        .run = run_wait3,
    },
    {
        .name = "wait4",
        TEXTS(.summary = "Wait for a child by pid, with its use of resources", .result = "pid status rusage",
              .errors = "ECHILD EINVAL", .note = "ru_maxrss is in KiB, the times in seconds",
              .example = "sh -c 'sleep 0.1 & exec xos wait4 $! 0'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct wait_args, pid_options),
        .flags = OP_FLUSHES,
        .run = run_wait4,
    },
    {
        .name = "pidfd_open",
        TEXTS(.summary = "Open a descriptor that refers to a process", .result = "int descriptor",
              .requires = "Linux 5.3", .errors = "ESRCH EINVAL EMFILE ENOSYS",
              .note = "It refers to that process even if the pid is reused; readable when the process ends",
              .example = "xos pidfd_open $$", .since = "3.9"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_LINUX,
        OP_PARAMS(struct wait_args, pidfd_open_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pidfd_open,
    },
    {
        .name = "pidfd_getfd",
        TEXTS(.summary = "Duplicate a descriptor of another process", .result = "int descriptor",
              .requires = "Linux 5.6", .errors = "EBADF EPERM ESRCH EINVAL ENOSYS",
              .note = "Needs the right to trace that process",
              .example = "xos pidfd_open $$ --as 5 -- xos pidfd_getfd 5 0 || true", .since = "3.16"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_LINUX,
        OP_PARAMS(struct wait_args, pidfd_getfd_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pidfd_getfd,
    },
};

const struct chapter chapter_procs_wait = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: waiting", ops);
