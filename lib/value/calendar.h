/* SPDX-License-Identifier: MIT */
/* The proleptic Gregorian calendar in 64-bit integers: dates, days and seconds since 1970-01-01T00:00:00Z, and week
 * numbers. It does not handle time zones; see zone.h. */
#ifndef XOS_VALUE_CALENDAR_H
#define XOS_VALUE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* A point in time split into parts, as in Python's struct_time. */
struct calendar {
    int64_t year;   /* may be negative; 0 is 1 BC */
    int month, day; /* from 1 */
    int hour, minute;
    int second; /* up to 61, for leap seconds in input */
    int nanosecond;
    int weekday; /* 0 is Monday */
    int yearday; /* from 1 */
    int isdst;   /* 1, 0, or -1 if not known */
    int offset;  /* seconds east of UTC; meaningful if zone is not NULL or has_offset */
    bool has_offset;
    const char *zone; /* the abbreviation; NULL if not known; borrowed */
};

#define CALENDAR_LEAST_YEAR INT64_C(-2147481748) /* of a 32-bit tm_year */
#define CALENDAR_MOST_YEAR INT64_C(2147485547)
#define CALENDAR_DAY INT64_C(86400)                /* seconds */
#define CALENDAR_WITHIN INT64_C(70000000000000000) /* seconds before and after 1970 that no year in range exceeds */

bool calendar_is_leap(int64_t year);

/* Days in a month (1 to 12): 28 to 31. */
int calendar_month_days(int64_t year, int month);

/* Days from 1970-01-01 to a date. month may be any number: 13 is January of the next year. day may be any number. */
int64_t calendar_days(int64_t year, int64_t month, int64_t day);

/* Sets date, time, weekday and yearday to the parts of seconds since 1970 (within CALENDAR_WITHIN); leaves the rest. */
void calendar_split(int64_t seconds, struct calendar *parts);

/* Returns the seconds from 1970 to the parts' date and time in UTC. Parts may exceed their ranges (month 14, 30
 * February). */
int64_t calendar_join(const struct calendar *parts);

/* Sets weekday and yearday from year, month and day. */
void calendar_complete(struct calendar *parts);

/* True if the year fits a 32-bit tm_year. */
bool calendar_in_range(const struct calendar *parts);

/* The ISO 8601 week (1 to 53) of yearday and weekday; *year gets the year that the week belongs to. */
int calendar_iso_week(const struct calendar *parts, int64_t *year);

/* The number of ISO weeks in a year: 52 or 53. */
int calendar_iso_weeks(int64_t year);

/* Adds months (may be negative). If the month has no such day, its last day is used. */
void calendar_add_months(struct calendar *parts, int64_t months);

#endif
