/* SPDX-License-Identifier: MIT */
/* xsched: checks and sets the given attributes, and explains refusals. */
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

TEXTS_OF(sched_set);

/* Finds a policy by name, in any case, with or without SCHED_. */
static bool find_policy(struct word word, struct constant *policy)
{
    *policy = (struct constant){0};
    while (constant_next(&sched_policies, policy)) {
        const char *bare = policy->name + strlen("SCHED_");
        if ((strcasecmp(word.data, policy->name) == 0 || strcasecmp(word.data, bare) == 0) &&
            policy->value != SCHED_RESET_ON_FORK)
            return true;
    }
    return false;
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
    struct constant policy;

    settings->has_policy = word.data != NULL;
    if (!settings->has_policy)
        return 0;
    if (!find_policy(word, &policy))
        return fail_usage(call->fail, "policy: unknown name '%.200s' (other, batch, idle, fifo, rr, deadline)",
                          word.data);
    if (policy.elsewhere != NULL)
        return fail_words(call->fail, EX_UNAVAILABLE, "policy: this platform has no %s (%s)", policy.name,
                          policy.elsewhere);
    settings->policy = (int)policy.value;
    return 0;
}

/* Checks that the priority is in the policy's range; the default is the policy's lowest. */
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

const char *const xsched_io_classes[] = {"none", "realtime", "best-effort", "idle"};

/* Reads CLASS[:LEVEL] of --io. */
static int read_io(struct call *call, struct xsched_settings *settings)
{
    struct word word = settings->args->io;
    const char *colon = word.data != NULL ? memchr(word.data, ':', word.size) : NULL;
    int level = 4;

    if (word.data == NULL)
        return 0;
    struct word class = {word.data, colon != NULL ? (size_t)(colon - word.data) : word.size};
    if (colon != NULL) {
        level = colon[1] - '0';
        if (level < 0 || level > 7 || colon + 2 != word.data + word.size)
            return fail_usage(call->fail, "io: '%.200s' has no level from 0 to 7", word.data);
    }
    for (int i = 0; i < IO_CLASSES; i++)
        if (word_is(class, xsched_io_classes[i])) {
            bool leveled = i == IO_REALTIME || i == IO_BEST_EFFORT;
            if (colon != NULL && !leveled)
                return fail_usage(call->fail, "io: %s has no level", xsched_io_classes[i]);
            settings->io = i << IO_CLASS_SHIFT | (leveled ? level : 0);
            return 0;
        }
    return fail_usage(call->fail, "io: '%.200s' is not none, realtime, best-effort or idle", word.data);
}

/* Checks that a number is within a range, if it was given. */
static int check_range(struct call *call, const char *option, struct maybe number, int low, int high)
{
    if (!number.given || (number.value >= low && number.value <= high))
        return 0;
    return fail_usage(call->fail, "%s: %lld is outside %d to %d", option, (long long)number.value, low, high);
}

int xsched_prepare(struct call *call, const struct xsched_args *args, struct xsched_settings *settings)
{
    *settings = (struct xsched_settings){.args = args};
    if (check_range(call, "nice", args->nice, -20, 19) < 0 ||
        check_range(call, "autogroup", args->autogroup, -20, 19) < 0 ||
        check_range(call, "util_min", args->util_min, 0, 1024) < 0 ||
        check_range(call, "util_max", args->util_max, 0, 1024) < 0 || read_io(call, settings) < 0)
        return -1;
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

/* Explains why the policy was refused: limits that replace a privilege, or the kernel's admission test for deadlines.
 */
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

/* Whether children start with the default policy: unchanged unless an option says otherwise. */
static bool resets_on_fork(const struct xsched_args *args, int current)
{
    return args->reset_on_fork || (!args->no_reset_on_fork && (current & SCHED_RESET_ON_FORK));
}

/* Completes the deadline's parameters with the current ones. */
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

/* Checks that each CPU that was given by number is available; `all` means all that are available. */
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

/* The kernel silently ignores CPUs that do not exist. If a requested CPU was not set, this is an error, and the
 * previous affinity is restored. `all` accepts whatever is available. */
static int verify_affinity(struct call *call, const struct cpus *asked, const struct cpu_set *before, pid_t tid)
{
    enum { LAST = CPU_ROOM * 8 - 1 };
    struct cpu_set now = {{0}}, missing = {{0}};
    char list[160], why[240];
    bool any = false;

    if (cpus_has(asked->bits, asked->size, LAST) || os_sched_getaffinity(tid, now.bits) < 0)
        return 0;
    for (size_t i = 0; i < asked->size / sizeof(long); i++) {
        bool inside = i < CPU_ROOM / sizeof(long);
        unsigned long lost = asked->bits[i] & ~(inside ? now.bits[i] : 0);
        any = any || lost != 0;
        if (inside)
            missing.bits[i] = lost;
    }
    if (!any)
        return 0;
    os_sched_setaffinity(tid, before->bits, sizeof before->bits);
    xsched_list(&missing, list, sizeof list);
    format_text(why, sizeof why, "CPU %s: the kernel did not set them", list);
    return xsched_fail(call, "sched_setaffinity", tid, EINVAL, why);
}

static int set_affinity(struct call *call, const struct cpus *cpus, pid_t tid)
{
    struct cpu_set before = {{0}};

    if (check_affinity(call, cpus, tid) < 0)
        return -1;
    int result = os_sched_getaffinity(tid, before.bits);
    if (result >= 0)
        result = os_sched_setaffinity(tid, cpus->bits, cpus->size);
    const char *why = result == -EPERM    ? "a process of another user: that needs CAP_SYS_NICE"
                      : result == -EINVAL ? "no CPU, or none of the cpuset"
                                          : NULL;
    return result < 0 ? xsched_fail(call, "sched_setaffinity", tid, -result, why)
                      : verify_affinity(call, cpus, &before, tid);
}

static int set_clamps(struct call *call, const struct xsched_args *args, pid_t tid)
{
    struct sched_attributes attributes = {
        .flags = SCHED_KEEPS_ALL | (args->util_min.given ? SCHED_CLAMPS_MIN : 0) |
                 (args->util_max.given ? SCHED_CLAMPS_MAX : 0),
        .util_min = (uint32_t)args->util_min.value,
        .util_max = (uint32_t)args->util_max.value,
    };
    int result = os_sched_setattr(tid, attributes);

    return result < 0 ? xsched_fail(call, "sched_setattr", tid, -result,
                                    result == -EOPNOTSUPP ? "this kernel has no utilisation clamps" : NULL)
                      : 0;
}

/* Sets attributes besides the policy: I/O priority, autogroup, clamps. */
static int set_others(struct call *call, const struct xsched_settings *settings, pid_t tid)
{
    const struct xsched_args *args = settings->args;
    int result = args->io.data != NULL ? os_ioprio_set(tid, settings->io) : 0;

    if (result < 0)
        return xsched_fail(call, "ioprio_set", tid, -result,
                           result == -EPERM ? "realtime and other users' processes need CAP_SYS_NICE" : NULL);
    result = args->autogroup.given ? os_autogroup_set(tid, (int)args->autogroup.value) : 0;
    if (result < 0)
        return xsched_fail(call, "autogroup", tid, -result,
                           result == -EOPNOTSUPP ? "this kernel has no autogroups" : NULL);
    return args->util_min.given || args->util_max.given ? set_clamps(call, args, tid) : 0;
}

int xsched_set(struct call *call, struct xsched_settings *settings, pid_t tid)
{
    const struct xsched_args *args = settings->args;

    if (args->affinity.size > 0 && set_affinity(call, &args->affinity, tid) < 0)
        return -1;
    if (args->nice.given && set_nice(call, (int)args->nice.value, tid) < 0)
        return -1;
    if (set_others(call, settings, tid) < 0)
        return -1;
    if (args->policy.data != NULL || args->priority.given || args->reset_on_fork || args->no_reset_on_fork)
        return set_policy(call, settings, tid);
    return 0;
}
