/* SPDX-License-Identifier: MIT */
/* Files and directories: memory files, event counters, timers. */
#include "ops/chapters.h"

#include "value/constants.h"
#include "os/events.h"
#include "os/fd.h"

TEXTS_OF(os_events);

struct memfd {
    const char *name;
    int64_t flags;
};
struct counter {
    uint64_t initval;
    int64_t flags;
};
struct event {
    int fd;
    uint64_t value;
};
struct timer {
    int clockid;
    int64_t flags;
};
struct setting {
    int fd;
    int64_t flags;
    struct timespec initial, interval;
};
struct setting_ns {
    int fd;
    int64_t flags, initial, interval;
};

static int run_memfd_create(struct call *call)
{
    const struct memfd *args = ARGS(struct memfd, call);

    return call_end_fd(call, os_memfd(args->name, (unsigned)args->flags), args->name);
}

static int run_eventfd(struct call *call)
{
    const struct counter *args = ARGS(struct counter, call);

    if (args->initval > UINT32_MAX)
        return fail_usage(call->fail, "initval: it has 32 bits at most");
    return call_end_fd(call, os_eventfd((unsigned)args->initval, (int)args->flags), NULL);
}

static int run_eventfd_read(struct call *call)
{
    uint64_t value;
    int result = os_eventfd_read(ARGS(struct event, call)->fd, &value);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_uint(call->out, value);
    return 0;
}

static int run_eventfd_write(struct call *call)
{
    const struct event *args = ARGS(struct event, call);

    return call_end(call, os_eventfd_write(args->fd, args->value), NULL);
}

static int run_timerfd_create(struct call *call)
{
    const struct timer *args = ARGS(struct timer, call);

    return call_end_fd(call, os_timerfd(args->clockid, (int)args->flags), NULL);
}

/* Ends an operation on a timer whose system call gave result. */
static int end_timer(struct call *call, int result, const struct itimerspec *setting, bool ns)
{
    void (*put)(struct out *, const char *, struct timespec) = ns ? out_field_ns : out_field_time;

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    put(call->out, "next_expiration", setting->it_value);
    put(call->out, "interval", setting->it_interval);
    out_close(call->out);
    return 0;
}

static int run_timerfd_settime(struct call *call)
{
    const struct setting *args = ARGS(struct setting, call);
    struct itimerspec old;
    int result = os_timerfd_set(args->fd, (int)args->flags, args->initial, args->interval, &old);

    return end_timer(call, result, &old, false);
}

static struct timespec from_ns(int64_t ns)
{
    enum { SECOND = 1000000000 };
    struct timespec time = {.tv_sec = ns / SECOND, .tv_nsec = (long)(ns % SECOND)};

    return time; /* of a negative time both parts are, or one: the kernel refuses it */
}

static int run_timerfd_settime_ns(struct call *call)
{
    const struct setting_ns *args = ARGS(struct setting_ns, call);
    struct itimerspec old;
    int result = os_timerfd_set(args->fd, (int)args->flags, from_ns(args->initial), from_ns(args->interval), &old);

    return end_timer(call, result, &old, true);
}

static int run_timerfd_gettime(struct call *call)
{
    struct itimerspec setting;
    int result = os_timerfd_get(ARGS(struct setting, call)->fd, &setting);

    return end_timer(call, result, &setting, false);
}

static int run_timerfd_gettime_ns(struct call *call)
{
    struct itimerspec setting;
    int result = os_timerfd_get(ARGS(struct setting, call)->fd, &setting);

    return end_timer(call, result, &setting, true);
}

static const struct param memfd_params[] = {
    PARAM(struct memfd, name, TEXT, .metavar = PACKED("NAME"),
          .help = PACKED("a label shown in /proc; need not be unique")),
    PARAM(struct memfd, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_MFD_CLOEXEC,
          .family = FAMILY_memfd_flags, .help = PACKED("what kind of memory")),
};

static const struct param counter_params[] = {
    PARAM(struct counter, initval, UNSIGNED, .help = PACKED("the counter's first value, 32 bits")),
    PARAM(struct counter, flags, FLAGS, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_EFD_CLOEXEC,
          .family = FAMILY_eventfd_flags, .help = PACKED("what kind of counter")),
};

static const struct param event_params[] = {
    PARAM(struct event, fd, FD, .help = PACKED("an event counter")),
    PARAM(struct event, value, UNSIGNED, .help = PACKED("what to add, 64 bits")),
};

static const struct param timer_params[] = {
    PARAM(struct timer, clockid, NAME, .family = FAMILY_clock_ids, .help = PACKED("the clock")),
    PARAM(struct timer, flags, FLAGS, .flags = PARAM_OPTION, .fallback = FALLBACK_0, .family = FAMILY_timerfd_flags,
          .help = PACKED("what kind of timer")),
};

#define SETTING_PARAMS(T, K, zero, unit) \
    PARAM(T, fd, FD, .help = PACKED("a timer")), \
        PARAM(T, flags, FLAGS, .flags = PARAM_OPTION, .fallback = FALLBACK_0, .family = FAMILY_timerfd_settime_flags, \
              .help = PACKED("how initial counts")), \
        PARAM(T, initial, K, .flags = PARAM_OPTION, .fallback = zero, .metavar = PACKED(unit), \
              .help = PACKED("until it first expires; 0 disarms it")), \
        PARAM(T, interval, K, .flags = PARAM_OPTION, .fallback = zero, .metavar = PACKED(unit), \
              .help = PACKED("from one expiry to the next; 0 for once"))

static const struct param setting_params[] = {SETTING_PARAMS(struct setting, TIME, FALLBACK_0_0, "SECONDS")};
static const struct param setting_ns_params[] = {SETTING_PARAMS(struct setting_ns, LONG, FALLBACK_0, "NANOSECONDS")};

static const struct op ops[] = {
    {
        .name = "memfd_create",
        TEXTS(.summary = "Make a file that exists in memory only", .result = "int new descriptor",
              .requires = "Linux 3.17", .errors = "EINVAL EMFILE ENOMEM",
              .note = "It lasts as long as a descriptor for it does; with flags given, only MFD_CLOEXEC among "
                      "them keeps it from "
                      "children",
              .example = "xos memfd_create scratch --as 5 -- sh -c 'echo hello >&5; cat /dev/fd/5'",
              .signature = "memfd_create(name[, flags=os.MFD_CLOEXEC])"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct memfd, memfd_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_memfd_create,
    },
    {
        .name = "eventfd",
        TEXTS(.summary = "Make an event counter", .result = "int new descriptor", .requires = "Linux 2.6.27",
              .errors = "EINVAL EMFILE", .example = "xos eventfd 3 --as 5 -- xos eventfd_read 5", .since = "3.10",
              .signature = "eventfd(initval[, flags=os.EFD_CLOEXEC])"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct counter, counter_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_eventfd,
    },
    {
        .name = "eventfd_read",
        TEXTS(.summary = "Read an event counter's value", .result = "int value, 64 bits", .requires = "Linux 2.6.27",
              .errors = "EAGAIN EBADF EINVAL",
              .note = "The counter is 0 afterwards, or 1 less with EFD_SEMAPHORE; at 0 it waits; not tried "
                      "again after EINTR",
              .example = "xos eventfd 3 EFD_SEMAPHORE --as 5 -- xos eventfd_read 5", .since = "3.10"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        .params = event_params,
        .param_count = 1,
        .args_size = sizeof(struct event),
        .run = run_eventfd_read,
    },
    {
        .name = "eventfd_write",
        TEXTS(.summary = "Add to an event counter", .result = "None", .requires = "Linux 2.6.27",
              .errors = "EAGAIN EBADF EINVAL",
              .note = "It waits where the counter would exceed 2**64-2; not tried again after EINTR",
              .example = "xos eventfd 0 --as 5 -- sh -c 'xos eventfd_write 5 7; xos eventfd_read 5'", .since = "3.10"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct event, event_params),
        .flags = OP_WRITES,
        .run = run_eventfd_write,
    },
    {
        .name = "timerfd_create",
        TEXTS(.summary = "Make a timer", .result = "int new descriptor", .requires = "Linux 2.6.27",
              .errors = "EINVAL EMFILE EPERM",
              .note = "Reading it waits for an expiry and gives their number, eight bytes in the machine's "
                      "order; EINVAL for a "
                      "clock that cannot be a timer",
              .example = "xos timerfd_create CLOCK_MONOTONIC --as 5 -- xos timerfd_gettime 5", .since = "3.13",
              .signature = "timerfd_create(clockid, /, *, flags=0)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct timer, timer_params),
        .flags = OP_CHAIN | OP_NEW_FDS,
        .run = run_timerfd_create,
    },
    {
        .name = "timerfd_settime",
        TEXTS(.summary = "Set or disarm a timer and return its previous setting, in seconds",
              .result = "tuple: next_expiration, interval, as they were", .requires = "Linux 2.6.27",
              .errors = "EBADF ECANCELED EINVAL", .note = "INITIAL is relative unless flags has TFD_TIMER_ABSTIME",
              .example = "xos timerfd_create CLOCK_MONOTONIC --as 5 -- "
                         "sh -c 'xos timerfd_settime 5 --initial 0.001; xos read 5 8 --hex'",
              .since = "3.13", .signature = "timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct setting, setting_params),
        .run = run_timerfd_settime,
    },
    {
        .name = "timerfd_settime_ns",
        TEXTS(.summary = "Set or disarm a timer and return its previous setting, in nanoseconds",
              .result = "tuple: next_expiration, interval, as they were", .requires = "Linux 2.6.27",
              .errors = "EBADF ECANCELED EINVAL", .note = "INITIAL is relative unless flags has TFD_TIMER_ABSTIME",
              .example = "xos timerfd_create CLOCK_MONOTONIC --as 5 -- "
                         "sh -c 'xos timerfd_settime_ns 5 --initial 1000000; xos read 5 8 --hex'",
              .since = "3.13", .signature = "timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        OP_PARAMS(struct setting_ns, setting_ns_params),
        .run = run_timerfd_settime_ns,
    },
    {
        .name = "timerfd_gettime",
        TEXTS(.summary = "Return a timer's remaining time and interval, in seconds",
              .result = "tuple: next_expiration (the time left), interval", .requires = "Linux 2.6.27",
              .errors = "EBADF EINVAL", .example = "xos timerfd_create CLOCK_MONOTONIC --as 5 -- xos timerfd_gettime 5",
              .since = "3.13", .signature = "timerfd_gettime(fd, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        .params = setting_params,
        .param_count = 1,
        .args_size = sizeof(struct setting),
        .run = run_timerfd_gettime,
    },
    {
        .name = "timerfd_gettime_ns",
        TEXTS(.summary = "Return a timer's remaining time and interval, in nanoseconds",
              .result = "tuple: next_expiration (the time left), interval", .requires = "Linux 2.6.27",
              .errors = "EBADF EINVAL",
              .example = "xos timerfd_create CLOCK_MONOTONIC --as 5 -- xos timerfd_gettime_ns 5", .since = "3.13",
              .signature = "timerfd_gettime_ns(fd, /)"),
        .acts_on = ACTS_ON_FD,
        .available = ON_LINUX,
        .params = setting_params,
        .param_count = 1,
        .args_size = sizeof(struct setting),
        .run = run_timerfd_gettime_ns,
    },
};

const struct chapter chapter_events = CHAPTER(SECTION_FILES_DIRS, "Memory files, event counters, timers", ops);
