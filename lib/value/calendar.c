/* SPDX-License-Identifier: MIT */
/* The proleptic Gregorian calendar. */
#include "value/calendar.h"

enum { DAYS_OF_400_YEARS = 146097, DAYS_TO_1970 = 719468 };

static int64_t floor_divide(int64_t value, int64_t by)
{
    int64_t quotient = value / by;

    return quotient - (value < quotient * by);
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

/* Years begin in March here, so that the leap day is a year's last; 979 * month / 32 are the days before a month. */
int64_t calendar_days(int64_t year, int64_t month, int64_t day)
{
    int64_t era = 0;

    if (month < 1 || month > 12) {
        year += floor_divide(month - 1, 12);
        month -= 12 * floor_divide(month - 1, 12);
    }
    year -= month <= 2;
    if (year < 0 || year > 9999) {
        era = floor_divide(year, 400);
        year -= era * 400;
    }
    unsigned shifted = (unsigned)(month <= 2 ? month + 12 : month), years = (unsigned)year, centuries = years / 100;
    unsigned days = 1461 * years / 4 - centuries + centuries / 4 + (979 * shifted - 2919) / 32;
    return era * DAYS_OF_400_YEARS + days + day - 1 - DAYS_TO_1970;
}

/* Sets the date, with weekday and yearday, to days since 1970. The steps are those of Neri and Schneider, Euclidean
 * affine functions (2022): years begin in March, and months are counted by 2141 / 65536. */
static void split_days(int64_t days, struct calendar *parts)
{
    int64_t era = floor_divide(days + DAYS_TO_1970, DAYS_OF_400_YEARS);
    unsigned of_era = (unsigned)(days + DAYS_TO_1970 - era * DAYS_OF_400_YEARS);
    unsigned century = (4 * of_era + 3) / DAYS_OF_400_YEARS, of_century = (4 * of_era + 3) % DAYS_OF_400_YEARS / 4;
    unsigned year = (4 * of_century + 3) / 1461, of_year = (4 * of_century + 3) % 1461 / 4;
    unsigned month = (2141 * of_year + 197913) >> 16, rest = (2141 * of_year + 197913) & 0xffff;
    bool next = of_year >= 306, leap = year % 4 == 0 && (year != 0 || century == 0); /* January or February */

    parts->year = era * 400 + 100 * century + year + next;
    parts->month = (int)(next ? month - 12 : month);
    parts->day = (int)(rest / 2141) + 1;
    parts->yearday = (int)(next ? of_year - 305 : of_year + 60 + leap);
    parts->weekday = (int)((of_era + 2) % 7); /* an era has whole weeks; 0000-03-01 was a Wednesday */
}

void calendar_complete(struct calendar *parts)
{
    struct calendar date;

    split_days(calendar_days(parts->year, parts->month, parts->day), &date);
    parts->weekday = date.weekday;
    parts->yearday = date.yearday;
}

void calendar_split(int64_t seconds, struct calendar *parts)
{
    int64_t days = floor_divide(seconds, CALENDAR_DAY);
    unsigned rest = (unsigned)(seconds - days * CALENDAR_DAY);

    split_days(days, parts);
    parts->hour = (int)(rest / 3600);
    parts->minute = (int)(rest / 60 % 60);
    parts->second = (int)(rest % 60);
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

/* Days from the Monday of week 1 to a day of the year (from 0) with that weekday; negative before it. */
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
