/* SPDX-License-Identifier: MIT */
/* --long: shows an entry as ls -l does. */
#ifndef XOS_WALK_LONG_H
#define XOS_WALK_LONG_H

#include "walk/context.h"

enum { LONG_MASK = STATUS_BASIC };

/* An entry's columns: their texts, one after the other. */
struct long_columns {
    unsigned short sizes[LONG_COLUMNS]; /* bytes of each text */
    unsigned short used;                /* bytes of all */
    char text[1024];
};

/* Reads the columns of the entry whose status the context has. */
void long_read(struct xwalk_context *context, struct long_columns *columns);

/* Writes the columns, each as wide as widths says, or wider if its text is longer, and followed by a blank. */
void long_write(struct out *out, const struct long_columns *columns, const unsigned short widths[LONG_COLUMNS]);

/* A callback of the walk: collects the columns, the path, and the text of a link. */
int long_put(void *context, struct walk_output *out, const struct walk_entry *entry);

/* The walk's `write` callback for what long_put has collected. The columns are as wide as their longest value so far,
 * so they are aligned in each part of the output, and as narrow as those of ls if there is one part. Returns 0 or
 * -errno. */
int long_align(struct xwalk *walk, const char *data, size_t size);

/* Writes text, right-aligned in width columns. */
void long_right(struct out *out, const char *text, size_t size, size_t width);

#endif
