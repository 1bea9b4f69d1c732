/* SPDX-License-Identifier: MIT */
/* Module time: reading and setting clocks. */
#include <errno.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/shared/zones.h"
#include "os/clock.h"
#include "value/format.h"
#include "value/number.h"
#include "value/timefmt.h"

TEXTS_OF(time_clocks);

struct process_args {
    pid_t pid;
};

struct thread_args {
    pid_t tid;
};

struct clock_args {
    struct word clk_id;
};

struct settime_args {
    struct word clk_id;
    struct timespec time;
    bool dry_run;
};

struct settime_ns_args {
    struct word clk_id;
    int64_t time;
    bool dry_run;
};

static int write_time(struct call *call, int result, struct timespec time, bool ns)
{
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    if (ns)
        out_ns(call->out, time);
    else
        out_time(call->out, time);
    return 0;
}

static int write_clock(struct call *call, int clock, bool ns)
{
    struct timespec time = {0};
    int result = os_clock_get(clock, &time);

    return write_time(call, result, time, ns);
}

static int run_time(struct call *call)
{
    return write_clock(call, CLOCK_REALTIME, false);
}

static int run_time_ns(struct call *call)
{
    return write_clock(call, CLOCK_REALTIME, true);
}

static int run_monotonic(struct call *call)
{
    return write_clock(call, CLOCK_MONOTONIC, false);
}

static int run_monotonic_ns(struct call *call)
{
    return write_clock(call, CLOCK_MONOTONIC, true);
}

static int write_process_time(struct call *call, bool ns)
{
    pid_t pid = ARGS(struct process_args, call)->pid;
    struct timespec time = {0};

    if (pid < 0)
        return fail_usage(call->fail, "pid: a negative number");
    int result = pid == 0 ? os_clock_get(CLOCK_PROCESS_CPUTIME_ID, &time) : os_process_time(pid, &time);
    return write_time(call, result, time, ns);
}

static int run_process_time(struct call *call)
{
    return write_process_time(call, false);
}

static int run_process_time_ns(struct call *call)
{
    return write_process_time(call, true);
}

static int write_thread_time(struct call *call, bool ns)
{
    pid_t tid = ARGS(struct thread_args, call)->tid;
    struct timespec time = {0};

    if (tid < 0)
        return fail_usage(call->fail, "tid: a negative number");
    int result = tid == 0 ? os_clock_get(CLOCK_THREAD_CPUTIME_ID, &time) : os_thread_time(tid, &time);
    if (result == -ENOENT || result == -EACCES) {
        fail_errno(call->fail, -result, "/proc", NULL);
        call->fail->status = EX_OSFILE;
        return -1;
    }
    return write_time(call, result, time, ns);
}

static int run_thread_time(struct call *call)
{
    return write_thread_time(call, false);
}

static int run_thread_time_ns(struct call *call)
{
    return write_thread_time(call, true);
}

static int run_clock_gettime(struct call *call)
{
    int clock;

    return call_clock(call, ARGS(struct clock_args, call)->clk_id, &clock) < 0 ? -1 : write_clock(call, clock, false);
}

static int run_clock_gettime_ns(struct call *call)
{
    int clock;

    return call_clock(call, ARGS(struct clock_args, call)->clk_id, &clock) < 0 ? -1 : write_clock(call, clock, true);
}

static int run_clock_getres(struct call *call)
{
    struct timespec time = {0};
    int clock;

    if (call_clock(call, ARGS(struct clock_args, call)->clk_id, &clock) < 0)
        return -1;
    int result = os_clock_resolution(clock, &time);
    return write_time(call, result, time, false);
}

/* Writes the time that would be set. Refuses times that the kernel refuses from every user. */
static int show_setting(struct call *call, int clock, struct timespec time)
{
    struct zone utc;
    struct calendar parts;
    char text[ISO_TIME_SIZE];

    if (clock != CLOCK_REALTIME || time.tv_sec < 0)
        return fail_errno(call->fail, EINVAL, NULL, NULL);
    zone_utc(&utc);
    if (call_split(call, &utc, time, &parts) < 0)
        return -1;
    size_t size = timefmt_iso(text, &parts, true);
    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "clock", constant_name(&clock_ids, clock));
    out_field_time(call->out, "seconds", time);
    out_name(call->out, "iso");
    out_string(call->out, text, size);
    out_close(call->out);
    return 0;
}

static int set_clock(struct call *call, struct word name, struct timespec time, bool dry_run)
{
    int clock;

    if (call_clock(call, name, &clock) < 0)
        return -1;
    return dry_run ? show_setting(call, clock, time) : call_end(call, os_clock_set(clock, time), NULL);
}

static int run_clock_settime(struct call *call)
{
    const struct settime_args *args = ARGS(struct settime_args, call);

    return set_clock(call, args->clk_id, args->time, args->dry_run);
}

static int run_clock_settime_ns(struct call *call)
{
    const struct settime_ns_args *args = ARGS(struct settime_ns_args, call);
    int64_t seconds = args->time / 1000000000, rest = args->time % 1000000000;
    struct timespec time = {.tv_sec = seconds - (rest < 0), .tv_nsec = (long)(rest + (rest < 0 ? 1000000000 : 0))};

    return set_clock(call, args->clk_id, time, args->dry_run);
}

static int run_pthread_getcpuclockid(struct call *call)
{
    pid_t tid = ARGS(struct thread_args, call)->tid;

    if (tid <= 0)
        return fail_usage(call->fail, "tid: not a thread's number");
    int result = os_thread_exists(tid);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_int(call->out, os_thread_clock(tid)); /* negative, so not by call_end_int */
    return 0;
}

struct info_args {
    const char *name;
};

static int run_get_clock_info(struct call *call)
{
    static const struct {
        const char *name, *clock;
        int id;
    } clocks[] = {
        {"time", "CLOCK_REALTIME", CLOCK_REALTIME},
        {"monotonic", "CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"perf_counter", "CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"process_time", "CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
        {"thread_time", "CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
    };
    const char *name = ARGS(struct info_args, call)->name;
    struct timespec resolution;
    char text[64];
    size_t i = 0;

    while (i < sizeof clocks / sizeof clocks[0] && strcmp(name, clocks[i].name) != 0)
        i++;
    if (i == sizeof clocks / sizeof clocks[0])
        return fail_usage(call->fail,
                          "unknown clock '%.200s' (time, monotonic, perf_counter, process_time or thread_time)", name);
    int result = os_clock_resolution(clocks[i].id, &resolution);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    format_text(text, sizeof text, "clock_gettime(%s)", clocks[i].clock);
    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "implementation", text);
    out_field_bool(call->out, "monotonic", i > 0);
    out_field_bool(call->out, "adjustable", i == 0);
    out_field_time(call->out, "resolution", resolution);
    out_close(call->out);
    return 0;
}

#define CLOCK(T) \
    PARAM(T, clk_id, WORD, .family = FAMILY_clock_ids, .metavar = PACKED("CLOCK"), \
          .help = PACKED("CLOCK_REALTIME and so on, a number, or fd:N for a clock device"))
#define DRY_RUN(T) \
    PARAM(T, dry_run, BOOL, .flags = PARAM_OPTION | PARAM_EXTRA, \
          .help = PACKED("print what would be set, and set nothing"))

static const struct param process_params[] = {
    PARAM(struct process_args, pid, PID, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_EXTRA,
          .help = PACKED("of another process, whose children do not count")),
};

static const struct param thread_params[] = {
    PARAM(struct thread_args, tid, PID, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_EXTRA, .metavar = PACKED("TID"),
          .help = PACKED("of another thread, of any process")),
};

static const struct param clock_params[] = {CLOCK(struct clock_args)};

static const struct param settime_params[] = {
    CLOCK(struct settime_args),
    PARAM(struct settime_args, time, TIME, .help = PACKED("seconds since 1970, or ISO 8601")),
    DRY_RUN(struct settime_args),
};

static const struct param settime_ns_params[] = {
    CLOCK(struct settime_ns_args),
    PARAM(struct settime_ns_args, time, LONG, .metavar = PACKED("NANOSECONDS"),
          .help = PACKED("nanoseconds since 1970")),
    DRY_RUN(struct settime_ns_args),
};

static const struct param tid_params[] = {
    PARAM_AS("thread_id", struct thread_args, tid, PID, .metavar = PACKED("TID"),
             .help = PACKED("a thread's number, as ps -L shows it")),
};

static const struct param info_params[] = {
    PARAM(struct info_args, name, TEXT, .metavar = PACKED("NAME"),
          .help = PACKED("time, monotonic, perf_counter, process_time or thread_time")),
};

#define SECONDS "float seconds, nine decimals"
#define NANOSECONDS "int nanoseconds"

static const struct op ops[] = {
    {
        .name = "time",
        TEXTS(.summary = "Return the time in seconds since 1970-01-01T00:00:00Z", .result = SECONDS,
              .note = "exact; may step back when the clock is set; leap seconds are not counted",
              .example = "xos time"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_time,
    },
    {
        .name = "time_ns",
        TEXTS(.summary = "Return the time in nanoseconds since 1970-01-01T00:00:00Z", .result = NANOSECONDS,
              .example = "xos time_ns"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_time_ns,
    },
    {
        .name = "monotonic",
        TEXTS(.summary = "Return the seconds of a clock that never steps back", .result = SECONDS,
              .note = "since the start of the system, without the time it was suspended: the same for all "
                      "processes, so two "
                      "results may be subtracted",
              .example = "xos monotonic"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_monotonic,
    },
    {
        .name = "monotonic_ns",
        TEXTS(.summary = "Return the nanoseconds of a clock that never steps back", .result = NANOSECONDS,
              .example = "xos monotonic_ns"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_monotonic_ns,
    },
    {
        .name = "perf_counter",
        TEXTS(.summary = "Return the seconds of the clock for short measurements", .result = SECONDS,
              .note = "on Linux the same clock as monotonic", .example = "xos perf_counter"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_monotonic,
    },
    {
        .name = "perf_counter_ns",
        TEXTS(.summary = "Return the nanoseconds of the clock for short measurements", .result = NANOSECONDS,
              .example = "xos perf_counter_ns"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        .run = run_monotonic_ns,
    },
    {
        .name = "process_time",
        TEXTS(.summary = "Return the CPU time that a process has used, in seconds", .result = SECONDS,
              .errors = "ESRCH", .note = "without --pid that of this process, which has just started unless it is xsh",
              .example = "xos process_time --pid $$"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_ALL,
        OP_PARAMS(struct process_args, process_params),
        .run = run_process_time,
    },
    {
        .name = "process_time_ns",
        TEXTS(.summary = "Return the CPU time that a process has used, in nanoseconds", .result = NANOSECONDS,
              .errors = "ESRCH", .example = "xos process_time_ns --pid $$"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_ALL,
        OP_PARAMS(struct process_args, process_params),
        .run = run_process_time_ns,
    },
    {
        .name = "thread_time",
        TEXTS(.summary = "Return the CPU time that a thread has used, in seconds", .result = SECONDS, .errors = "ESRCH",
              .note = "a thread of another process: from /proc/TID/schedstat", .example = "xos thread_time --tid $$"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct thread_args, thread_params),
        .run = run_thread_time,
    },
    {
        .name = "thread_time_ns",
        TEXTS(.summary = "Return the CPU time that a thread has used, in nanoseconds", .result = NANOSECONDS,
              .errors = "ESRCH", .example = "xos thread_time_ns --tid $$"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct thread_args, thread_params),
        .run = run_thread_time_ns,
    },
    {
        .name = "clock_gettime",
        TEXTS(.summary = "Return the time of a clock in seconds", .result = SECONDS, .errors = "EINVAL ENODEV",
              .example = "xos clock_gettime CLOCK_BOOTTIME"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct clock_args, clock_params),
        .run = run_clock_gettime,
    },
    {
        .name = "clock_gettime_ns",
        TEXTS(.summary = "Return the time of a clock in nanoseconds", .result = NANOSECONDS, .errors = "EINVAL ENODEV",
              .example = "xos clock_gettime_ns CLOCK_TAI"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct clock_args, clock_params),
        .run = run_clock_gettime_ns,
    },
    {
        .name = "clock_getres",
        TEXTS(.summary = "Return the resolution of a clock in seconds", .result = SECONDS, .errors = "EINVAL",
              .example = "xos clock_getres CLOCK_REALTIME_COARSE"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct clock_args, clock_params),
        .run = run_clock_getres,
    },
    {
        .name = "clock_settime",
        TEXTS(.summary = "Set a clock", .result = "None; with --dry-run a record of clock, seconds, iso",
              .errors = "EPERM EINVAL", .note = "Linux sets CLOCK_REALTIME only",
              .example = "xos clock_settime --dry-run CLOCK_REALTIME 1711848600.5"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct settime_args, settime_params),
        .run = run_clock_settime,
    },
    {
        .name = "clock_settime_ns",
        TEXTS(.summary = "Set a clock to a number of nanoseconds",
              .result = "None; with --dry-run a record of clock, seconds, iso", .errors = "EPERM EINVAL",
              .example = "xos clock_settime_ns --dry-run CLOCK_REALTIME 1711848600500000000"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct settime_ns_args, settime_ns_params),
        .run = run_clock_settime_ns,
    },
    {
        .name = "get_clock_info",
        TEXTS(.summary = "Describe one of the module's clocks",
              .result = "record implementation monotonic adjustable resolution",
              .note = "adjustable: may be set or stepped", .example = "xos get_clock_info monotonic"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct info_args, info_params),
        .run = run_get_clock_info,
    },
    {
        .name = "pthread_getcpuclockid",
        TEXTS(.summary = "Return the id of a thread's CPU clock", .result = "int clock id, negative", .errors = "ESRCH",
              .note =
                  "takes the kernel's number of a thread; clock_gettime takes the id for threads of its own process "
                  "only (EINVAL), thread_time --tid for all",
              .example = "xos pthread_getcpuclockid $$"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX,
        OP_PARAMS(struct thread_args, tid_params),
        .run = run_pthread_getcpuclockid,
    },
};

const struct chapter chapter_time_clocks = CHAPTER(SECTION_TIME, "time: clocks, sleeping, times as text, time zones",
                                                   ops);
