/* SPDX-License-Identifier: MIT */
/* Decides which entries are seen at all (--exclude, --ignore-file, --hidden=no), and which directories are entered
 * (--prune). Tops are always seen and entered. */
#ifndef XOS_WALK_SCOPE_H
#define XOS_WALK_SCOPE_H

#include "walk/context.h"

/* Reads args->scopes and --hidden into walk->scope. Returns 0, or -1 with the failure recorded. */
int scope_read(struct xwalk *walk);

/* True if the entry is neither shown nor entered. */
bool scope_hides(const struct xwalk *walk, const struct walk_entry *entry);

/* The callback walk_events.enter. */
bool scope_enters(void *context, const struct walk_entry *entry);

/* Called when a directory was opened: reads its ignore files and sets dir->data. Returns 0, WALK_STOP or -errno. */
int scope_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path);

/* Returns a copy of place that is valid until scope_end, or NULL if memory is exhausted. */
struct xwalk_place *scope_place(struct xwalk *walk, struct xwalk_place place);
void scope_end(struct xwalk *walk);

#endif
