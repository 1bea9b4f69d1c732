/* SPDX-License-Identifier: MIT */
/* --tree: entries below their directory, with lines that lead to them. */
#ifndef XOS_WALK_TREE_H
#define XOS_WALK_TREE_H

#include "walk/context.h"

/* Chooses the characters of the lines: ASCII if out is a terminal and the locale is not of UTF-8. */
void tree_begin(struct xwalk *walk);

/* A callback of the walk: the entry with its lines; with --long its columns before, with --printf the format instead.
 */
int tree_put(void *context, struct walk_output *out, const struct walk_entry *entry);

/* Adds the lines that lead to something at depth to out; last(data, depth) tells whether its ancestor at that depth is
 * the last of its directory. False if memory is out. */
bool tree_branches(const struct xwalk *walk, struct walk_output *out, size_t depth,
                   bool (*last)(const void *data, size_t depth), const void *data);

/* The counts at the end. */
void tree_end(struct xwalk *walk);

#endif
