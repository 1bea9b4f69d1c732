/* SPDX-License-Identifier: MIT */
/* Reads lines of logs: records in JSON, and plain lines that begin with a time, as xlog, Python's logging and others
 * write them.
 *
 *     struct log_lines lines = {.zone = zone, .levels = levels};
 *     struct log_line line;
 *     if (log_line_read(&lines, text, &line) && line.timed)
 *         ... line.record.created ... */
#ifndef XOS_LOG_LINE_H
#define XOS_LOG_LINE_H

#include "log/level.h"
#include "log/record.h"
#include "value/json.h"
#include "value/zone.h"

enum { LOG_LEVEL_UNKNOWN = -1 };

/* The context for reading lines. */
struct log_lines {
    const struct zone *zone; /* of times without an offset */
    struct zone_period period;
    log_levels levels;  /* names that were added */
    struct arena arena; /* of the line that was read last */
    char level_room[LOG_LEVEL_ROOM];
};

/* The parts of a line. Texts belong to the line, or to the arena. */
struct log_line {
    struct log_record record; /* data NULL, level LOG_LEVEL_UNKNOWN for what the line does not tell */
    bool timed;               /* created is known */
    bool json;                /* the line is a record in JSON */
    struct word level;        /* where a plain line has its level */
};

/* Reads a line without its end. False if it neither has a time nor a level and is no JSON record: it continues the
 * record before it. */
bool log_line_read(struct log_lines *lines, struct word text, struct log_line *line);

/* Reads a time at *at, which moves behind it: ISO 8601, also with a blank and a comma as Python writes it; without an
 * offset in the zone. False if there is none, with a date and a time of day. */
bool log_time_read(struct log_lines *lines, const char **at, const char *end, struct timespec *time);

/* Makes a record of the members of a JSON object, as logging's makeLogRecord does; msg gets the finished message. What
 * is not there stays as it is in record; members that logging does not know become extra fields in the arena. NULL, or
 * the words for what is wrong. */
const char *log_record_decode(struct log_record *record, const struct json *object, struct arena *arena,
                              log_levels levels);

#endif
