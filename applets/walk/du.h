/* SPDX-License-Identifier: MIT */
/* --du: sizes added up for each top and, with --max-depth, for each directory down to there; with --all for each file
 * too. A file with several hard links (with --follow any file) counts once under each top, with --total once in all: in
 * the row whose path is the least in byte order, so that every run gives the same sums. */
#ifndef XOS_WALK_DU_H
#define XOS_WALK_DU_H

#include "walk/context.h"

/* What is below one row's path, without what rows below it have, until du_finish adds those. */
struct du_sum {
    struct xwalk_place place;             /* of the row's directory; first */
    struct du_sum *parent, *older, *next; /* next: in the same slot of the table of paths */
    struct du_figures figures;
    size_t top, depth;
    struct du_sum *last_child; /* du_print.c: the row shown last of those in this directory */
    bool last;                 /* no row of the same directory follows */
    bool directory, dropped;   /* dropped: it is another row's directory, reached through a link */
    char path[];
};

/* 0, or -1 with the failure recorded. */
int du_begin(struct xwalk *walk);

/* Callbacks of the walk. */
int du_entry(void *context, struct walk_output *out, const struct walk_entry *entry);
int du_opened(struct xwalk_context *context, struct walk_dir *dir, const char *path);

/* Adds what a worker counted last to its row. */
void du_settle(struct xwalk_context *context);

/* Writes the rows, sorted, and the total. 0 or -errno. du_print.c */
int du_print(struct xwalk *walk);

/* Adds rows to those above them. Returns the rows, newest first. */
struct du_sum *du_finish(struct xwalk *walk);
void du_end(struct xwalk *walk);

void du_add_figures(struct du_figures *to, const struct du_figures *from);

#endif
