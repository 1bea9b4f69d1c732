/* SPDX-License-Identifier: MIT */
/* --tree: shows entries below their directory, connected with lines. */
#ifndef XOS_WALK_TREE_H
#define XOS_WALK_TREE_H

#include "walk/context.h"

/* Chooses the line characters: ASCII if out is a terminal and the locale does not use UTF-8. */
void tree_begin(struct xwalk *walk);

/* A callback of the walk: writes the entry with its lines; with --long preceded by the columns, with --printf in that
 * format. */
int tree_put(void *context, struct walk_output *out, const struct walk_entry *entry);

/* Appends the lines before an entry at depth to out. last(data, depth) tells whether its ancestor at that depth is the
 * last in its directory. False if memory is exhausted. */
bool tree_branches(const struct xwalk *walk, struct walk_output *out, size_t depth,
                   bool (*last)(const void *data, size_t depth), const void *data);

/* Writes the counts at the end. */
void tree_end(struct xwalk *walk);

#endif
