/* SPDX-License-Identifier: MIT */
/* Rows of chapters that this build leaves out (configure --with-chapters). They are listed and have a short help;
 * running one fails with EX_UNAVAILABLE. */
#ifndef XOS_TABLE_LEFT_OUT_H
#define XOS_TABLE_LEFT_OUT_H

#include "table/op.h"

/* The rows of a chapter. */
struct left_out {
    enum section section;
    unsigned applets;            /* how many applets there are; they come first */
    const char *names;           /* the names, each ended by a NUL; an empty name ends them. NULL ends the chapters */
    const unsigned short *texts; /* summary and signature of each row */
};

/* Fills in row from row i of the chapter, counted from 0. Returns false if there are fewer. */
bool left_out_row(const struct left_out *chapter, size_t i, struct op *row);

/* Finds the row with that name in chapters and fills in row. name may begin with the module's name; an applet's x may
 * be missing. Returns false if there is no such row. */
bool left_out_find(const struct left_out *chapters, struct word name, struct op *row);

#endif
