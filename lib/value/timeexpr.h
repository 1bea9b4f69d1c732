/* SPDX-License-Identifier: MIT */
/* Times as a user writes them, with arithmetic: now+1mo-1d, @1711848600.5, 2024-01-31+1mo, 02:30.
 *
 * What precedes the first step is `now`, seconds since 1970 (with or without @), an ISO 8601 date or date and time, or
 * a time of day, which is today's. A step is a sign, a number and a unit: y mo w d count in the calendar (a day that
 * the month lacks becomes its last day; the time of day stays); h m s ms us ns are elapsed time. Steps apply from left
 * to right. */
#ifndef XOS_VALUE_TIMEEXPR_H
#define XOS_VALUE_TIMEEXPR_H

#include <stdbool.h>
#include <time.h>

#include "value/isotime.h"
#include "value/timeparse.h"
#include "value/zone.h"

struct timeexpr {
    enum timeexpr_base { TIMEEXPR_NOW, TIMEEXPR_INSTANT, TIMEEXPR_LOCAL, TIMEEXPR_CLOCK } base;
    struct timespec instant; /* of TIMEEXPR_INSTANT */
    struct calendar parts;   /* of TIMEEXPR_LOCAL; of TIMEEXPR_CLOCK the time of day */
    struct word steps;
};

/* What the meaning of an expression depends on. */
struct timeexpr_context {
    const struct zone *zone;
    struct zone_period *period; /* of zone; begin with {0} */
    struct zone_choice choice;
    struct timespec now;
    bool past; /* a date without a year is in the past, as in a log */
};

/* Why a local time that the zone's clocks leave out means no time: to compare pointers with. */
extern const char timeexpr_no_such_time[];

/* Reads all of word. False if it is no such expression. */
bool timeexpr_read(struct word word, struct timeexpr *expr);

/* Sets *time to what expr means. NULL, or why it means no time: a local time that does not exist, or a year out of
 * range. */
const char *timeexpr_value(const struct timeexpr *expr, const struct timeexpr_context *context, struct timespec *time);

/* Sets *time to the instant of what timeparse_read read. What the text lacks of the date is taken from the present: the
 * year, or all of it; *parsed is completed. NULL, or why it means no time. */
const char *timeexpr_parsed(struct timeparse *parsed, const struct timeexpr_context *context, struct timespec *time);

#endif
