/* SPDX-License-Identifier: MIT */
/* --ignore-file: the rules of gitignore(5). Each directory may contain a file of rules for everything below it. */
#ifndef XOS_WALK_IGNORE_H
#define XOS_WALK_IGNORE_H

#include "walk/context.h"

/* Reads the file called name in the opened directory, if it exists, and puts its rules before those of *rules. path is
 * the directory's. An invalid rule is reported as a warning; so is a file that cannot be read. Returns 0 or -errno. */
int ignore_read(struct xwalk_context *context, const struct walk_dir *dir, const char *path, const char *name,
                const struct ignore_rules **rules);

/* True if the rules exclude the entry. */
bool ignore_matches(const struct ignore_rules *rules, const struct walk_entry *entry);

/* Frees all rules of the walk. */
void ignore_end(struct xwalk *walk);

#endif
