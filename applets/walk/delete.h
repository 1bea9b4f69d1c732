/* SPDX-License-Identifier: MIT */
/* --delete: entries are removed, those of a directory before it. */
#ifndef XOS_WALK_DELETE_H
#define XOS_WALK_DELETE_H

#include "walk/context.h"

/* A callback of the walk: removes the entry by its name in its directory's descriptor, which the walk has checked. */
int delete_entry(void *context, struct walk_output *out, const struct walk_entry *entry);

#endif
