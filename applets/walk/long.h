/* SPDX-License-Identifier: MIT */
/* --long: an entry as ls -l shows it. */
#ifndef XOS_WALK_LONG_H
#define XOS_WALK_LONG_H

#include "walk/context.h"

enum { LONG_MASK = STATUS_BASIC, LONG_ROOM = 1024 }; /* bytes that the columns before the name take at most */

/* Writes mode, links, owner, group, size and time of the entry, whose status is known, each followed by a blank. The
 * columns are as wide as most values need; a longer value moves the rest of its line. */
void long_columns(struct xwalk_context *context, struct out *out, const struct walk_entry *entry);

/* A callback of the walk: those, the path, and what a link contains. */
int long_put(void *context, struct walk_output *out, const struct walk_entry *entry);

/* text after blanks up to width columns. */
void long_right(struct out *out, const char *text, size_t size, size_t width);

#endif
