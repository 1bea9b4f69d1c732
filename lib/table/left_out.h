/* SPDX-License-Identifier: MIT */
/* Rows of chapters that this build leaves out (configure --with-chapters): they are listed and have a short help; to
 * run one fails with EX_UNAVAILABLE. */
#ifndef XOS_TABLE_LEFT_OUT_H
#define XOS_TABLE_LEFT_OUT_H

#include "table/op.h"

/* The rows of a chapter: name, signature (empty for an applet) and summary of each, NUL-terminated, one after the
 * other; an empty name ends them. */
struct left_out {
    enum section section;
    const char *rows;
};

/* Fills row with the one at *at and moves *at to the next. False at the end. */
bool left_out_next(const char **at, struct op *row);

/* Fills row with the one of that name, with or without its module's before it (an applet's with or without its x),
 * among the chapters, a list that ends with rows NULL. False if there is none. */
bool left_out_find(const struct left_out *chapters, struct word name, struct op *row);

#endif
