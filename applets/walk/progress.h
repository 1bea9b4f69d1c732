/* SPDX-License-Identifier: MIT */
/* The count of directories on the terminal, while a walk takes more than a second. */
#ifndef XOS_WALK_PROGRESS_H
#define XOS_WALK_PROGRESS_H

#include "walk/context.h"

/* Sets walk->next_show, unless no progress is wanted: --no-progress, --json, or standard error is no terminal. */
void progress_begin(struct xwalk *walk);

/* Counts a directory, and shows the count when it is time. */
void progress_count(struct xwalk *walk);

/* Takes the line off the terminal. */
void progress_end(struct xwalk *walk);

#endif
