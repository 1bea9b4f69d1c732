/* SPDX-License-Identifier: MIT */
/* Entries written as paths, records and triples, and counted: callbacks of the walk, for entries that are wanted. */
#ifndef XOS_WALK_PRINT_H
#define XOS_WALK_PRINT_H

#include "walk/context.h"

int print_path(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_count(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_record(void *context, struct walk_output *out, const struct walk_entry *entry);

/* --json: names are kept until all of a directory are there; then its triple is written. */
int print_triple_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int print_triple(void *context, struct walk_output *out, struct walk_dir *dir, const char *path);

/* The entry's path without the end of the line. 0 or -ENOMEM. */
int print_name(struct xwalk_context *context, struct walk_output *out, const struct walk_entry *entry);

/* The entry's path in colours, without the end of the line. */
void print_colored(struct xwalk_context *context, struct out *text, const struct walk_entry *entry);

#endif
