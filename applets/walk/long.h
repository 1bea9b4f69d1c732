/* SPDX-License-Identifier: MIT */
/* --long: shows an entry as ls -l does. */
#ifndef XOS_WALK_LONG_H
#define XOS_WALK_LONG_H

#include "walk/context.h"

enum { LONG_MASK = STATUS_BASIC, LONG_ROOM = 1024 }; /* bytes; the most that the columns before the name take */

/* Writes mode, links, owner, group, size and time of the entry, whose status must be known, each followed by a blank.
 * Columns are wide enough for most values; a longer value shifts the rest of its line. */
void long_columns(struct xwalk_context *context, struct out *out, const struct walk_entry *entry);

/* A callback of the walk: writes these columns, the path, and the text of a link. */
int long_put(void *context, struct walk_output *out, const struct walk_entry *entry);

/* Writes text, right-aligned in width columns. */
void long_right(struct out *out, const char *text, size_t size, size_t width);

#endif
