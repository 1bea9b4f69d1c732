/* SPDX-License-Identifier: MIT */
/* Help and lists, made from the table. */
#ifndef XOS_TABLE_HELP_H
#define XOS_TABLE_HELP_H

#include "table/op.h"

/* texts is where texts are read from: the caller has called texts_start. */

/* Writes the help of an operation or applet: usage, summary, parameters, result, example. Of an applet's options marked
 * seldom it writes only the names, unless whole. */
void help_op(struct out *out, struct texts *texts, const struct op *op, bool whole);

/* Writes the part of the usage line after "xos ": "pread FD N OFFSET [OPTION...]". */
void help_usage(struct out *out, struct texts *texts, const struct op *op);

/* Writes the documented signature: "pread(fd, n, offset)". */
void help_signature(struct out *out, struct texts *texts, const struct op *op);

/* Writes a line for each operation of a chapter. */
void help_chapter(struct out *out, struct texts *texts, const struct chapter *chapter);

/* Writes text starting at column. Lines are wrapped at the width of the terminal, at 80 without one, and continue at
 * column indent. A word longer than a line is not split. Returns the column after the text. */
size_t help_wrap(struct out *out, const char *text, size_t column, size_t indent);

/* Writes a row of a list: a name, and a text that starts at column, or below the name on a narrow terminal. */
void help_row(struct out *out, const char *name, const char *text, size_t column);

/* One record of --list --json: what the table says of op, its parameters among it. chapter is NULL for an
 * applet. */
void help_record(struct out *out, struct texts *texts, const struct op *op, const struct chapter *chapter);

#endif
