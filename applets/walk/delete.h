/* SPDX-License-Identifier: MIT */
/* --delete: removes entries; those of a directory before the directory. */
#ifndef XOS_WALK_DELETE_H
#define XOS_WALK_DELETE_H

#include "walk/context.h"

/* A callback of the walk: removes the entry by name, relative to its directory's descriptor, which the walk has
 * checked. */
int delete_entry(void *context, struct walk_output *out, const struct walk_entry *entry);

#endif
