/* SPDX-License-Identifier: MIT */
/* Tables for people: a heading and rows of columns. On a terminal that is narrower than the table, columns are left
 * out, those of the highest rank first.
 *
 *     table_start(&table, out, columns, 3, 0);
 *     table_heading(&table);
 *     table_text(&table, "ext4"), table_int(&table, 12), table_text(&table, "/");     one row */
#ifndef XOS_OUT_TABLE_H
#define XOS_OUT_TABLE_H

#include "out/out.h"

struct table_column {
    const char *title;
    unsigned char width; /* columns of the screen */
    unsigned char rank;  /* 0: never left out */
    bool right;          /* aligned at the right */
    bool cut;            /* a longer text is cut and ends in "+"; the last column is as wide as the terminal allows */
};

struct table {
    struct out *out;
    const struct table_column *columns;
    size_t count, at, last; /* columns, the next one to be written, the last one that is shown */
    size_t last_width;      /* of a last column that is cut */
    unsigned hidden;        /* a bit for each column that is left out */
    bool raw;               /* write control characters as they are; table_start: unless out is a terminal */
    char end;               /* what ends a row; table_start: a newline */
};

/* Initialises table for rows of count columns, at most 32; bit i of hidden leaves out column i in any case. columns
 * must stay valid as long as the table is used. */
void table_start(struct table *table, struct out *out, const struct table_column *columns, size_t count,
                 unsigned hidden);

void table_heading(struct table *table);

/* Write the next cell; after the last one the row ends. */
void table_cell(struct table *table, const char *text, size_t size);
void table_text(struct table *table, const char *text);
void table_int(struct table *table, int64_t value);

#endif
