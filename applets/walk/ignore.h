/* SPDX-License-Identifier: MIT */
/* --ignore-file: the rules of gitignore(5). Each directory may hold a file of rules, for itself and all below it. */
#ifndef XOS_WALK_IGNORE_H
#define XOS_WALK_IGNORE_H

#include "walk/context.h"

/* Reads the file called name in the directory that was opened, if there is one, and adds its rules before those of
 * *rules. path is the directory's. An invalid rule is reported as a warning. 0 or -errno; a file that cannot be read is
 * reported. */
int ignore_read(struct xwalk_context *context, const struct walk_dir *dir, const char *path, const char *name,
                const struct ignore_rules **rules);

/* True if the rules say that the entry is ignored. */
bool ignore_matches(const struct ignore_rules *rules, const struct walk_entry *entry);

/* Frees every file of rules of the walk. */
void ignore_end(struct xwalk *walk);

#endif
