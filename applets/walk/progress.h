/* SPDX-License-Identifier: MIT */
/* Shows the number of directories on the terminal while a walk takes more than a second. */
#ifndef XOS_WALK_PROGRESS_H
#define XOS_WALK_PROGRESS_H

#include "walk/context.h"

/* Sets walk->shows_progress, unless there is --no-progress or --json, or standard error is not a terminal. */
void progress_begin(struct xwalk *walk);

/* Counts a directory, and updates the line when it is due. */
void progress_count(struct xwalk *walk);

/* Removes the line from the terminal. */
void progress_end(struct xwalk *walk);

#endif
