/* SPDX-License-Identifier: MIT */
/* What timeparse.c reads from a text, and timeparse_fill.c turns into a date and a time. */
#ifndef XOS_VALUE_TIMEPARSE_PARTS_H
#define XOS_VALUE_TIMEPARSE_PARTS_H

#include <limits.h>
#include <stdint.h>

#include "value/timeparse.h"

enum { NONE = INT_MIN };

/* The values that the directives have read; NONE if a directive was not in the format. */
struct time_fields {
    int64_t year, seconds;
    int century, short_year, month, day, hour, hour12, minute, second, nanosecond, half, weekday, yearday;
    int sunday_week, monday_week, iso_week, iso_year, offset, dst;
    const char *zone;
};

/* Sets everything in result, except its length, from what the directives have read. Returns NULL, or the reason why
 * this is no date. */
const char *timeparse_fill(const struct time_fields *fields, struct timeparse *result);

#endif
