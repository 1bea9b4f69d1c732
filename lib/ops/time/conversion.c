/* SPDX-License-Identifier: MIT */
/* Module time: seconds into parts and text, and back. */
#include <errno.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/shared/zones.h"
#include "value/timefmt.h"
#include "value/timeparse.h"

TEXTS_OF(time_conversion);

struct seconds_args {
    struct maybe_time secs;
    const char *tz;
};

struct tuple_args {
    struct word format;
    struct time_tuple t;
    const char *tz, *gap, *fold;
};

struct parse_args {
    struct word string, format;
    const char *tz;
    bool epoch;
};

/* The seconds given, or the present time. */
static struct timespec given_or_now(struct maybe_time secs)
{
    return secs.given ? secs.time : call_now();
}

static int write_parts(struct call *call, const struct calendar *parts, bool nanoseconds)
{
    out_open(call->out, OUT_RECORD);
    write_time_fields(call->out, parts, nanoseconds);
    out_close(call->out);
    return 0;
}

static int run_gmtime(struct call *call)
{
    struct zone utc;
    struct calendar parts;

    zone_utc(&utc);
    if (call_split(call, &utc, given_or_now(ARGS(struct seconds_args, call)->secs), &parts) < 0)
        return -1;
    return write_parts(call, &parts, false);
}

static int local_parts(struct call *call, struct calendar *parts)
{
    const struct seconds_args *args = ARGS(struct seconds_args, call);
    const struct zone *zone = call_zone(call, args->tz);

    return zone == NULL ? -1 : call_split(call, zone, given_or_now(args->secs), parts);
}

static int run_localtime(struct call *call)
{
    struct calendar parts;

    return local_parts(call, &parts) < 0 ? -1 : write_parts(call, &parts, false);
}

static int run_mktime(struct call *call)
{
    const struct tuple_args *args = ARGS(struct tuple_args, call);
    struct timespec time = args->t.instant;
    struct zone_period period = {0};
    struct zone_choice choice;
    const struct zone *zone;
    int64_t instant;

    if (call_choice(call, args->gap, args->fold, &choice) < 0)
        return -1;
    if (!args->t.in_seconds) {
        if ((zone = call_zone(call, args->tz)) == NULL)
            return -1;
        if (args->gap == NULL && args->fold == NULL)
            instant = zone_mktime(zone, &args->t.parts);
        else if (!zone_choose(zone, calendar_join(&args->t.parts), choice, &period, &instant))
            return fail_words(call->fail, EX_DATAERR, "that time does not exist in the time zone");
        time = (struct timespec){.tv_sec = instant, .tv_nsec = args->t.parts.nanosecond};
    }
    out_time(call->out, time);
    return 0;
}

/* Like Python: a 0 in a part that begins with 1 becomes 1; any other value out of range is refused. */
static int check_parts(struct call *call, struct calendar *parts)
{
    struct {
        const char *name;
        int *value, low, high;
    } ranges[] = {
        {"month", &parts->month, 1, 12},    {"day of month", &parts->day, 1, 31},
        {"hour", &parts->hour, 0, 23},      {"minute", &parts->minute, 0, 59},
        {"seconds", &parts->second, 0, 61}, {"day of year", &parts->yearday, 1, 366},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (*ranges[i].value == 0 && ranges[i].low == 1)
            *ranges[i].value = 1;
        if (*ranges[i].value < ranges[i].low || *ranges[i].value > ranges[i].high)
            return fail_usage(call->fail, "t: %s out of range", ranges[i].name);
    }
    if (parts->weekday < -1)
        return fail_usage(call->fail, "t: day of week out of range");
    parts->weekday = (parts->weekday + 7) % 7;
    return 0;
}

/* Converts a time tuple to parts, with the zone's name and offset; *seconds gets the same time since 1970. */
static int tuple_parts(struct call *call, const struct tuple_args *args, struct calendar *parts, int64_t *seconds)
{
    struct zone_period period = {0};
    const struct zone *zone;

    if ((zone = call_zone(call, args->tz)) == NULL)
        return -1;
    if (!args->t.given || args->t.in_seconds) {
        struct timespec time = args->t.given ? args->t.instant : call_now();
        *seconds = time.tv_sec;
        return call_split(call, zone, time, parts);
    }
    *parts = args->t.parts;
    if (check_parts(call, parts) < 0)
        return -1;
    *seconds = zone_mktime(zone, parts);
    zone_find(zone, *seconds, &period);
    parts->zone = period.name;
    parts->offset = period.offset;
    parts->has_offset = true;
    return 0;
}

static int write_formatted(struct call *call, struct word format, const struct calendar *parts, int64_t seconds)
{
    char text[512];
    size_t size = timefmt_write(text, sizeof text, format, parts, seconds);

    if (size <= sizeof text) {
        out_string(call->out, text, size);
        return 0;
    }
    char *longer = arena_alloc(call->arena, size);
    if (longer == NULL)
        return fail_no_memory(call->fail);
    out_string(call->out, longer, timefmt_write(longer, size, format, parts, seconds));
    return 0;
}

#define ASCTIME_FORMAT "%a %b %e %H:%M:%S %Y"

static int run_asctime(struct call *call)
{
    struct calendar parts;
    int64_t seconds;

    if (tuple_parts(call, ARGS(struct tuple_args, call), &parts, &seconds) < 0)
        return -1;
    return write_formatted(call, word_of(ASCTIME_FORMAT), &parts, seconds);
}

static int run_ctime(struct call *call)
{
    struct calendar parts;

    return local_parts(call, &parts) < 0 ? -1 : write_formatted(call, word_of(ASCTIME_FORMAT), &parts, 0);
}

static int run_strftime(struct call *call)
{
    const struct tuple_args *args = ARGS(struct tuple_args, call);
    const char *bad = timefmt_check(args->format);
    struct calendar parts;
    int64_t seconds;

    if (bad != NULL)
        return fail_usage(call->fail, "format: unknown directive at '%.*s'",
                          (int)(args->format.data + args->format.size - bad), bad);
    if (tuple_parts(call, args, &parts, &seconds) < 0)
        return -1;
    return write_formatted(call, args->format, &parts, seconds);
}

static bool has_directive(struct word format, char letter)
{
    for (size_t i = 0; i + 1 < format.size; i++)
        if (format.data[i] == '%' && format.data[++i] == letter)
            return true;
    return false;
}

static int refuse_text(struct call *call, const struct parse_args *args, const struct timeparse_error *error)
{
    struct word rest = {args->string.data + error->offset, args->string.size - error->offset};

    if (error->why != NULL)
        return fail_words(call->fail, EX_DATAERR, "'%.*s': %s", shown_size(args->string), args->string.data,
                          error->why);
    return fail_words(call->fail, EX_DATAERR, "'%.*s' does not match '%.*s' from offset %zu on: '%.*s'",
                      shown_size(args->string), args->string.data, shown_size(args->format), args->format.data,
                      error->offset, shown_size(rest), rest.data);
}

static int write_parsed(struct call *call, struct timeparse *parsed, const struct zone *zone, bool epoch)
{
    struct timespec time = {.tv_sec = parsed->seconds, .tv_nsec = parsed->parts.nanosecond};

    if (parsed->has_seconds && !epoch && call_split(call, zone, time, &parsed->parts) < 0)
        return -1;
    if (!epoch) {
        if (!parsed->has_seconds)
            timeparse_complete(parsed);
        return write_parts(call, &parsed->parts, true);
    }
    if (!parsed->has_seconds)
        time.tv_sec = parsed->parts.has_offset ? calendar_join(&parsed->parts) - parsed->parts.offset
                                               : zone_mktime(zone, &parsed->parts);
    out_time(call->out, time);
    return 0;
}

static int run_strptime(struct call *call)
{
    const struct parse_args *args = ARGS(struct parse_args, call);
    struct timeparse_format format;
    struct timeparse_error error;
    struct timeparse parsed;
    const char *bad, *names[2] = {NULL, NULL};
    struct zone_period standard, dst;
    const struct zone *zone = NULL;

    int result = timeparse_prepare(&format, args->format, call->arena, &bad);
    if (result == -ENOMEM)
        return fail_no_memory(call->fail);
    if (result < 0)
        return fail_usage(call->fail, "format: unknown directive at '%.*s'",
                          (int)(args->format.data + args->format.size - bad), bad);
    if (args->epoch || args->tz != NULL || has_directive(format.expanded, 'Z') || has_directive(format.expanded, 's')) {
        if ((zone = call_zone(call, args->tz)) == NULL)
            return -1;
        zone_seasons(zone, call_now().tv_sec, &standard, &dst);
        names[0] = standard.name;
        names[1] = dst.name;
    }
    if (!timeparse_read(&format, args->string, false, names, &parsed, &error))
        return refuse_text(call, args, &error);
    return write_parsed(call, &parsed, zone, args->epoch);
}

#define SECS(...) \
    PARAM(struct seconds_args, secs, MAYBE_TIME, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE, \
          .help = PACKED("seconds since 1970, or ISO 8601; default the present time"))
#define TUPLE(...) \
    PARAM(struct tuple_args, t, TIME_TUPLE, __VA_ARGS__.metavar = PACKED("TUPLE"), \
          .help = PACKED("nine integers joined by commas, @SECONDS, or ISO 8601"))

static const struct param gmtime_params[] = {SECS()};

static const struct param localtime_params[] = {SECS(), TZ_PARAM(struct seconds_args)};

static const struct param mktime_params[] = {
    TUPLE(),
    TZ_PARAM(struct tuple_args),
    PARAM(struct tuple_args, gap, TEXT, .flags = PARAM_OPTION | PARAM_EXTRA, .metavar = PACKED("error|before|after"),
          .help = PACKED("a time that does not exist: refuse it, or use the offset before or after the change")),
    PARAM(struct tuple_args, fold, TEXT, .flags = PARAM_OPTION | PARAM_EXTRA, .metavar = PACKED("0|1"),
          .help = PACKED("a time that exists twice: the first or the second")),
};

static const struct param asctime_params[] = {TUPLE(.flags = PARAM_OPTIONAL, ), TZ_PARAM(struct tuple_args)};

static const struct param strftime_params[] = {
    PARAM(struct tuple_args, format, WORD, .metavar = PACKED("FORMAT"),
          .help = PACKED("directives %Y %m %d and so on, see strftime(3)")),
    TUPLE(.flags = PARAM_OPTIONAL, ),
    TZ_PARAM(struct tuple_args),
};

static const struct param strptime_params[] = {
    PARAM(struct parse_args, string, WORD, .help = PACKED("the text")),
    PARAM(struct parse_args, format, WORD, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_ASCTIME,
          .metavar = PACKED("FORMAT"), .help = PACKED("directives, as for strftime")),
    PARAM(struct parse_args, epoch, BOOL, .flags = PARAM_OPTION | PARAM_EXTRA,
          .help = PACKED("print seconds since 1970, with nine decimals")),
    TZ_PARAM(struct parse_args),
};

#define STRUCT_TIME "record tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff"

static const struct op ops[] = {
    {
        .name = "gmtime",
        TEXTS(.summary = "Split seconds into the parts of a time in UTC", .result = STRUCT_TIME, .errors = "EOVERFLOW",
              .note = "tm_wday 0 is Monday; a fraction is dropped downwards", .example = "xos gmtime 0"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct seconds_args, gmtime_params),
        .run = run_gmtime,
    },
    {
        .name = "localtime",
        TEXTS(.summary = "Split seconds into the parts of a local time", .result = STRUCT_TIME, .errors = "EOVERFLOW",
              .note = "status 66 for a zone that does not exist, in TZ too",
              .example = "xos localtime 1711848600 --tz Europe/Berlin"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct seconds_args, localtime_params),
        .run = run_localtime,
    },
    {
        .name = "mktime",
        TEXTS(.summary = "Return the seconds since 1970 of a local time", .result = "float seconds, nine decimals",
              .note = "parts may exceed their ranges (month 14). tm_isdst 1, 0 or -1 chooses where a time exists twice",
              .example = "xos mktime 2024,3,31,3,30,0,0,0,-1 --tz Europe/Berlin; xos mktime 2024-03-31T03:30"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct tuple_args, mktime_params),
        .run = run_mktime,
    },
    {
        .name = "asctime",
        TEXTS(.summary = "Write a time as Sun Jun 20 23:21:05 1993", .result = "str", .note = "English in every locale",
              .example = "xos asctime 1993,6,20,23,21,5,6,171,-1"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct tuple_args, asctime_params),
        .run = run_asctime,
    },
    {
        .name = "ctime",
        TEXTS(.summary = "Write seconds as a local time: Sun Jun 20 23:21:05 1993", .result = "str",
              .errors = "EOVERFLOW", .example = "xos ctime 0 --tz Asia/Tokyo"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_ALL,
        OP_PARAMS(struct seconds_args, localtime_params),
        .run = run_ctime,
    },
    {
        .name = "strftime",
        TEXTS(.summary = "Write a time as a format says", .result = "str",
              .note =
                  "the C locale; also %N %3N nanoseconds, %:z, flags - _ 0 ^ # + and a width. Unknown directives: 64",
              .example = "xos strftime '%F %T.%3N %:z' @1711848600.5 --tz Europe/Berlin"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct tuple_args, strftime_params),
        .run = run_strftime,
    },
    {
        .name = "strptime",
        TEXTS(.summary = "Read a time as a format says", .result = STRUCT_TIME " tm_nsec",
              .note =
                  "the C locale; status 65 for a text that does not match, with the offset. What the format lacks is "
                  "1900-01-01 00:00:00",
              .example = "xos strptime '31/Mar/2024:02:30:00 +0100' '%d/%b/%Y:%H:%M:%S %z'"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct parse_args, strptime_params),
        .run = run_strptime,
    },
    {
        .name = "struct_time",
        TEXTS(.summary = "Hold the parts of a time", .result = STRUCT_TIME,
              .home = "the records of gmtime, localtime, strptime; as an argument nine integers joined by commas",
              .signature = "struct_time(iterable)"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
    },
};

const struct chapter chapter_time_conversion = CHAPTER(SECTION_TIME, "time: conversion", ops);
