/* SPDX-License-Identifier: MIT */
/* Module time: sleeping. */
#include <stdint.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/shared/zones.h"
#include "os/clock.h"
#include "value/duration.h"
#include "value/timeexpr.h"

TEXTS_OF(time_sleep);

#define SECOND INT64_C(1000000000)

struct sleep_args {
    struct words secs;
    struct word until, clock;
    const char *tz;
    bool wake;
};

/* The sum of the durations in nanoseconds. 0, or -1 with the failure recorded. */
static int sum(struct call *call, struct words secs, int64_t *total)
{
    int64_t each;

    *total = 0;
    for (size_t i = 0; i < secs.count; i++) {
        if (!duration_read(secs.items[i], &each))
            return fail_usage(call->fail, "secs: '%.*s' is not a duration (1.5, 200ms, 3m, 2h, 1d, inf)",
                              shown_size(secs.items[i]), secs.items[i].data);
        if (__builtin_add_overflow(*total, each, total))
            *total = DURATION_INF;
    }
    return 0;
}

/* The clock that shows the same time as one that wakes the machine, which cannot be read without a clock device. */
static int readable(int clock)
{
    return clock == CLOCK_BOOTTIME_ALARM ? CLOCK_BOOTTIME : clock == CLOCK_REALTIME_ALARM ? CLOCK_REALTIME : clock;
}

static int sleep_for(struct call *call, int clock, int64_t span)
{
    struct timespec time;

    if (span == DURATION_INF)
        return call_end(call, os_sleep_for_ever(), NULL);
    if (span == 0)
        return call_end(call, 0, NULL);
    int result = os_clock_get(readable(clock), &time);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    int64_t ns = time.tv_nsec + span % SECOND;
    time.tv_sec += span / SECOND + ns / SECOND;
    time.tv_nsec = (long)(ns % SECOND);
    return call_end(call, os_sleep_until(clock, time), NULL);
}

/* The instant that --until names; a time of day that is over today is tomorrow's. */
static int read_until(struct call *call, const struct sleep_args *args, struct timespec *time)
{
    struct zone_period period = {0};
    struct timeexpr expr;
    struct timeexpr_context context = {.period = &period, .now = call_now()};

    if (!timeexpr_read(args->until, &expr))
        return fail_usage(call->fail, "until: '%.*s' is not a time (ISO 8601, 07:30, @SECONDS, now+1h)",
                          shown_size(args->until), args->until.data);
    if ((context.zone = call_zone(call, args->tz)) == NULL)
        return -1;
    const char *why = timeexpr_value(&expr, &context, time);
    if (why == NULL && expr.base == TIMEEXPR_CLOCK && time->tv_sec < context.now.tv_sec) {
        expr.steps = word_of("+1d");
        why = timeexpr_value(&expr, &context, time);
    }
    return why == NULL ? 0
                       : fail_words(call->fail, EX_DATAERR, "until: '%.*s': %s", shown_size(args->until),
                                    args->until.data, why);
}

static int sleep_until(struct call *call, int clock)
{
    const struct sleep_args *args = ARGS(struct sleep_args, call);
    struct timespec time;

    if (args->secs.count > 0)
        return fail_usage(call->fail, "either --until or durations");
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_ALARM)
        return fail_usage(call->fail, "--until is a time of CLOCK_REALTIME or CLOCK_REALTIME_ALARM");
    return read_until(call, args, &time) < 0 ? -1 : call_end(call, os_sleep_until(clock, time), NULL);
}

static int run_sleep(struct call *call)
{
    const struct sleep_args *args = ARGS(struct sleep_args, call);
    bool until = args->until.data != NULL;
    int clock = until        ? args->wake ? CLOCK_REALTIME_ALARM : CLOCK_REALTIME
                : args->wake ? CLOCK_BOOTTIME_ALARM
                             : CLOCK_MONOTONIC;
    int64_t total;

    if (args->clock.data != NULL && args->wake)
        return fail_usage(call->fail, "--wake chooses the clock: not with --clock");
    if (args->clock.data != NULL && call_clock(call, args->clock, &clock) < 0)
        return -1;
    if (until)
        return sleep_until(call, clock);
    if (args->secs.count == 0)
        return fail_usage(call->fail, "missing argument: secs");
    return sum(call, args->secs, &total) < 0 ? -1 : sleep_for(call, clock, total);
}

#define OPTION(member, kind, ...) \
    PARAM(struct sleep_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_EXTRA, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct sleep_args, secs, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("DURATION"),
          .help = PACKED("1.5, 200ms, 3m, 2h, 1d, inf; several are added up")),
    OPTION(until, WORD, .metavar = PACKED("TIME"),
           .help = PACKED("until a time: ISO 8601, 07:30, @SECONDS, now+1h; also if the clock is set meanwhile")),
    OPTION(clock, WORD, .family = FAMILY_clock_ids, .metavar = PACKED("CLOCK"),
           .help = PACKED("the clock to sleep by: CLOCK_BOOTTIME counts the time in suspend")),
    OPTION(wake, BOOL, .help = PACKED("wake the machine from suspend (needs CAP_WAKE_ALARM)")),
    TZ_PARAM(struct sleep_args),
};

static const struct op ops[] = {
    {
        .name = "sleep",
        TEXTS(.summary = "Wait for some time, or until a time", .result = "None", .errors = "EINVAL EOPNOTSUPP EPERM",
              .note = "the end is fixed at the beginning: interruptions add nothing. Negative is 64",
              .example = "xos sleep 10ms 5ms", .signature = "sleep(secs)"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_ALL,
        OP_PARAMS(struct sleep_args, params),
        .run = run_sleep,
    },
};

const struct chapter chapter_time_sleep = CHAPTER(SECTION_TIME, "time: sleeping", ops);
