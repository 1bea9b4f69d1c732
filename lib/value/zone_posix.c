/* SPDX-License-Identifier: MIT */
/* POSIX TZ strings: std offset [dst [offset] [,start[/time],end[/time]]], also the last line of zoneinfo files. */
#include "value/zone.h"

#include <string.h>

#include "value/ascii.h"

enum { HOUR = 3600, MOST_HOURS = 167 };

/* Three or more letters, or letters, digits and signs in <>. */
static bool read_name(const char **at, char *name)
{
    bool quoted = **at == '<';
    const char *start = *at + quoted, *end = start;

    while (ascii_is_letter(*end) || (quoted && (ascii_is_digit(*end) || *end == '+' || *end == '-')))
        end++;
    size_t size = (size_t)(end - start);
    if (size < 3 || size >= ZONE_NAME_SIZE || (quoted && *end != '>'))
        return false;
    memcpy(name, start, size);
    name[size] = '\0';
    *at = end + quoted;
    return true;
}

static bool read_number(const char **at, int most, int *value)
{
    const char *start = *at;

    for (*value = 0; **at >= '0' && **at <= '9' && *value <= most; ++*at)
        *value = *value * 10 + (**at - '0');
    return *at > start && *value <= most;
}

/* [+-]hh[:mm[:ss]], in seconds. */
static bool read_time(const char **at, int most_hours, int *seconds)
{
    int sign = **at == '-' ? -1 : 1, hours, minutes = 0, rest = 0;

    *at += **at == '-' || **at == '+';
    if (!read_number(at, most_hours, &hours))
        return false;
    if (**at == ':' && (++*at, !read_number(at, 59, &minutes)))
        return false;
    if (**at == ':' && (++*at, !read_number(at, 59, &rest)))
        return false;
    *seconds = sign * (hours * HOUR + minutes * 60 + rest);
    return true;
}

static bool read_rule(const char **at, struct zone_rule *rule)
{
    *rule = (struct zone_rule){.form = 'D', .time = 2 * HOUR};
    if (*(*at)++ != ',')
        return false;
    if (**at == 'J' || **at == 'M')
        rule->form = *(*at)++;
    if (rule->form == 'M') {
        if (!read_number(at, 12, &rule->month) || *(*at)++ != '.' || !read_number(at, 5, &rule->week) ||
            *(*at)++ != '.' || !read_number(at, 6, &rule->day) || rule->month < 1 || rule->week < 1)
            return false;
    } else if (!read_number(at, 365, &rule->day) || (rule->form == 'J' && rule->day < 1))
        return false;
    return **at != '/' || (++*at, read_time(at, MOST_HOURS, &rule->time));
}

bool zone_posix_read(const char *text, struct zone_posix *posix)
{
    const char *at = text;

    *posix = (struct zone_posix){.given = true};
    if (!read_name(&at, posix->name[0]) || !read_time(&at, 24, &posix->offset[0]))
        return false;
    posix->offset[0] = -posix->offset[0];
    if (*at == '\0')
        return true;
    if (!read_name(&at, posix->name[1]))
        return false;
    posix->has_dst = true;
    posix->offset[1] = posix->offset[0] + HOUR;
    if (*at != '\0' && *at != ',') {
        if (!read_time(&at, 24, &posix->offset[1]))
            return false;
        posix->offset[1] = -posix->offset[1];
    }
    if (*at == '\0')
        at = ",M3.2.0,M11.1.0"; /* the default of both C libraries */
    return read_rule(&at, &posix->rule[0]) && read_rule(&at, &posix->rule[1]) && *at == '\0';
}

/* Local seconds (see calendar_join) at which the rule applies in that year. */
static int64_t rule_seconds(const struct zone_rule *rule, int64_t year)
{
    int64_t day;

    if (rule->form == 'M') {
        struct calendar first = {.year = year, .month = rule->month, .day = 1};
        calendar_complete(&first);
        int date = 1 + (rule->day + 6 - first.weekday) % 7 + (rule->week - 1) * 7;
        if (date > calendar_month_days(year, rule->month))
            date -= 7;
        day = calendar_days(year, rule->month, date);
    } else {
        day = calendar_days(year, 1, 1) + rule->day;
        if (rule->form == 'J')
            day -= rule->day < 60 || !calendar_is_leap(year);
    }
    return day * CALENDAR_DAY + rule->time;
}

void zone_posix_find(const struct zone_posix *posix, int64_t seconds, struct zone_period *period)
{
    struct calendar parts;
    int dst = 0;

    *period = (struct zone_period){-CALENDAR_WITHIN * 2, CALENDAR_WITHIN * 2, posix->offset[0], false, posix->name[0]};
    if (!posix->has_dst)
        return;
    calendar_split(seconds + posix->offset[0], &parts);
    for (int64_t year = parts.year - 1; year <= parts.year + 1; year++)
        for (int i = 0; i < 2; i++) { /* rule 0 ends standard time, rule 1 ends DST */
            int64_t change = rule_seconds(&posix->rule[i], year) - posix->offset[i];
            if (change <= seconds && change >= period->from) {
                period->from = change;
                dst = i == 0;
            } else if (change > seconds && change < period->until)
                period->until = change;
        }
    period->offset = posix->offset[dst];
    period->dst = dst;
    period->name = posix->name[dst];
}
