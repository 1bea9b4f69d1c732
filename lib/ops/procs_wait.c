/* Process management: waiting for children, and processes held by descriptor. */
#include "ops/chapters.h"

#include <limits.h>
#include <sys/wait.h>

#include "os/wait.h"

struct wait_args {
    pid_t pid;
    int64_t options, id, idtype;
    int target;
    int64_t flags;
    int pidfd;
};

static struct timespec exact(struct timeval time)
{
    return (struct timespec){.tv_sec = time.tv_sec, .tv_nsec = time.tv_usec * 1000L};
}

static void out_usage(struct out *out, const struct rusage *usage)
{
    out_name(out, "rusage");
    out_open(out, OUT_RECORD);
    out_field_time(out, "ru_utime", exact(usage->ru_utime));
    out_field_time(out, "ru_stime", exact(usage->ru_stime));
    out_field_int(out, "ru_maxrss", usage->ru_maxrss);
    out_field_int(out, "ru_ixrss", usage->ru_ixrss);
    out_field_int(out, "ru_idrss", usage->ru_idrss);
    out_field_int(out, "ru_isrss", usage->ru_isrss);
    out_field_int(out, "ru_minflt", usage->ru_minflt);
    out_field_int(out, "ru_majflt", usage->ru_majflt);
    out_field_int(out, "ru_nswap", usage->ru_nswap);
    out_field_int(out, "ru_inblock", usage->ru_inblock);
    out_field_int(out, "ru_oublock", usage->ru_oublock);
    out_field_int(out, "ru_msgsnd", usage->ru_msgsnd);
    out_field_int(out, "ru_msgrcv", usage->ru_msgrcv);
    out_field_int(out, "ru_nsignals", usage->ru_nsignals);
    out_field_int(out, "ru_nvcsw", usage->ru_nvcsw);
    out_field_int(out, "ru_nivcsw", usage->ru_nivcsw);
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
        out_usage(call->out, &usage);
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

static int end_new_fd(struct call *call, int fd)
{
    if (fd < 0)
        return call_end(call, fd, NULL);
    return call_new_fds(call, &fd, 1) < 0 ? -1 : call_end_int(call, fd, NULL);
}

static int run_pidfd_open(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    return end_new_fd(call, pidfd_of(args->pid, (unsigned)args->flags));
}

static int run_pidfd_getfd(struct call *call)
{
    const struct wait_args *args = ARGS(struct wait_args, call);

    return end_new_fd(call, pidfd_take(args->pidfd, args->target, (unsigned)args->flags));
}

#define PID_PARAM \
    PARAM(struct wait_args, pid, PID, .help = "a child; 0: any of the own process group; -1: any; -N: any of group N")
#define OPTIONS_PARAM PARAM(struct wait_args, options, FLAGS, .families = FAMILIES(&wait_options), .help = "0, WNOHANG, WUNTRACED, ...")

static const struct param pid_options[] = {PID_PARAM, OPTIONS_PARAM};
static const struct param options_only[] = {OPTIONS_PARAM};
static const struct param waitid_params[] = {
    PARAM(struct wait_args, idtype, FLAGS, .families = FAMILIES(&wait_idtypes), .help = "what id is"),
    PARAM(struct wait_args, id, LONG, .help = "a pid, process group or pidfd; any number with P_ALL"),
    PARAM(struct wait_args, options, FLAGS, .families = FAMILIES(&wait_options), .help = "one of WEXITED WSTOPPED WCONTINUED at least"),
};
static const struct param pidfd_open_params[] = {
    PARAM(struct wait_args, pid, PID, .help = "the process"),
    PARAM(struct wait_args, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = "0", .families = FAMILIES(&pidfd_flags), .help = "0 or PIDFD_NONBLOCK"),
};
static const struct param pidfd_getfd_params[] = {
    PARAM(struct wait_args, pidfd, FD, .help = "a descriptor of pidfd_open's"),
    PARAM_AS("targetfd", struct wait_args, target, INT, .help = "the descriptor's number in that process"),
    PARAM(struct wait_args, flags, LONG, .flags = PARAM_OPTION, .fallback = "0", .help = "0: none are defined"),
};

static const struct op ops[] = {
    {
        .name = "wait",
        .summary = "Wait for the end of a child",
        .result = "pid status",
        .acts_on = "process",
        .availability = "unix",
        .errors = "ECHILD",
        .note = "A command has children only where the shell became it: sleep 1 & exec xos wait",
        .example = "sh -c 'sleep 0.1 & exec xos wait'",
        .run = run_wait,
    },
    {
        .name = "waitid",
        .summary = "Wait for a change of state of children",
        .result = "si_pid si_uid si_signo si_status si_code; None with WNOHANG and nothing to tell",
        .acts_on = "process",
        .availability = "unix",
        .errors = "ECHILD EINVAL EAGAIN",
        .note = "WNOWAIT leaves the child to be waited for again; P_PIDFD takes a descriptor of pidfd_open's",
        .example = "sh -c 'sleep 0.1 & exec xos waitid P_PID $! WEXITED'",
        OP_PARAMS(struct wait_args, waitid_params),
        .run = run_waitid,
    },
    {
        .name = "waitpid",
        .summary = "Wait for a child, by pid or process group",
        .result = "pid status; 0 and 0 with WNOHANG and nothing to tell",
        .acts_on = "process",
        .availability = "unix,windows",
        .errors = "ECHILD EINVAL",
        .note = "The W* operations and waitstatus_to_exitcode read the status",
        .example = "sh -c 'sleep 0.1 & exec xos waitpid $! 0'",
        OP_PARAMS(struct wait_args, pid_options),
        .run = run_waitpid,
    },
    {
        .name = "wait3",
        .summary = "Wait for a child, with its use of resources",
        .result = "pid status rusage",
        .acts_on = "process",
        .availability = "unix",
        .errors = "ECHILD EINVAL",
        .note = "ru_maxrss is in KiB, the times in seconds",
        .example = "sh -c 'sleep 0.1 & exec xos wait3 0'",
        OP_PARAMS(struct wait_args, options_only),
        .run = run_wait3,
    },
    {
        .name = "wait4",
        .summary = "Wait for a child by pid, with its use of resources",
        .result = "pid status rusage",
        .acts_on = "process",
        .availability = "unix",
        .errors = "ECHILD EINVAL",
        .note = "ru_maxrss is in KiB, the times in seconds",
        .example = "sh -c 'sleep 0.1 & exec xos wait4 $! 0'",
        OP_PARAMS(struct wait_args, pid_options),
        .run = run_wait4,
    },
    {
        .name = "pidfd_open",
        .summary = "Open a descriptor that stands for a process",
        .result = "int descriptor",
        .acts_on = "process",
        .availability = "linux>=5.3",
        .errors = "ESRCH EINVAL EMFILE ENOSYS",
        .note = "It keeps meaning that process when the pid is used again; readable when the process ends",
        .example = "xos pidfd_open $$",
        .since = "3.9",
        OP_PARAMS(struct wait_args, pidfd_open_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pidfd_open,
    },
    {
        .name = "pidfd_getfd",
        .summary = "Duplicate a descriptor of another process",
        .result = "int descriptor",
        .acts_on = "process",
        .availability = "linux>=5.6",
        .errors = "EBADF EPERM ESRCH EINVAL ENOSYS",
        .note = "Needs the right to trace that process",
        .example = "xos pidfd_open $$ --as 5 -- xos pidfd_getfd 5 0 || true",
        .since = "3.16",
        OP_PARAMS(struct wait_args, pidfd_getfd_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_pidfd_getfd,
    },
};

const struct chapter chapter_procs_wait = CHAPTER("process-management", "Process management: waiting", ops);
