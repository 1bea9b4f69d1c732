/* SPDX-License-Identifier: MIT */
/* xspawn --each: what a program writes, kept whole until its turn: in memory, and beyond that in a file without a name. */
#ifndef XOS_XSPAWN_SPOOL_H
#define XOS_XSPAWN_SPOOL_H

#include <stddef.h>

struct spool {
    char *room; /* NULL: nothing so far */
    size_t used, capacity;
    int file;   /* -1: all is in memory */
    int failed; /* -errno of what could not be kept: from there on all is dropped */
};

#define SPOOL_EMPTY ((struct spool){.file = -1})

/* Takes in what a non-blocking pipe has for now. 0 or -errno, of what was lost earlier as well. */
int spool_take(struct spool *spool, int pipe);

/* Writes all to fd and empties the spool. 0 or -errno. */
int spool_give(struct spool *spool, int fd);

/* Gives its memory back. */
void spool_free(struct spool *spool);

#endif
