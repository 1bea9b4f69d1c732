/* SPDX-License-Identifier: MIT */
/* --exec, --execdir and --dir-exec. */
#ifndef XOS_WALK_EXEC_H
#define XOS_WALK_EXEC_H

#include "walk/context.h"

/* True for --exec PROG {} +. */
bool exec_is_batch(const struct xwalk_args *args);

/* Chooses the callbacks for the given option, and prepares its programs. Returns 0, or -1 with the failure recorded. */
int exec_begin(struct xwalk *walk, size_t jobs);

/* Runs the program for the rest of a batch, and waits for all programs. */
void exec_end(struct xwalk *walk);

#endif
