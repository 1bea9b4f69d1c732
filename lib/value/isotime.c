/* SPDX-License-Identifier: MIT */
/* Reading ISO 8601 dates and times, and decimal seconds. */
#include "value/isotime.h"

#include <stdint.h>

static bool is_digit(const char *at, const char *end)
{
    return at < end && *at >= '0' && *at <= '9';
}

/* The number of digits at at, up to most. */
static int count_digits(const char *at, const char *end, int most)
{
    int count = 0;

    while (count < most && is_digit(at + count, end))
        count++;
    return count;
}

/* Exactly width digits. */
static bool read_fixed(const char **at, const char *end, int width, int *value)
{
    if (count_digits(*at, end, width) < width)
        return false;
    for (*value = 0; width > 0; width--)
        *value = *value * 10 + (*(*at)++ - '0');
    return true;
}

static bool skip(const char **at, const char *end, char byte)
{
    if (*at == end || **at != byte)
        return false;
    ++*at;
    return true;
}

/* One to nine digits, as nanoseconds. */
static bool read_fraction(const char **at, const char *end, int *ns)
{
    int scale = 100000000;
    const char *start = *at;

    for (*ns = 0; is_digit(*at, end); ++*at, scale /= 10) {
        if (scale == 0)
            return false;
        *ns += (**at - '0') * scale;
    }
    return *at > start;
}

/* Four digits; with a sign, four to ten. */
static bool read_year(const char **at, const char *end, int64_t *year)
{
    bool negative = skip(at, end, '-'), sign = negative || skip(at, end, '+');
    int digits = count_digits(*at, end, sign ? 10 : 4);

    if (digits < 4)
        return false;
    for (*year = 0; digits > 0; digits--)
        *year = *year * 10 + (*(*at)++ - '0');
    if (negative)
        *year = -*year;
    return *year >= CALENDAR_LEAST_YEAR && *year <= CALENDAR_MOST_YEAR;
}

/* Www[-]d, the year before it having been read. */
static bool read_week(const char **at, const char *end, bool dashes, struct calendar *parts)
{
    struct calendar first = {.year = parts->year, .month = 1, .day = 1};
    int week, day = 1;

    if (!skip(at, end, 'W') || !read_fixed(at, end, 2, &week) || week < 1 || week > calendar_iso_weeks(parts->year))
        return false;
    if (dashes ? skip(at, end, '-') : is_digit(*at, end))
        if (!read_fixed(at, end, 1, &day) || day < 1 || day > 7)
            return false;
    calendar_complete(&first);
    int monday = first.weekday < 4 ? 1 - first.weekday : 8 - first.weekday;
    calendar_split(calendar_days(parts->year, 1, monday + (week - 1) * 7 + day - 1) * CALENDAR_DAY, parts);
    return true;
}

static bool read_date(const char **at, const char *end, struct calendar *parts)
{
    int day;

    if (!read_year(at, end, &parts->year))
        return false;
    bool dashes = skip(at, end, '-');
    if (*at < end && **at == 'W')
        return read_week(at, end, dashes, parts);
    if (count_digits(*at, end, 4) == 3) {
        if (!read_fixed(at, end, 3, &day) || day < 1 || day > 365 + calendar_is_leap(parts->year))
            return false;
        calendar_split(calendar_days(parts->year, 1, day) * CALENDAR_DAY, parts);
        return true;
    }
    if (!read_fixed(at, end, 2, &parts->month) || (dashes && !skip(at, end, '-')) ||
        !read_fixed(at, end, 2, &parts->day))
        return false;
    if (parts->month < 1 || parts->month > 12 || parts->day < 1 ||
        parts->day > calendar_month_days(parts->year, parts->month))
        return false;
    calendar_complete(parts);
    return true;
}

bool isotime_read_clock(const char **at, const char *end, struct calendar *parts)
{
    bool more;

    parts->minute = parts->second = parts->nanosecond = 0;
    if (!read_fixed(at, end, 2, &parts->hour))
        return false;
    bool colons = *at < end && **at == ':';
    more = colons ? skip(at, end, ':') : is_digit(*at, end);
    if (more && !read_fixed(at, end, 2, &parts->minute))
        return false;
    more = more && (colons ? skip(at, end, ':') : is_digit(*at, end));
    if (more && !read_fixed(at, end, 2, &parts->second))
        return false;
    if (more && (skip(at, end, '.') || skip(at, end, ',')) && !read_fraction(at, end, &parts->nanosecond))
        return false;
    return parts->minute < 60 && parts->second <= 60 &&
           (parts->hour < 24 || (parts->hour == 24 && parts->minute + parts->second + parts->nanosecond == 0));
}

/* Z, +hh, +hhmm, +hh:mm or +hh:mm:ss. */
static bool read_offset(const char **at, const char *end, int *offset)
{
    int hours, minutes = 0, seconds = 0;

    *offset = 0;
    if (skip(at, end, 'Z') || skip(at, end, 'z'))
        return true;
    bool negative = skip(at, end, '-');
    if ((!negative && !skip(at, end, '+')) || !read_fixed(at, end, 2, &hours))
        return false;
    bool colons = skip(at, end, ':');
    if ((colons || is_digit(*at, end)) && !read_fixed(at, end, 2, &minutes))
        return false;
    if (colons && skip(at, end, ':') && !read_fixed(at, end, 2, &seconds))
        return false;
    *offset = (hours * 3600 + minutes * 60 + seconds) * (negative ? -1 : 1);
    return hours <= 24 && minutes < 60 && seconds < 60;
}

bool isotime_read(const char **at, const char *end, struct isotime *iso)
{
    const char *clock;

    *iso = (struct isotime){.parts.isdst = -1};
    if (!read_date(at, end, &iso->parts))
        return false;
    clock = *at;
    if ((!skip(at, end, 'T') && !skip(at, end, 't') && !skip(at, end, ' ')) || !is_digit(*at, end)) {
        *at = clock;
        return true;
    }
    iso->has_time = true;
    if (!isotime_read_clock(at, end, &iso->parts))
        return false;
    const char *zone = *at;
    if (read_offset(&zone, end, &iso->parts.offset) && (zone == end || *zone == '+' || *zone == '-')) {
        iso->parts.has_offset = true;
        *at = zone;
    }
    return true;
}

bool seconds_read(const char **at, const char *end, struct timespec *time)
{
    bool negative = skip(at, end, '-');
    int64_t whole = 0;
    int ns = 0;

    if (!negative)
        skip(at, end, '+');
    const char *digits = *at;
    for (; is_digit(*at, end); ++*at)
        if (__builtin_mul_overflow(whole, 10, &whole) || __builtin_add_overflow(whole, **at - '0', &whole))
            return false;
    bool any = *at > digits;
    if (skip(at, end, '.') && (is_digit(*at, end) || !any) && !read_fraction(at, end, &ns))
        return false;
    if ((!any && *at == digits) || whole == INT64_MAX)
        return false;
    *time = (struct timespec){.tv_sec = negative ? -whole : whole, .tv_nsec = ns};
    if (negative && ns > 0) {
        time->tv_sec--;
        time->tv_nsec = 1000000000 - ns;
    }
    return true;
}

bool time_read(struct word word, struct timespec *time)
{
    const char *at = word.data, *end = word.data + word.size;
    struct isotime iso;

    if (seconds_read(&at, end, time) && at == end)
        return true;
    at = word.data;
    if (!isotime_read(&at, end, &iso) || at != end)
        return false;
    *time = (struct timespec){.tv_sec = calendar_join(&iso.parts) - iso.parts.offset, .tv_nsec = iso.parts.nanosecond};
    return true;
}
