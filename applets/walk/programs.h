/* SPDX-License-Identifier: MIT */
/* Programs that xwalk starts and awaits: at most `most` at a time, whichever threads start them. */
#ifndef XOS_WALK_PROGRAMS_H
#define XOS_WALK_PROGRAMS_H

#include "walk/context.h"

/* A program to be started. */
struct program_run {
    char **argv;
    char **env;    /* NULL for this process's */
    int directory; /* the open directory that it starts in; -1 for the working directory */
    int keep;      /* a descriptor that it inherits; -1 for none */
};

/* Prepares for at most `most` programs at a time. 0, or -1 with the failure recorded. */
int programs_begin(struct xwalk *walk, size_t most);

/* Starts the program, waiting first while as many run as may; if one may run, waits for its end too. A program that
 * fails counts for the exit status. Returns what a callback returns: 0, or WALK_STOP if the program cannot be started.
 */
int programs_run(struct xwalk *walk, const struct program_run *run);

/* Waits for all that still run. */
void programs_end(struct xwalk *walk);

#endif
