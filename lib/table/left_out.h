/* SPDX-License-Identifier: MIT */
/* Rows of chapters that this build leaves out (configure --with-chapters). They are listed and have a short help;
 * running one fails with EX_UNAVAILABLE. */
#ifndef XOS_TABLE_LEFT_OUT_H
#define XOS_TABLE_LEFT_OUT_H

#include "table/op.h"

/* The rows of a chapter: name, signature (empty for an applet) and summary of each, as NUL-terminated strings one after
 * the other. An empty name ends them. */
struct left_out {
    enum section section;
    const char *rows;
};

/* Fills in row from the one at *at, and moves *at to the next. Returns false at the end. */
bool left_out_next(const char **at, struct op *row);

/* Finds the row with that name in chapters, a list that ends with rows NULL, and fills in row. name may begin with the
 * module's name; an applet's x may be missing. Returns false if there is no such row. */
bool left_out_find(const struct left_out *chapters, struct word name, struct op *row);

#endif
