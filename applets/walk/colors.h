/* SPDX-License-Identifier: MIT */
/* Colours of files as LS_COLORS has them. */
#ifndef XOS_WALK_COLORS_H
#define XOS_WALK_COLORS_H

#include "walk/context.h"

/* LS_COLORS, or ls's default if it is not set; NULL if no colours are wanted: out is no terminal, NO_COLOR is set, or
 * TERM is dumb. */
const char *colors_wanted(struct out *out);

/* The colour of the entry's name, as the numbers of a terminal's sequence; of size 0 if it has none. */
struct word colors_of(struct xwalk_context *context, const struct walk_entry *entry);

/* Writes a name with a colour around it. */
void colors_put(struct out *out, struct word color, const char *text, size_t size);

/* The colour of a kind of file by its key in LS_COLORS: "di". */
struct word colors_find(const char *colors, const char *key);

#endif
