/* SPDX-License-Identifier: MIT */
/* Which entries are seen at all (--exclude, --ignore-file, --hidden=no), and which directories are entered (--prune).
 * None of it ever applies to a top. */
#ifndef XOS_WALK_SCOPE_H
#define XOS_WALK_SCOPE_H

#include "walk/context.h"

/* Reads args->scopes and --hidden into walk->scope. 0, or -1 with the failure recorded. */
int scope_read(struct xwalk *walk);

/* True if the entry is neither shown nor entered. */
bool scope_hides(const struct xwalk *walk, const struct walk_entry *entry);

/* walk_events.enter. */
bool scope_enters(void *context, const struct walk_entry *entry);

/* A directory was opened: its ignore files are read. Sets dir->data. 0, WALK_STOP or -errno. */
int scope_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path);

/* A copy of the place that lasts until the walk ends, or NULL; scope_end frees them all. */
struct xwalk_place *scope_place(struct xwalk *walk, struct xwalk_place place);
void scope_end(struct xwalk *walk);

#endif
