/* SPDX-License-Identifier: MIT */
/* Colours of files, as defined by LS_COLORS. */
#ifndef XOS_WALK_COLORS_H
#define XOS_WALK_COLORS_H

#include "walk/context.h"

/* Returns LS_COLORS, or ls's default if it is not set. Returns NULL for no colours: NO_COLOR is set; or out is not a
 * terminal or TERM is dumb, and CLICOLOR_FORCE is not set (bixense.com/clicolors). */
const char *colors_wanted(struct out *out);

/* Returns the colour of the entry's name as the numbers of an escape sequence; size 0 if it has none. */
struct word colors_of(struct xwalk_context *context, const struct walk_entry *entry);

/* Writes a name in a colour. */
void colors_put(struct out *out, struct word color, const char *text, size_t size);

/* Returns the colour of a kind of file by its key in LS_COLORS: "di". */
struct word colors_find(const char *colors, const char *key);

#endif
