/* SPDX-License-Identifier: MIT */
/* xdate --diff: the time between two times. */
#include <errno.h>

#include "date/xdate.h"
#include "value/number.h"

#define SECOND INT64_C(1000000000)

/* A span of time with its sign: seconds and nanoseconds are at least 0. */
struct span {
    bool negative;
    int64_t seconds;
    int64_t ns;
};

static struct span span_of(struct timespec first, struct timespec second)
{
    struct span span = {.negative = time_is_before(second, first)};
    const struct timespec *low = span.negative ? &second : &first, *high = span.negative ? &first : &second;

    span.seconds = high->tv_sec - low->tv_sec - (high->tv_nsec < low->tv_nsec);
    span.ns = high->tv_nsec - low->tv_nsec + (high->tv_nsec < low->tv_nsec ? SECOND : 0);
    return span;
}

/* Writes span in units of seconds_each seconds, with as many decimals as it needs, nine at most. */
static void write_units(struct out *out, const struct span *span, int64_t seconds_each)
{
    int64_t whole = span->seconds / seconds_each;
    uint64_t rest = (uint64_t)(span->seconds % seconds_each) * SECOND + (uint64_t)span->ns;
    uint64_t fraction = rest / (uint64_t)seconds_each; /* billionths, rounded down */
    char text[NUMBER_ROOM + 1] = "-";
    size_t sign = span->negative && (whole > 0 || fraction > 0);
    size_t size = sign + time_write(text + sign, (struct timespec){.tv_sec = whole, .tv_nsec = (long)fraction});

    while (text[size - 1] == '0')
        size--;
    size -= text[size - 1] == '.';
    text[size] = '\0';
    out->writer->number(out, text, size);
}

/* The difference of what the clocks on the wall show, so that a day is a day when DST begins. */
static int write_days(struct xdate *xdate, struct timespec first, struct timespec second)
{
    struct calendar parts;

    zone_split(xdate->to, first.tv_sec, &xdate->to_period, &parts);
    first.tv_sec = calendar_join(&parts);
    zone_split(xdate->to, second.tv_sec, &xdate->to_period, &parts);
    second.tv_sec = calendar_join(&parts);
    struct span span = span_of(first, second);
    write_units(xdate->call->out, &span, CALENDAR_DAY);
    return 0;
}

static size_t put_part(char *text, int64_t value, char unit)
{
    if (value == 0)
        return 0;
    size_t size = int_write(text, value);
    text[size] = unit;
    return size + 1;
}

/* The time of day that remains, T…H…M…S. */
static size_t put_rest(char *text, int64_t seconds, int64_t ns)
{
    size_t size = 1;

    if (seconds == 0 && ns == 0)
        return 0;
    *text = 'T';
    size += put_part(text + size, seconds / 3600, 'H');
    size += put_part(text + size, seconds / 60 % 60, 'M');
    if (ns == 0)
        return size + put_part(text + size, seconds % 60, 'S');
    size += time_write(text + size, (struct timespec){.tv_sec = seconds % 60, .tv_nsec = (long)ns});
    while (text[size - 1] == '0')
        size--;
    text[size] = 'S';
    return size + 1;
}

/* The instant of low's date and time, months and days later; a time that does not exist is taken by the offset before.
 */
static int64_t later(const struct xdate *xdate, const struct calendar *low, int64_t months, int64_t days)
{
    struct zone_choice choice = {.gap = ZONE_GAP_BEFORE};
    struct zone_period period = {0};
    struct calendar parts = *low;
    int64_t instant = 0;

    calendar_add_months(&parts, months);
    zone_choose(xdate->to, calendar_join(&parts) + days * CALENDAR_DAY, choice, &period, &instant);
    return instant;
}

/* The most steps (of months, or of days after months) from low that do not pass the instant; guess is near. */
static int64_t most_steps(const struct xdate *xdate, const struct calendar *low, int64_t months, int64_t guess,
                          int64_t instant)
{
    bool of_months = months < 0;
    int64_t steps = guess;

#define AFTER(count) (of_months ? later(xdate, low, (count), 0) : later(xdate, low, months, (count)))
    while (steps > 0 && AFTER(steps) > instant)
        steps--;
    while (AFTER(steps + 1) <= instant)
        steps++;
#undef AFTER
    return steps;
}

/* P…Y…M…DT…H…M…S, such that the earlier time and these steps, in this order, give the later. */
static int write_iso(struct xdate *xdate, struct timespec first, struct timespec second)
{
    enum { COUNT_MONTHS = -1 };
    struct span span = span_of(first, second);
    struct timespec low = span.negative ? second : first, high = span.negative ? first : second;
    struct calendar from, until;
    char text[128] = "-P";
    size_t sign = span.negative, size = 1 + sign;

    high.tv_sec -= high.tv_nsec < low.tv_nsec; /* whole seconds first */
    zone_split(xdate->to, low.tv_sec, &xdate->to_period, &from);
    zone_split(xdate->to, high.tv_sec, &xdate->to_period, &until);
    int64_t guess = (until.year - from.year) * 12 + until.month - from.month;
    int64_t months = high.tv_sec > low.tv_sec ? most_steps(xdate, &from, COUNT_MONTHS, guess, high.tv_sec) : 0;
    int64_t start = later(xdate, &from, months, 0);
    int64_t days = high.tv_sec > low.tv_sec
                       ? most_steps(xdate, &from, months, (high.tv_sec - start) / CALENDAR_DAY, high.tv_sec)
                       : 0;
    int64_t rest = months == 0 && days == 0 ? high.tv_sec - low.tv_sec
                                            : high.tv_sec - later(xdate, &from, months, days);
    text[sign] = 'P';
    size += put_part(text + size, months / 12, 'Y');
    size += put_part(text + size, months % 12, 'M');
    size += put_part(text + size, days, 'D');
    size += put_rest(text + size, rest, span.ns);
    if (size == 1 + sign) {
        memcpy(text, "PT0S", 4);
        size = 4;
    }
    out_string(xdate->call->out, text, size);
    return 0;
}

int xdate_diff(struct xdate *xdate, struct timespec first, struct timespec second)
{
    const char *unit = xdate->args->unit != NULL ? xdate->args->unit : "s";
    struct span span = span_of(first, second);

    if (strcmp(unit, "d") == 0)
        return write_days(xdate, first, second);
    if (strcmp(unit, "iso") == 0)
        return write_iso(xdate, first, second);
    if (strcmp(unit, "h") == 0 || strcmp(unit, "m") == 0) {
        write_units(xdate->call->out, &span, *unit == 'h' ? 3600 : 60);
        return 0;
    }
    struct timespec elapsed = {.tv_sec = span.seconds, .tv_nsec = (long)span.ns};
    if (span.negative)
        elapsed = (struct timespec){.tv_sec = -span.seconds - (span.ns > 0),
                                    .tv_nsec = (long)(span.ns > 0 ? SECOND - span.ns : 0)};
    out_time(xdate->call->out, elapsed);
    return 0;
}
