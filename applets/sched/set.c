/* SPDX-License-Identifier: MIT */
/* xsched: what is asked for, checked and set, and refusals explained. */
#include "sched/xsched.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sysexits.h>

#include "value/format.h"
#include "os/process.h"

#ifndef SCHED_RESET_ON_FORK
#define SCHED_RESET_ON_FORK 0x40000000
#endif

/* A policy by its name, SCHED_ in front or not, in capitals or not. */
static const struct constant *find_policy(struct word word)
{
    for (size_t i = 0; i < sched_policies.count; i++) {
        const struct constant *policy = &sched_policies.constants[i];
        const char *bare = policy->name + strlen("SCHED_");
        if ((strcasecmp(word.data, policy->name) == 0 || strcasecmp(word.data, bare) == 0) &&
            policy->value != SCHED_RESET_ON_FORK)
            return policy;
    }
    return NULL;
}

static int read_deadline(struct call *call, struct xsched_settings *settings)
{
    const struct xsched_args *args = settings->args;
    struct sched_attributes *deadline = &settings->deadline;
    bool given = args->runtime.given || args->deadline.given || args->period.given;

    if (settings->policy != SCHED_DEADLINE_POLICY || !settings->has_policy)
        return given ? fail_usage(call->fail, "--runtime, --deadline and --period are only for --policy deadline") : 0;
    deadline->policy = SCHED_DEADLINE_POLICY;
    deadline->runtime = (uint64_t)args->runtime.value;
    deadline->period = (uint64_t)args->period.value;
    deadline->deadline = (uint64_t)(args->deadline.given ? args->deadline.value : args->period.value);
    if (deadline->runtime == 0 || deadline->deadline == 0)
        return fail_usage(call->fail, "SCHED_DEADLINE needs --runtime, and --deadline or --period");
    if (deadline->runtime > deadline->deadline || (deadline->period != 0 && deadline->deadline > deadline->period))
        return xsched_fail(call, "sched_setscheduler", 0, EINVAL, "SCHED_DEADLINE wants runtime <= deadline <= period");
    return 0;
}

static int read_policy(struct call *call, struct xsched_settings *settings)
{
    struct word word = settings->args->policy;
    const struct constant *policy = word.data != NULL ? find_policy(word) : NULL;

    settings->has_policy = word.data != NULL;
    if (!settings->has_policy)
        return 0;
    if (policy == NULL)
        return fail_usage(call->fail, "policy: unknown name '%.200s' (other, batch, idle, fifo, rr, deadline)",
                          word.data);
    if (policy->elsewhere != NULL)
        return fail_words(call->fail, EX_UNAVAILABLE, "policy: this platform has no %s (%s)", policy->name,
                          policy->elsewhere);
    settings->policy = (int)policy->value;
    return 0;
}

/* The priority must be one of the policy's; the policy's lowest where none is given. */
static int check_priority(struct call *call, struct xsched_settings *settings, int policy)
{
    int low = os_sched_get_priority_min(policy), high = os_sched_get_priority_max(policy);
    const char *name = constant_name(&sched_policies, policy);
    char why[160];

    if (!settings->args->priority.given) {
        settings->priority = low;
        return 0;
    }
    int64_t priority = settings->args->priority.value;
    settings->priority = (int)priority;
    if (priority >= low && priority <= high)
        return 0;
    format_text(why, sizeof why, "priority %lld is outside %s's range, %d to %d", (long long)priority,
                name != NULL ? name : "the policy", low, high);
    return xsched_fail(call, "sched_setscheduler", 0, EINVAL, why);
}

int xsched_prepare(struct call *call, const struct xsched_args *args, struct xsched_settings *settings)
{
    *settings = (struct xsched_settings){.args = args};
    if (args->nice.given && (args->nice.value < -20 || args->nice.value > 19))
        return fail_usage(call->fail, "nice: %lld is outside -20 to 19", (long long)args->nice.value);
    if (args->reset_on_fork && args->no_reset_on_fork)
        return fail_usage(call->fail, "--reset-on-fork and --no-reset-on-fork exclude each other");
    if (read_policy(call, settings) < 0 || read_deadline(call, settings) < 0)
        return -1;
    return settings->has_policy ? check_priority(call, settings, settings->policy) : 0;
}

static long limit_of(pid_t tid, int which)
{
    struct rlimit limit = {0};

    os_getrlimit(tid, which, &limit);
    return limit.rlim_cur == RLIM_INFINITY ? 99 : (long)limit.rlim_cur;
}

/* Why the policy was refused: the limits that stand for a privilege, or the kernel's bookkeeping of deadlines. */
static int policy_failed(struct call *call, const struct xsched_settings *settings, pid_t tid, int policy, int errnum)
{
    char why[240] = "";

    if (errnum == EPERM && (policy == SCHED_FIFO || policy == SCHED_RR))
        format_text(why, sizeof why, "%s with priority %d needs CAP_SYS_NICE, or RLIMIT_RTPRIO of %d: it is %ld",
                    constant_name(&sched_policies, policy), settings->priority, settings->priority,
                    limit_of(tid, RLIMIT_RTPRIO));
    else if (errnum == EPERM && policy == SCHED_DEADLINE_POLICY)
        format_text(why, sizeof why, "SCHED_DEADLINE needs CAP_SYS_NICE, and an affinity of all CPUs of the cpuset");
    else if (errnum == EPERM)
        format_text(why, sizeof why,
                    "of another user, or to leave SCHED_IDLE or reset-on-fork: that needs CAP_SYS_NICE");
    else if (errnum == EBUSY)
        format_text(why, sizeof why, "the CPUs have no such bandwidth left for SCHED_DEADLINE");
    else if (errnum == EINVAL && policy == SCHED_DEADLINE_POLICY)
        format_text(why, sizeof why,
                    "the kernel takes a runtime from 1024 ns and periods as sched_deadline_period_min_us says");
    return xsched_fail(call, "sched_setscheduler", tid, errnum, why[0] != '\0' ? why : NULL);
}

/* Whether children are to begin with the default policy: as it is where nothing is said. */
static bool resets_on_fork(const struct xsched_args *args, int current)
{
    return args->reset_on_fork || (!args->no_reset_on_fork && (current & SCHED_RESET_ON_FORK));
}

/* The deadline's parameters as they are, where no others were given. */
static int set_deadline(struct xsched_settings *settings, pid_t tid, bool resets)
{
    int result = settings->has_policy ? 0 : os_sched_getattr(tid, &settings->deadline);

    settings->deadline.flags = resets ? SCHED_RESETS_ON_FORK : 0;
    return result < 0 ? result : os_sched_setattr(tid, settings->deadline);
}

static int set_policy(struct call *call, struct xsched_settings *settings, pid_t tid)
{
    int current = os_sched_getscheduler(tid), result;

    if (current < 0)
        return xsched_fail(call, "sched_getscheduler", tid, -current, NULL);
    bool resets = resets_on_fork(settings->args, current);
    int policy = settings->has_policy ? settings->policy : current & ~SCHED_RESET_ON_FORK;
    if (!settings->has_policy && settings->args->priority.given && check_priority(call, settings, policy) < 0)
        return -1;
    if (!settings->has_policy && !settings->args->priority.given)
        settings->priority = os_sched_getparam(tid);
    if (policy == SCHED_DEADLINE_POLICY)
        result = set_deadline(settings, tid, resets);
    else
        result = os_sched_setscheduler(tid, policy | (resets ? SCHED_RESET_ON_FORK : 0), settings->priority);
    return result < 0 ? policy_failed(call, settings, tid, policy, -result) : 0;
}

static int set_nice(struct call *call, int nice, pid_t tid)
{
    char why[160];
    int result = os_setpriority(PRIO_PROCESS, tid, nice);

    if (result == 0)
        return 0;
    if (result == -EACCES)
        format_text(why, sizeof why, "nice %d needs CAP_SYS_NICE, or RLIMIT_NICE of %d: it is %ld", nice, 20 - nice,
                    limit_of(tid, RLIMIT_NICE));
    else
        format_text(why, sizeof why, "a process of another user");
    return xsched_fail(call, "setpriority", tid, -result, result == -EACCES || result == -EPERM ? why : NULL);
}

/* A CPU that was asked for by its number must be one that can be had; `all` means all that there are. */
static int check_affinity(struct call *call, const struct cpus *asked, pid_t tid)
{
    enum { LAST = CPU_ROOM * 8 - 1 };
    struct cpu_set available, missing = {{0}};
    char list[160], whole[160], why[400];
    bool any = false;

    if (cpus_has(asked->bits, asked->size, LAST) || os_cpus_available(tid, &available) < 0)
        return 0;
    for (size_t i = 0; i < CPU_ROOM / sizeof(long) && i < asked->size / sizeof(long); i++) {
        missing.bits[i] = asked->bits[i] & ~available.bits[i];
        any = any || missing.bits[i] != 0;
    }
    if (!any)
        return 0;
    xsched_list(&missing, list, sizeof list);
    xsched_list(&available, whole, sizeof whole);
    format_text(why, sizeof why, "CPU %s: not among those of the cpuset, %s", list, whole);
    return xsched_fail(call, "sched_setaffinity", tid, EINVAL, why);
}

static int set_affinity(struct call *call, const struct cpus *cpus, pid_t tid)
{
    if (check_affinity(call, cpus, tid) < 0)
        return -1;
    int result = os_sched_setaffinity(tid, cpus->bits, cpus->size);
    const char *why = result == -EPERM    ? "a process of another user: that needs CAP_SYS_NICE"
                      : result == -EINVAL ? "no CPU, or none of the cpuset"
                                          : NULL;
    return result < 0 ? xsched_fail(call, "sched_setaffinity", tid, -result, why) : 0;
}

int xsched_set(struct call *call, struct xsched_settings *settings, pid_t tid)
{
    const struct xsched_args *args = settings->args;

    if (args->affinity.size > 0 && set_affinity(call, &args->affinity, tid) < 0)
        return -1;
    if (args->nice.given && set_nice(call, (int)args->nice.value, tid) < 0)
        return -1;
    if (args->policy.data != NULL || args->priority.given || args->reset_on_fork || args->no_reset_on_fork)
        return set_policy(call, settings, tid);
    return 0;
}
