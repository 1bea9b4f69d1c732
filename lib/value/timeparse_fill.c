/* SPDX-License-Identifier: MIT */
/* The date and the time of what a text had: years from centuries, days from weeks and days of the year, defaults. */
#include <stdbool.h>
#include <stddef.h>

#include "value/timeparse_parts.h"

static int or_else(int value, int otherwise)
{
    return value != NONE ? value : otherwise;
}

/* Finds the year; returns the reason if the text means no date. */
static const char *find_year(const struct time_fields *fields, int64_t *year)
{
    bool given = fields->year != NONE || fields->short_year != NONE || fields->century != NONE;

    *year = 1900;
    if (fields->year != NONE)
        *year = fields->year;
    else if (fields->century != NONE)
        *year = fields->century * 100 + or_else(fields->short_year, 0);
    else if (fields->short_year != NONE)
        *year = fields->short_year + (fields->short_year < 69 ? 2000 : 1900);
    if (fields->iso_year != NONE && (fields->iso_week == NONE || fields->weekday == NONE))
        return "%G needs %V and a weekday";
    if (fields->iso_year != NONE && fields->yearday != NONE)
        return "%j needs %Y, not %G";
    if (fields->iso_year == NONE && fields->iso_week != NONE)
        return given ? "%V needs %G, not %Y" : "%V needs %G and a weekday";
    return NULL;
}

/* The day of the year (from 1; below 1 in the year before) of a weekday in a week; NONE if the text has none. */
static const char *find_yearday(const struct time_fields *fields, int64_t *year, int *yearday)
{
    struct calendar first = {.year = *year, .month = 1, .day = 1};
    bool sunday = fields->sunday_week != NONE;
    int week = sunday ? fields->sunday_week : fields->monday_week;

    *yearday = fields->yearday;
    if (fields->yearday == NONE && fields->iso_year != NONE) {
        if (fields->iso_week < 1 || fields->iso_week > calendar_iso_weeks(fields->iso_year))
            return "the year has no such week";
        first.year = *year = fields->iso_year;
        calendar_complete(&first);
        int monday = first.weekday < 4 ? 1 - first.weekday : 8 - first.weekday; /* of week 1 */
        *yearday = monday + (fields->iso_week - 1) * 7 + fields->weekday;
    } else if (fields->yearday == NONE && week != NONE && fields->weekday != NONE) {
        calendar_complete(&first);
        int day = sunday ? (fields->weekday + 1) % 7 : fields->weekday;
        int before = sunday ? (first.weekday + 1) % 7 : first.weekday; /* days of the first week in the old year */
        *yearday = 1 + day + (week == 0 ? -before : (7 - before) % 7 + 7 * (week - 1));
    }
    return NULL;
}

static const char *set_date(const struct time_fields *fields, struct calendar *parts)
{
    int64_t year;
    int yearday;
    const char *why = find_year(fields, &year);

    if (why == NULL)
        why = find_yearday(fields, &year, &yearday);
    if (why != NULL)
        return why;
    parts->year = year;
    parts->month = or_else(fields->month, 1);
    parts->day = or_else(fields->day, 1);
    if (yearday != NONE) {
        if (fields->yearday != NONE && yearday > 365 + calendar_is_leap(year))
            return "the year has no such day";
        calendar_split(calendar_days(year, 1, yearday) * CALENDAR_DAY, parts);
        return NULL;
    }
    bool leap_day = parts->month == 2 && parts->day == 29 && year == 1900 && fields->year == NONE &&
                    fields->short_year == NONE && fields->century == NONE;
    if (!leap_day && parts->day > calendar_month_days(year, parts->month))
        return "the month has no such day";
    return NULL;
}

static void set_time(const struct time_fields *fields, struct calendar *parts)
{
    parts->hour = or_else(fields->hour, 0);
    if (fields->hour12 != NONE)
        parts->hour = fields->hour12 % 12 + (fields->half == 1 ? 12 : 0);
    parts->minute = or_else(fields->minute, 0);
    parts->second = or_else(fields->second, 0);
    parts->nanosecond = or_else(fields->nanosecond, 0);
    parts->isdst = fields->zone != NULL ? fields->dst : -1;
    parts->has_offset = fields->offset != NONE;
    parts->offset = or_else(fields->offset, 0);
    parts->zone = fields->zone;
}

const char *timeparse_fill(const struct time_fields *fields, struct timeparse *result)
{
    const char *why = set_date(fields, &result->parts);

    if (why != NULL)
        return why;
    set_time(fields, &result->parts);
    result->weekday = or_else(fields->weekday, -1);
    result->has_year = fields->year != NONE || fields->short_year != NONE || fields->century != NONE ||
                       fields->iso_year != NONE;
    result->has_date = result->has_year || fields->month != NONE || fields->day != NONE || fields->yearday != NONE;
    result->has_seconds = fields->seconds != NONE;
    result->seconds = fields->seconds;
    return NULL;
}
