/* SPDX-License-Identifier: MIT */
/* Help and lists, made from the table. */
#ifndef XOS_TABLE_HELP_H
#define XOS_TABLE_HELP_H

#include "table/op.h"

/* Writes the help of one operation or applet: usage, summary, parameters, result, example. Of an applet's seldom
 * options only the names, unless whole. */
void help_op(struct out *out, const struct op *op, bool whole);

/* The usage line's part behind "xos ": "pread FD N OFFSET [OPTION...]". */
void help_usage(struct out *out, const struct op *op);

/* The documented signature: "pread(fd, n, offset)". */
void help_signature(struct out *out, const struct op *op);

/* The operations of a chapter, a line each. */
void help_chapter(struct out *out, const struct chapter *chapter);

/* A row of a list: a name, and from column on a text, which goes on there where a line of 80 is full. */
void help_row(struct out *out, const char *name, const char *text, size_t column);

/* One record of --list --json: what the table says of op, its parameters among it. chapter is NULL for an
 * applet. */
void help_record(struct out *out, const struct op *op, const struct chapter *chapter);

#endif
