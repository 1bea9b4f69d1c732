/* SPDX-License-Identifier: MIT */
/* What the operations and applets share that deal with time zones, clocks and times in parts. */
#ifndef XOS_OPS_SHARED_ZONES_H
#define XOS_OPS_SHARED_ZONES_H

#include "table/op.h"
#include "value/zone.h"

/* The option --tz of a row whose argument struct has a member `const char *tz`. */
#define TZ_PARAM(T) \
    PARAM(T, tz, TEXT, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_EXTRA, .metavar = PACKED("ZONE"), \
          .help = PACKED("a time zone: Europe/Berlin, UTC, EST5EDT; default TZ"))

/* The zone of that name, or TZ's if name is NULL, in the call's arena. NULL with the failure recorded: status 66 for a
 * zone that does not exist. */
const struct zone *call_zone(struct call *call, const char *name);

/* Reads the values of --gap (before, after, or NULL) and --fold (0, 1 or NULL). 0, or -1 with the failure recorded. */
int call_choice(struct call *call, const char *gap, const char *fold, struct zone_choice *choice);

/* Reads a clock: a CLOCK_ name, an integer, or fd:N for the clock device that descriptor N has open. 0, or -1 with the
 * failure recorded. */
int call_clock(struct call *call, struct word word, int *clock);

/* Splits seconds in zone. 0, or -1 with EOVERFLOW recorded for a year that is out of range. */
int call_split(struct call *call, const struct zone *zone, struct timespec time, struct calendar *parts);

/* The time of CLOCK_REALTIME. */
struct timespec call_now(void);

/* Writes the eleven fields of struct_time, each as a name and a value; nanoseconds adds tm_nsec. */
void write_time_fields(struct out *out, const struct calendar *parts, bool nanoseconds);

#endif
