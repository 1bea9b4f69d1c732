/* SPDX-License-Identifier: MIT */
/* Formatters: a record becomes a text, in one of logging's three styles, as JSON, or in the plain form of xlog:
 *
 *     2026-11-29T02:40:00.123+00:00 INFO app.db: text key=value */
#ifndef XOS_LOG_FORMAT_H
#define XOS_LOG_FORMAT_H

#include "log/spec.h"
#include "value/arena.h"
#include "value/fail.h"
#include "value/zone.h"

/* The zone of local times; not used by formats that do not need it. */
struct log_clock {
    const struct zone *zone;
    struct zone_period period;
};

/* A part of a format: literal text, or a field (an extra one if field is LOG_FIELDS: then text is its name). */
struct log_part {
    bool literal;
    enum log_field field;
    struct word text;
    struct log_spec spec;
    const struct log_part *next;
};

enum log_form { LOG_FORM_PLAIN, LOG_FORM_JSON, LOG_FORM_PARTS };

/* The context for formatting a record: the zone of local times; log_record_ask. */
enum { LOG_NEEDS_ZONE = 1, LOG_NEEDS_PROCESS = 2 };

struct log_format {
    enum log_form form;
    const struct log_part *parts; /* in the arena */
    struct word datefmt;          /* of asctime, and of plain lines; data NULL: the default's */
    const struct log_extra *defaults;
    size_t default_count;
    unsigned needs;
};

/* The styles by their first letters: %, {, $. */
#define LOG_STYLES "%{$"

/* Reads a format: "plain", "json", or a text of the style. What is wrong with it is recorded as a usage error that
 * begins with option; the texts are borrowed. Unless fixed, a text without any field is wrong. 0 or -1. */
int log_format_read(struct log_format *format, struct arena *arena, struct fail *fail, const char *option, char style,
                    struct word text, bool fixed);

/* Sets the format of times. 0, or -1 with the usage error recorded. */
int log_format_date(struct log_format *format, struct fail *fail, const char *option, struct word datefmt);

/* The name of the first field of the format that neither record nor the defaults have; data NULL if all are there. */
struct word log_format_missing(const struct log_format *format, const struct log_record *record);

/* Appends the record, without a line end. A field that is missing is empty. */
void log_format_write(const struct log_format *format, struct log_clock *clock, const struct log_record *record,
                      struct log_text *text);

#endif
