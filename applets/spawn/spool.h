/* SPDX-License-Identifier: MIT */
/* xspawn --each: stores a run's output until it can be written: in memory, and beyond 256 KiB in one nameless file that
 * all spools share. */
#ifndef XOS_SPAWN_SPOOL_H
#define XOS_SPAWN_SPOOL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { SPOOL_EXTENT = 256 * 1024 };

/* The file: an array of extents, which are reused. */
struct spill {
    int file;       /* -1: not made yet */
    uint32_t count; /* extents in the file */
    uint32_t *unused;
    size_t unused_count, unused_capacity;
};

struct spool {
    char *data; /* NULL: no data yet */
    size_t used, capacity;
    uint32_t *extents; /* the output before data; all extents except the last are full */
    size_t extent_count, extent_capacity, last_size;
    int failed;          /* -errno of storing; all later output is discarded */
    size_t read, offset; /* position of spool_next: extents, and bytes in the next one or in data */
};

/* Reads what is in a pipe at the moment; poll(2) has reported it as readable. Returns the bytes read, 0 at the end, or
 * -errno of the pipe. */
int64_t spool_take(struct spool *spool, struct spill *spill, int pipe);

/* Moves the data in memory to the file, so that a long wait needs no memory. Returns 0, or -errno: then the data stays
 * in memory. */
int spool_settle(struct spool *spool, struct spill *spill);

/* The next bytes, in room of SPOOL_EXTENT bytes or in the spool itself; size is 0 at the end. 0 or -errno. */
int spool_next(struct spool *spool, const struct spill *spill, char *room, const char **data, size_t *size);

/* Starts reading at the first byte again. */
void spool_rewind(struct spool *spool);

/* Discards the data; memory is kept for the next run unless it is large. */
void spool_clear(struct spool *spool, struct spill *spill);

/* Frees the memory. */
void spool_free(struct spool *spool);
void spill_free(struct spill *spill);

#endif
