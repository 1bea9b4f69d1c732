/* SPDX-License-Identifier: MIT */
/* Interface to the scheduler. A pid of 0 means the caller; each row that sets something takes -- PROG, which then runs
 * in that state. */
#include "ops/chapters.h"

#include <errno.h>

#include "os/sched.h"

TEXTS_OF(os_sched);

struct policy_args {
    int64_t policy;
};

struct pid_args {
    pid_t pid;
};

struct set_args {
    pid_t pid;
    int64_t policy;
    int priority;
};

struct affinity_args {
    pid_t pid;
    struct cpus mask;
};

/* None of these values is -1, so none is taken for a failure. */
static int run_sched_get_priority_min(struct call *call)
{
    return call_end_int(call, os_sched_get_priority_min((int)ARGS(struct policy_args, call)->policy), NULL);
}

static int run_sched_get_priority_max(struct call *call)
{
    return call_end_int(call, os_sched_get_priority_max((int)ARGS(struct policy_args, call)->policy), NULL);
}

static int run_sched_getscheduler(struct call *call)
{
    return call_end_int(call, os_sched_getscheduler(ARGS(struct pid_args, call)->pid), NULL);
}

static int run_sched_setscheduler(struct call *call)
{
    const struct set_args *args = ARGS(struct set_args, call);

    return call_end(call, os_sched_setscheduler(args->pid, (int)args->policy, args->priority), NULL);
}

static int run_sched_getparam(struct call *call)
{
    int priority = os_sched_getparam(ARGS(struct pid_args, call)->pid);

    if (priority < 0)
        return fail_errno(call->fail, -priority, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "sched_priority", priority);
    out_close(call->out);
    return 0;
}

static int run_sched_setparam(struct call *call)
{
    const struct set_args *args = ARGS(struct set_args, call);

    return call_end(call, os_sched_setparam(args->pid, args->priority), NULL);
}

static int run_sched_rr_get_interval(struct call *call)
{
    struct timespec quantum;
    int result = os_sched_rr_get_interval(ARGS(struct pid_args, call)->pid, &quantum);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_time(call->out, quantum);
    return 0;
}

static int run_sched_yield(struct call *call)
{
    return call_end(call, os_sched_yield(), NULL);
}

static int run_sched_getaffinity(struct call *call)
{
    unsigned long cpus[CPU_ROOM / sizeof(long)];
    int size = os_sched_getaffinity(ARGS(struct pid_args, call)->pid, cpus);

    if (size < 0)
        return fail_errno(call->fail, -size, NULL, NULL);
    out_open(call->out, OUT_LIST);
    for (size_t cpu = 0; cpu < (size_t)size * 8; cpu++)
        if (cpus_has(cpus, (size_t)size, cpu))
            out_uint(call->out, cpu);
    out_close(call->out);
    return 0;
}

static int run_sched_setaffinity(struct call *call)
{
    const struct affinity_args *args = ARGS(struct affinity_args, call);

    return call_end(call, os_sched_setaffinity(args->pid, args->mask.bits, args->mask.size), NULL);
}

#define POLICY(T) PARAM(T, policy, FLAGS, .family = FAMILY_sched_policies, .help = PACKED("scheduling policy"))
#define PID(T) PARAM(T, pid, PID, .help = PACKED("process or thread; 0 is the caller"))

static const struct param policy_params[] = {
    POLICY(struct policy_args),
};

static const struct param pid_params[] = {
    PID(struct pid_args),
};

static const struct param setscheduler_params[] = {
    PID(struct set_args),
    POLICY(struct set_args),
    PARAM_AS("param", struct set_args, priority, INT,
             .help = PACKED("sched_priority: 1 to 99 for SCHED_FIFO and SCHED_RR, else 0")),
};

static const struct param setparam_params[] = {
    PID(struct set_args),
    PARAM_AS("param", struct set_args, priority, INT,
             .help = PACKED("sched_priority, within the range of the policy in force")),
};

static const struct param setaffinity_params[] = {
    PID(struct affinity_args),
    PARAM(struct affinity_args, mask, CPUS, .help = PACKED("CPU numbers: 0,2-5, 0-30:2, all, ^3")),
};

static const struct op ops[] = {
    {
        .name = "sched_param",
        TEXTS(.summary = "Hold the scheduling parameters: sched_priority", .result = "record of sched_priority",
              .home = "sched_getparam's record; where it is an argument, the priority's number",
              .signature = "sched_param(sched_priority)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_SOME_UNIX,
    },
    {
        .name = "sched_get_priority_min",
        TEXTS(.summary = "Return the lowest priority of a policy", .result = "int priority", .errors = "EINVAL",
              .note = "on Linux 1 for SCHED_FIFO and SCHED_RR, 0 for the others",
              .example = "xos sched_get_priority_min SCHED_FIFO"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct policy_args, policy_params),
        .run = run_sched_get_priority_min,
    },
    {
        .name = "sched_get_priority_max",
        TEXTS(.summary = "Return the highest priority of a policy", .result = "int priority", .errors = "EINVAL",
              .note = "on Linux 99 for SCHED_FIFO and SCHED_RR, 0 for the others",
              .example = "xos sched_get_priority_max SCHED_RR"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct policy_args, policy_params),
        .run = run_sched_get_priority_max,
    },
    {
        .name = "sched_setscheduler",
        TEXTS(.summary = "Set the scheduling policy and priority of a process", .result = "None",
              .errors = "EPERM EINVAL ESRCH",
              .note = "on Linux of one thread; SCHED_RESET_ON_FORK may be joined to the policy",
              .example = "xos sched_setscheduler 0 SCHED_BATCH 0 -- xos sched_getscheduler 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        .flags = OP_CHAIN,
        OP_PARAMS(struct set_args, setscheduler_params),
        .run = run_sched_setscheduler,
    },
    {
        .name = "sched_getscheduler",
        TEXTS(.summary = "Return the scheduling policy of a process", .result = "int policy", .errors = "ESRCH EINVAL",
              .note = "SCHED_RESET_ON_FORK (0x40000000) may be joined to it", .example = "xos sched_getscheduler 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct pid_args, pid_params),
        .run = run_sched_getscheduler,
    },
    {
        .name = "sched_setparam",
        TEXTS(.summary = "Set the scheduling priority of a process, its policy unchanged", .result = "None",
              .errors = "EPERM EINVAL ESRCH", .example = "xos sched_setparam 0 0 -- xos sched_getparam 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        .flags = OP_CHAIN,
        OP_PARAMS(struct set_args, setparam_params),
        .run = run_sched_setparam,
    },
    {
        .name = "sched_getparam",
        TEXTS(.summary = "Return the scheduling parameters of a process", .result = "record of sched_priority",
              .errors = "ESRCH EINVAL", .example = "xos sched_getparam 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct pid_args, pid_params),
        .run = run_sched_getparam,
    },
    {
        .name = "sched_rr_get_interval",
        TEXTS(.summary = "Return the round-robin quantum of a process", .result = "float seconds, nine decimals",
              .errors = "ESRCH EINVAL", .note = "Linux answers for every policy",
              .example = "xos sched_rr_get_interval 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct pid_args, pid_params),
        .run = run_sched_rr_get_interval,
    },
    {
        .name = "sched_yield",
        TEXTS(.summary = "Relinquish the CPU", .result = "None", .example = "xos sched_yield"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_SOME_UNIX,
        .run = run_sched_yield,
    },
    {
        .name = "sched_setaffinity",
        TEXTS(.summary = "Restrict a process to a set of CPUs", .result = "None", .errors = "EINVAL EPERM ESRCH",
              .note = "CPUs that the machine or the cpuset lacks are ignored; EINVAL if none is left",
              .example = "xos sched_setaffinity 0 0 -- xos sched_getaffinity 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        .flags = OP_CHAIN,
        OP_PARAMS(struct affinity_args, setaffinity_params),
        .run = run_sched_setaffinity,
    },
    {
        .name = "sched_getaffinity",
        TEXTS(.summary = "Return the set of CPUs that a process is restricted to", .result = "list of int CPU numbers",
              .errors = "ESRCH EINVAL", .example = "xos sched_getaffinity 0"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_SOME_UNIX,
        OP_PARAMS(struct pid_args, pid_params),
        .run = run_sched_getaffinity,
    },
};

const struct chapter chapter_sched = CHAPTER(SECTION_SCHEDULER, "Interface to the scheduler", ops);
