/* SPDX-License-Identifier: MIT */
/* xspawn --each: what a run writes, kept until its turn: in memory, and beyond 256 KiB in one file without a name that
 * all spools share. */
#ifndef XOS_SPAWN_SPOOL_H
#define XOS_SPAWN_SPOOL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { SPOOL_EXTENT = 256 * 1024 };

/* The file: a row of extents, used again when a spool is done with them. */
struct spill {
    int file;       /* -1: not made yet */
    uint32_t count; /* extents in the file */
    uint32_t *unused;
    size_t unused_count, unused_capacity;
};

struct spool {
    char *data; /* NULL: nothing so far */
    size_t used, capacity;
    uint32_t *extents; /* what came before data, all of them full but the last */
    size_t extent_count, extent_capacity, last_size;
    int failed;          /* -errno of what could not be kept: everything after it is dropped */
    size_t read, offset; /* what spool_next gives next: extents, and bytes in the next one or in data */
};

/* Takes in what a pipe has at the moment; poll(2) has reported it as readable. The bytes read, 0 at the end, or
 * -errno of the pipe. */
ssize_t spool_take(struct spool *spool, struct spill *spill, int pipe);

/* Moves what is in memory to the file, so that a long wait costs no memory. 0 or -errno. */
int spool_settle(struct spool *spool, struct spill *spill);

/* The next bytes, in room of SPOOL_EXTENT bytes or in the spool itself; size is 0 at the end. 0 or -errno. */
int spool_next(struct spool *spool, const struct spill *spill, char *room, const char **data, size_t *size);

/* Starts again with the first byte. */
void spool_rewind(struct spool *spool);

/* Drops what it holds; memory is kept for the next run unless it is large. */
void spool_clear(struct spool *spool, struct spill *spill);

/* Frees the memory. */
void spool_free(struct spool *spool);
void spill_free(struct spill *spill);

#endif
