/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files of xdate. xdate.c chooses what is done, read.c turns texts into times, write.c times
 * into text, lines.c does both for each line of a file, span.c computes differences, changes.c lists a zone's changes
 * of offset.
 */
#ifndef XOS_DATE_XDATE_H
#define XOS_DATE_XDATE_H

#include "ops/shared/zones.h"
#include "value/timeexpr.h"

struct xdate_args {
    struct words times;
    struct word format;
    struct occurrences input;
    const char *file, *tz, *to_tz, *gap, *fold, *unit, *zone, *transitions;
    bool utc, epoch, diff, synchronized;
    struct maybe wait;
};

struct xdate {
    struct call *call;
    const struct xdate_args *args;
    struct timeexpr_context context; /* the zone of input, and what decides between two instants */
    struct zone_period period;       /* of context.zone */
    const struct zone *to;           /* the zone of output */
    struct zone_period to_period;
    struct timeparse_format *formats; /* of --input */
    const char *names[2];             /* of the zone of input, for %Z */
    struct word format;               /* of output; data NULL for ISO 8601 */
};

/* A time, and whether the default output shows its fraction. */
struct xdate_time {
    struct timespec time;
    bool exact;
};

/* Prepares the formats of --input. 0, or -1 with the failure recorded. */
int xdate_prepare(struct xdate *xdate);

/* Reads text by the formats of --input, or else as an expression. 0, or -1 with the failure recorded: status 64 for
 * what is not an expression, or 65 if it is data, not an operand; 65 for what matches no format or means no time. */
int xdate_read(struct xdate *xdate, struct word text, bool data, struct xdate_time *time);

/* Writes a time as the options say. 0, or -1 with the failure recorded. */
int xdate_write(struct xdate *xdate, const struct xdate_time *time);

/* Reads and writes a time for each line of the file. Reports bad lines; 0, or -1 if the file cannot be read. */
int xdate_lines(struct xdate *xdate, const char *file);

/* Writes the time from first to second in the unit of --in. 0, or -1 with the failure recorded. */
int xdate_diff(struct xdate *xdate, struct timespec first, struct timespec second);

/* Writes each change of the zone's offset in the years of --transitions. 0, or -1 with the failure recorded. */
int xdate_transitions(struct xdate *xdate);

#endif
