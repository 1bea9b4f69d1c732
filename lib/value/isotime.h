/* SPDX-License-Identifier: MIT */
/* Reads ISO 8601 dates and times; all parts of the program use this reader. */
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

/* Reads a date at *at: 2024-03-31, 20240331T…, 2024-W13-7, 2024-091; with a sign also years of five and more digits.
 * Optional: T or a blank and a time: 02:30, 02:30:00.5, 0230, 023000; then Z, +02, +0200, +02:00 or +02:00:00. An
 * offset is read only if the text ends after it, or continues with + or -, so that "…T02:30+10m" has none. Moves *at
 * past what was read. False if there is no valid date or time. */
bool isotime_read(const char **at, const char *end, struct isotime *iso);

/* Reads a time of day: 02:30, 02:30:00.5. Sets hour to nanosecond of *parts. */
bool isotime_read_clock(const char **at, const char *end, struct calendar *parts);

/* True if a is before b. */
static inline bool time_is_before(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

/* Reads decimal seconds with up to nine decimals at *at. */
bool seconds_read(const char **at, const char *end, struct timespec *time);

/* Reads all of word as seconds with up to nine decimals, or as ISO 8601 (UTC unless it has an offset). False if it is
 * neither, or has digits below the nanosecond. */
bool time_read(struct word word, struct timespec *time);

#endif
