/* SPDX-License-Identifier: MIT */
/* Times with arithmetic: now+1mo-1d, @1711848600.5, 2024-01-31+1mo, 02:30.
 *
 * The start is `now`, seconds since 1970 (with or without @), an ISO 8601 date or date and time, or a time of day,
 * which means today. Steps follow: a sign, a number and a unit. y mo w d are calendar units (if the month has no such
 * day, its last day is used; the time of day stays); h m s ms us ns are elapsed time. Steps are applied from left to
 * right. */
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

/* The context that determines the meaning of an expression. */
struct timeexpr_context {
    const struct zone *zone;
    struct zone_period *period; /* of zone; begin with {0} */
    struct zone_choice choice;
    struct timespec now;
    bool past; /* a date without a year is in the past, as in a log */
};

/* Returned if a local time is skipped by the zone's clocks: compare the pointer. */
extern const char timeexpr_no_such_time[];

/* Reads all of word. False if it is not such an expression. */
bool timeexpr_read(struct word word, struct timeexpr *expr);

/* Sets *time to the meaning of expr. Returns NULL, or why it has none: a local time that does not exist, or a year out
 * of range. */
const char *timeexpr_value(const struct timeexpr *expr, const struct timeexpr_context *context, struct timespec *time);

/* Sets *time to the instant that timeparse_read has read. If the text has no year, or no date at all, the current one
 * is used; *parsed is completed. Returns NULL, or why there is no such instant. */
const char *timeexpr_parsed(struct timeparse *parsed, const struct timeexpr_context *context, struct timespec *time);

#endif
