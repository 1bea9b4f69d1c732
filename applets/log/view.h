/* SPDX-License-Identifier: MIT */
/* Which records xlog cat and merge show, and how. */
#ifndef XOS_LOG_VIEW_H
#define XOS_LOG_VIEW_H

#include "log/format.h"
#include "log/reader.h"
#include "log/xlog.h"
#include "value/pattern.h"

struct view {
    struct call *call;
    const struct zone *zone;
    struct timespec since, until; /* until: before that */
    bool has_until;
    int level;            /* LOG_LEVEL_UNKNOWN: any */
    const char *name;     /* only records of that logger and its descendants; NULL: any */
    struct pattern *grep; /* NULL: any message */
    struct log_format format;
    struct log_clock clock;
    bool formatted; /* plain lines too are written in that format */
    bool color, visible;
    struct log_text text;
};

/* Reads the options. 0, or -1 with the failure recorded. */
int view_begin(struct view *view, const struct xlog *xlog);

/* True if the record is to be shown. */
bool view_takes(struct view *view, const struct entry *entry);

/* Writes a record to the call's output. False if that has failed. */
bool view_show(struct view *view, const struct entry *entry);

void view_end(struct view *view);

#endif
