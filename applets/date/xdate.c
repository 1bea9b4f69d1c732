/* SPDX-License-Identifier: MIT */
/* xdate: parses, converts, calculates with and compares times. */
#include <sysexits.h>

#include "applets.h"
#include "date/xdate.h"
#include "os/clock.h"
#include "value/duration.h"
#include "value/timefmt.h"

TEXTS_OF(date_xdate);

/* +FORMAT among the operands is date(1)'s way to give the format. */
static bool is_format(struct word word)
{
    return word.size > 1 && word.data[0] == '+' && memchr(word.data, '%', word.size) != NULL;
}

/* 0 once the clock is synchronised; 1 if it is not, or not after the time to wait. */
static int run_synchronized(struct call *call, struct maybe wait)
{
    enum { STEP_NS = 100 * 1000 * 1000 };
    int64_t left = wait.given ? wait.value : 0;
    int state;

    while ((state = os_clock_synchronized()) == 0 && left > 0) {
        int64_t step = left < STEP_NS ? left : STEP_NS;
        int result = os_sleep(step);
        if (result < 0)
            return fail_errno(call->fail, -result, NULL, NULL);
        left -= left == DURATION_INF ? 0 : step;
    }
    call->fail->op = "adjtimex";
    return state < 0 ? fail_errno(call->fail, -state, NULL, NULL) : call_answer(call, state);
}

static int check(struct call *call, const struct xdate_args *args)
{
    bool listed = args->transitions != NULL;

    if (args->synchronized + args->diff + listed + (args->file != NULL) > 1)
        return fail_usage(call->fail, "only one of --diff, --file, --transitions and --synchronized");
    if (args->utc && args->tz != NULL)
        return fail_usage(call->fail, "either --utc or --tz");
    if (args->epoch && args->format.data != NULL)
        return fail_usage(call->fail, "either --epoch or --format");
    if (args->unit != NULL && !args->diff)
        return fail_usage(call->fail, "--in is for --diff");
    if (args->unit != NULL && strcmp(args->unit, "d") != 0 && strcmp(args->unit, "h") != 0 &&
        strcmp(args->unit, "m") != 0 && strcmp(args->unit, "s") != 0 && strcmp(args->unit, "iso") != 0)
        return fail_usage(call->fail, "in: '%.200s' is not d, h, m, s or iso", args->unit);
    if ((args->zone != NULL) != listed)
        return fail_usage(call->fail, "--zone and --transitions go together");
    if (args->wait.given && !args->synchronized)
        return fail_usage(call->fail, "--wait is for --synchronized");
    if (args->diff && args->times.count != 2)
        return fail_usage(call->fail, "--diff compares two times");
    if (args->times.count > 0 && (args->synchronized || listed || args->file != NULL))
        return fail_usage(call->fail, "surplus argument '%.*s'", shown_size(args->times.items[0]),
                          args->times.items[0].data);
    return 0;
}

/* Sets the zones of input and output, and the formats. */
static int prepare(struct xdate *xdate)
{
    const struct xdate_args *args = xdate->args;
    struct call *call = xdate->call;

    xdate->context.now = call_now();
    xdate->context.period = &xdate->period;
    if (call_choice(call, args->gap, args->fold, &xdate->context.choice) < 0)
        return -1;
    xdate->context.zone = call_zone(call, args->utc ? "UTC" : args->tz);
    xdate->to = args->to_tz == NULL ? xdate->context.zone : call_zone(call, args->to_tz);
    if (xdate->context.zone == NULL || xdate->to == NULL)
        return -1;
    const char *bad = xdate->format.data != NULL ? timefmt_check(xdate->format) : NULL;
    if (bad != NULL)
        return fail_usage(call->fail, "format: unknown directive at '%.*s'",
                          (int)(xdate->format.data + xdate->format.size - bad), bad);
    return args->input.count > 0 ? xdate_prepare(xdate) : 0;
}

static int run_diff(struct xdate *xdate)
{
    struct xdate_time times[2];

    for (int i = 0; i < 2; i++)
        if (xdate_read(xdate, xdate->args->times.items[i], false, &times[i]) < 0)
            return -1;
    return xdate_diff(xdate, times[0].time, times[1].time);
}

/* Each operand is a time; without one, the present. A bad one is reported, and the others still written. */
static int run_times(struct xdate *xdate)
{
    struct words times = xdate->args->times;
    struct xdate_time time = {.time = xdate->context.now};
    size_t done = 0;

    for (size_t i = 0; i < times.count; i++) {
        if (is_format(times.items[i]))
            continue;
        done++;
        if (xdate_read(xdate, times.items[i], false, &time) < 0 || xdate_write(xdate, &time) < 0)
            call_report(xdate->call);
    }
    return done > 0 ? 0 : xdate_write(xdate, &time);
}

static int run_xdate(struct call *call)
{
    const struct xdate_args *args = ARGS(struct xdate_args, call);
    struct xdate xdate = {.call = call, .args = args, .format = args->format};

    call->fail->op = "xdate";
    if (check(call, args) < 0)
        return -1;
    if (args->synchronized)
        return run_synchronized(call, args->wait);
    if (args->transitions != NULL)
        return xdate_transitions(&xdate);
    for (size_t i = 0; i < args->times.count; i++)
        if (is_format(args->times.items[i])) {
            if (xdate.format.data != NULL)
                return fail_usage(call->fail, "more than one format");
            xdate.format = (struct word){args->times.items[i].data + 1, args->times.items[i].size - 1};
        }
    if (prepare(&xdate) < 0)
        return -1;
    if (args->file != NULL)
        return xdate_lines(&xdate, args->file);
    return args->diff ? run_diff(&xdate) : run_times(&xdate);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xdate_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xdate_args, times, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("TIME"),
          .help = PACKED("ISO 8601, @SECONDS, now, 07:30, with +1mo-1d; +FORMAT")),
    OPTION(format, WORD, .metavar = PACKED("FORMAT"), .help = PACKED("the output: %F %T and so on, %N, %3N, %s, %:z")),
    OPTION(input, REPEATED, .letter = 'i', .metavar = PACKED("FORMAT"),
           .help = PACKED("the input; several are tried in order")),
    OPTION(file, PATH, .letter = 'f', .metavar = PACKED("FILE"),
           .help = PACKED("a time in each line (- is standard input)")),
    OPTION(tz, TEXT, .metavar = PACKED("ZONE"), .help = PACKED("the zone of input and output; default TZ")),
    OPTION(to_tz, TEXT, .metavar = PACKED("ZONE"), .help = PACKED("the zone of output")),
    OPTION(utc, BOOL, .letter = 'u', .help = PACKED("the same as --tz UTC")),
    OPTION(epoch, BOOL, .help = PACKED("print seconds since 1970, with nine decimals")),
    OPTION(gap, TEXT, .metavar = PACKED("before|after"),
           .help = PACKED("a time that does not exist: by the offset before or after")),
    OPTION(fold, TEXT, .metavar = PACKED("0|1"), .help = PACKED("a time that exists twice: the first or the second")),
    OPTION(diff, BOOL, .help = PACKED("print the time from the first TIME to the second")),
    PARAM_AS("in", struct xdate_args, unit, TEXT, .flags = PARAM_OPTION | PARAM_OPTIONAL,
             .metavar = PACKED("d|h|m|s|iso"), .help = PACKED("the unit of --diff; default s")),
    OPTION(zone, TEXT, .metavar = PACKED("ZONE"), .help = PACKED("the zone of --transitions")),
    OPTION(transitions, TEXT, .metavar = PACKED("YEARS"),
           .help = PACKED("list the changes of the zone's offset: 2026, 2000-2030")),
    OPTION(synchronized, BOOL, .help = PACKED("exit 0 if the clock is synchronised, 1 if not")),
    OPTION(wait, DURATION, .help = PACKED("how long --synchronized may wait for it")),
};

const struct op xdate_applet = {
    .name = "xdate",
    TEXTS(.summary = "Parse, convert, calculate with and compare times", .result = "a line for each time",
          .example = "xdate now+1mo-1d", .signature = "xdate([time, ...])"),
    .acts_on = ACTS_ON_VALUE,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_PREDICATE,
    OP_PARAMS(struct xdate_args, params),
    .run = run_xdate,
};
