/* SPDX-License-Identifier: MIT */
/* Time zones, read from zoneinfo files (TZif, RFC 8536) and POSIX TZ strings. The program has its own reader because
 * the C libraries take an unknown zone for UTC, differ in detail, and know only one zone at a time.
 *
 *     struct zone zone;
 *     struct zone_period period = {0};
 *     if (zone_open(&zone, arena, "Europe/Berlin") == 0)
 *         zone_find(&zone, seconds, &period);      period.offset, period.name
 */
#ifndef XOS_VALUE_ZONE_H
#define XOS_VALUE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "value/arena.h"
#include "value/calendar.h"

enum { ZONE_NAME_SIZE = 32 };

/* When a rule of a POSIX TZ string applies: a day of each year, and seconds of local time on that day. */
struct zone_rule {
    char form; /* 'J' day 1 to 365 without leap days, 'D' day from 0, 'M' month.week.weekday */
    int month, week, day;
    int time;
};

/* A POSIX TZ string. */
struct zone_posix {
    bool given, has_dst;
    int offset[2]; /* seconds east of UTC: standard, DST */
    char name[2][ZONE_NAME_SIZE];
    struct zone_rule rule[2]; /* start and end of DST */
};

struct zone {
    const unsigned char *times; /* big-endian, width bytes each; NULL without a file */
    const unsigned char *types; /* one byte for each of times */
    const unsigned char *kinds; /* six bytes for each type: offset, DST, index of its name */
    const char *names;
    size_t count, width, kind_count;
    struct zone_posix posix; /* the rule after the last of times */
};

/* A period during which a zone's offset is constant. */
struct zone_period {
    int64_t from, until; /* seconds since 1970; until is exclusive */
    int offset;          /* seconds east of UTC */
    bool dst;
    const char *name; /* in the zone's memory */
};

/* UTC, without a file. */
void zone_utc(struct zone *zone);

/* Reads the zone of that name: a file below $TZDIR or the usual folders, an absolute path, a POSIX TZ string, UTC, or
 * an offset as in ISO 8601 (+02:00). A colon may precede it. name NULL: the variable TZ, or if that is not set,
 * /etc/localtime; UTC if that does not exist or is not a zone, as in the C libraries. The zone's memory is arena's. 0,
 * -ENOENT for a name that is not a zone, -ENOMEM. */
int zone_open(struct zone *zone, struct arena *arena, const char *name);

/* Reads the contents of a zoneinfo file (TZif, RFC 8536), which zone then borrows. Leap seconds in it are ignored.
 * False if they are none. */
bool zone_read(struct zone *zone, const char *data, size_t size);

/* The name that zone_open(NULL) reads, for messages: TZ's value, or /etc/localtime. */
const char *zone_default(void);

/* Reads a POSIX TZ string. False if text is not one. */
bool zone_posix_read(const char *text, struct zone_posix *posix);

/* Finds the period around seconds in which posix's offset is constant. */
void zone_posix_find(const struct zone_posix *posix, int64_t seconds, struct zone_period *period);

/* Sets *period to the period that contains seconds (within CALENDAR_WITHIN), unless it already is; start with {0}. */
void zone_find(const struct zone *zone, int64_t seconds, struct zone_period *period);

/* Sets *parts to the local time of an instant; period as for zone_find. */
void zone_split(const struct zone *zone, int64_t seconds, struct zone_period *period, struct calendar *parts);

/* The same for any time, nanoseconds too. False if no 32-bit tm_year has its year. */
bool zone_split_any(const struct zone *zone, struct timespec time, struct zone_period *period, struct calendar *parts);

/* The instants at which the zone's clocks show local (seconds of calendar_join). ZONE_ONCE: instants[0]. ZONE_TWICE:
 * the first and the last. ZONE_NEVER: what the offsets before and after the change give. */
enum zone_times { ZONE_ONCE, ZONE_TWICE, ZONE_NEVER };
enum zone_times zone_instants(const struct zone *zone, int64_t local, struct zone_period *period, int64_t instants[2]);

/* Finds the zone's standard time and DST in the year of seconds: the periods at its beginning and in its middle; the
 * larger offset is *dst. They are equal in a year without DST. */
void zone_seasons(const struct zone *zone, int64_t seconds, struct zone_period *standard, struct zone_period *dst);

/* How to interpret a local time that does not exist or exists twice. */
struct zone_choice {
    enum zone_gap { ZONE_GAP_REFUSED, ZONE_GAP_BEFORE, ZONE_GAP_AFTER } gap; /* which offset applies */
    int fold; /* 0: the first of two instants, 1: the second */
};

/* Returns the instant of local in *instant, chosen by choice. False if it does not exist and choice refuses that. */
bool zone_choose(const struct zone *zone, int64_t local, struct zone_choice choice, struct zone_period *period,
                 int64_t *instant);

/* The instant of a local time, chosen as mktime(3) of glibc does: isdst (1, 0, or -1 for unknown) selects one of two
 * instants; if the zone has no such isdst at that time, the offset of the nearest time with it is used. */
int64_t zone_mktime(const struct zone *zone, const struct calendar *parts);

#endif
