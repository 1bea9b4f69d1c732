/* SPDX-License-Identifier: MIT */
/* Starts programs and waits for them: at most `most` at a time, from any thread. */
#ifndef XOS_WALK_PROGRAMS_H
#define XOS_WALK_PROGRAMS_H

#include "walk/context.h"

/* A program to be started. */
struct program_run {
    char **argv;
    char **env;    /* NULL for this process's */
    int directory; /* the directory descriptor in which it starts; -1: the working directory */
    int keep;      /* a descriptor that it inherits; -1: none */
};

/* Prepares for at most `most` programs at a time. Returns 0, or -1 with the failure recorded. */
int programs_begin(struct xwalk *walk, size_t most);

/* Starts the program; first waits while the maximum is running. If the maximum is one, also waits for its end. A failed
 * program affects the exit status. Returns the callback's result: 0, or WALK_STOP if the program cannot be started. */
int programs_run(struct xwalk *walk, const struct program_run *run);

/* Waits for all programs that are still running. */
void programs_end(struct xwalk *walk);

#endif
