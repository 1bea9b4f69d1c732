/* SPDX-License-Identifier: MIT */
/* Callbacks of the walk that write wanted entries as paths, records and triples, or count them. */
#ifndef XOS_WALK_PRINT_H
#define XOS_WALK_PRINT_H

#include "walk/context.h"

int print_path(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_count(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_record(void *context, struct walk_output *out, const struct walk_entry *entry);

/* --json: collects the names of a directory, then writes its triple. */
int print_triple_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_triple(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);

/* Writes the entry's path without the end of the line. Returns 0 or -ENOMEM. */
int print_name(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry);

/* Writes the entry's path in colours, without the end of the line. */
void print_colored(struct xwalk_context *context, struct out *text, const struct walk_entry *entry);

#endif
