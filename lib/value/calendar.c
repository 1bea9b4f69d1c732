/* SPDX-License-Identifier: MIT */
/* The proleptic Gregorian calendar. */
#include "value/calendar.h"

enum { DAYS_OF_400_YEARS = 146097, DAYS_TO_1970 = 719468 };

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

bool calendar_is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_month_days(int64_t year, int month)
{
    static const char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && calendar_is_leap(year) ? 1 : 0);
}

/* Years begin in March here, so that the leap day is a year's last. */
int64_t calendar_days(int64_t year, int64_t month, int64_t day)
{
    year += floor_divide(month - 1, 12);
    month -= 12 * floor_divide(month - 1, 12);
    year -= month <= 2;
    int64_t era = floor_divide(year, 400), year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * DAYS_OF_400_YEARS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           DAYS_TO_1970;
}

static void split_days(int64_t days, struct calendar *parts)
{
    int64_t era = floor_divide(days + DAYS_TO_1970, DAYS_OF_400_YEARS);
    int day = (int)(days + DAYS_TO_1970 - era * DAYS_OF_400_YEARS); /* of the era */
    int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int month = (5 * day + 2) / 153; /* 0 is March */

    parts->day = day - (153 * month + 2) / 5 + 1;
    parts->month = month < 10 ? month + 3 : month - 9;
    parts->year = era * 400 + year + (parts->month <= 2);
}

static void set_weekday(int64_t days, struct calendar *parts)
{
    parts->weekday = (int)(days + 3 - 7 * floor_divide(days + 3, 7)); /* 1970-01-01 was a Thursday */
}

static void set_yearday(struct calendar *parts)
{
    static const short before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    parts->yearday = before[parts->month - 1] + parts->day + (parts->month > 2 && calendar_is_leap(parts->year));
}

void calendar_complete(struct calendar *parts)
{
    set_weekday(calendar_days(parts->year, parts->month, parts->day), parts);
    set_yearday(parts);
}

void calendar_split(int64_t seconds, struct calendar *parts)
{
    int64_t days = floor_divide(seconds, CALENDAR_DAY);
    int rest = (int)(seconds - days * CALENDAR_DAY);

    split_days(days, parts);
    parts->hour = rest / 3600;
    parts->minute = rest / 60 % 60;
    parts->second = rest % 60;
    set_weekday(days, parts);
    set_yearday(parts);
}

int64_t calendar_join(const struct calendar *parts)
{
    return calendar_days(parts->year, parts->month, parts->day) * CALENDAR_DAY + parts->hour * INT64_C(3600) +
           parts->minute * INT64_C(60) + parts->second;
}

bool calendar_in_range(const struct calendar *parts)
{
    return parts->year >= CALENDAR_LEAST_YEAR && parts->year <= CALENDAR_MOST_YEAR;
}

int calendar_iso_weeks(int64_t year)
{
    struct calendar first = {.year = year, .month = 1, .day = 1};

    calendar_complete(&first);
    return first.weekday == 3 || (first.weekday == 2 && calendar_is_leap(year)) ? 53 : 52;
}

/* Days from the Monday of week 1 to a day of the year (from 0) that is that weekday; negative before it. */
static int iso_days(int yearday, int weekday)
{
    enum { ENOUGH = 7 * 60 }; /* keeps the remainder positive */

    return yearday - (yearday - (weekday + 1) % 7 + 4 + ENOUGH) % 7 + 3;
}

int calendar_iso_week(const struct calendar *parts, int64_t *year)
{
    int days = iso_days(parts->yearday - 1, parts->weekday);

    *year = parts->year;
    if (days < 0) {
        --*year;
        days = iso_days(parts->yearday - 1 + 365 + calendar_is_leap(*year), parts->weekday);
    } else {
        int next = iso_days(parts->yearday - 1 - 365 - calendar_is_leap(*year), parts->weekday);
        *year += next >= 0;
        days = next >= 0 ? next : days;
    }
    return days / 7 + 1;
}

void calendar_add_months(struct calendar *parts, int64_t months)
{
    int64_t index = parts->month - 1 + months, years = floor_divide(index, 12);

    parts->year += years;
    parts->month = (int)(index - years * 12) + 1;
    int last = calendar_month_days(parts->year, parts->month);
    if (parts->day > last)
        parts->day = last;
}
