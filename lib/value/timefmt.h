/* SPDX-License-Identifier: MIT */
/* Times as text: strftime(3) in the C locale, the same with every C library, for all years and to the nanosecond.
 *
 * The directives are those of Python's time.strftime and of glibc (flags _ - 0 ^ # +, a width, E and O, %:z), and
 *     %N   nanoseconds; %3N their first three digits      %f   microseconds
 *     %.S  seconds with six decimals; also %.T and %.s    %q   the quarter        %+   as date(1) prints */
#ifndef XOS_VALUE_TIMEFMT_H
#define XOS_VALUE_TIMEFMT_H

#include <stdbool.h>
#include <stddef.h>

#include "value/calendar.h"
#include "value/word.h"

enum { ISO_TIME_SIZE = 64 };

/* Returns NULL if every directive of format is known; else the address of the first unknown one. */
const char *timefmt_check(struct word format);

/* Writes parts in format to text, at most size bytes, without a NUL byte. seconds: the same time since 1970, for %s.
 * Returns the full length: the text was truncated if that exceeds size. Unknown directives are copied. */
size_t timefmt_write(char *text, size_t size, struct word format, const struct calendar *parts, int64_t seconds);

/* The directives that a directive consists of, the same for writing and for reading times: "%H:%M" for R; NULL for a
 * letter that has no such parts. */
const char *timefmt_parts(char letter);

/* Writes parts in ISO 8601 to text (ISO_TIME_SIZE bytes): 2024-03-31T01:00:00.500+02:00; with 3, 6 or 9 decimals if
 * fraction is set and not zero. Years outside of 0 to 9999 have a sign. Returns the length. */
size_t timefmt_iso(char *text, const struct calendar *parts, bool fraction);

extern const char calendar_weekdays[7][10], calendar_months[12][10]; /* "Monday" first */

#endif
