/* SPDX-License-Identifier: MIT */
/* Reading ISO 8601 dates and times, the only reader of them in the program. */
#ifndef XOS_VALUE_ISOTIME_H
#define XOS_VALUE_ISOTIME_H

#include <stdbool.h>
#include <time.h>

#include "value/calendar.h"
#include "value/word.h"

struct isotime {
    struct calendar parts; /* complete; 00:00:00 without a time; has_offset if a zone offset was given */
    bool has_time;
};

/* Reads a date at *at: 2024-03-31, 20240331T…, 2024-W13-7, 2024-091, with a sign also years of five digits and more;
 * then perhaps T or a blank and a time: 02:30, 02:30:00.5, 0230, 023000; then perhaps Z, +02, +0200, +02:00 or
 * +02:00:00. An offset is read only if the text then ends or goes on with + or -, so that "…T02:30+10m" has none.
 * Moves *at behind what was read. False if there is no valid date or time. */
bool isotime_read(const char **at, const char *end, struct isotime *iso);

/* Reads a time of day only: 02:30, 02:30:00.5. Sets hour to nanosecond of *parts. */
bool isotime_read_clock(const char **at, const char *end, struct calendar *parts);

/* Reads decimal seconds, up to nine decimals, at *at. */
bool seconds_read(const char **at, const char *end, struct timespec *time);

/* Reads all of word: seconds with up to nine decimals, or ISO 8601, which is UTC without an offset. False where word is
 * neither or has digits beyond the nanosecond. */
bool time_read(struct word word, struct timespec *time);

#endif
