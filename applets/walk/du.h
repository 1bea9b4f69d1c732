/* SPDX-License-Identifier: MIT */
/* --du: adds up sizes for each top and, with --max-depth, for each directory down to that depth; with --all for each
 * file too. A file with several hard links (with --follow any file) counts once under each top, and once in the
 * --total: in the row whose path is the first in byte order, so that every run gives the same sums. */
#ifndef XOS_WALK_DU_H
#define XOS_WALK_DU_H

#include "walk/context.h"

/* The figures of everything below one row's path, except what rows below it contain; du_finish adds those. */
struct du_sum {
    struct xwalk_place place;             /* of the row's directory; must be the first member */
    struct du_sum *parent, *older, *next; /* next: in the same slot of the table of paths */
    struct du_figures figures;
    size_t top, depth;
    struct du_sum *last_child; /* du_print.c: the last row shown of those in this directory */
    struct word color;         /* of the name, where names have colours */
    bool last;                 /* no row of the same directory follows it */
    bool directory, dropped;   /* dropped: another row is for the same directory, which was reached through a link */
    char path[];
};

/* Prepares --du. Returns 0, or -1 with the failure recorded. */
int du_begin(struct xwalk *walk);

/* Callbacks of the walk. */
int du_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int du_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path);

/* Adds the figures that a worker still holds to their row. */
void du_settle(struct xwalk_context *context);

/* Writes the sorted rows and the total. Returns 0 or -errno. In du_print.c. */
int du_print(struct xwalk *walk);

/* Adds each row to those above it. Returns the rows, newest first. */
struct du_sum *du_finish(struct xwalk *walk);
void du_end(struct xwalk *walk);

void du_add_figures(struct du_figures *to, const struct du_figures *from);

#endif
