/* SPDX-License-Identifier: MIT */
/* The status of many files: statx(2) on several threads. The results are returned in the order of the requests.
 *
 *     struct bulk_batch *batch = bulk_take(bulk);     fill it in, then bulk_put(bulk)
 *     const struct bulk_batch *done = bulk_next(bulk); */
#ifndef XOS_OS_BULK_H
#define XOS_OS_BULK_H

#include <stdbool.h>
#include <stddef.h>

#include "os/status.h"

enum { BULK_BATCH = 256 }; /* requests that a thread takes at once */

struct bulk_entry {
    const char *path; /* NULL: the descriptor dir_fd itself */
    int dir_fd;
    int result; /* the result of status_statx */
    struct status status;
};

/* A group of requests: allocated by bulk, filled in by its caller, who may store the paths in text. */
struct bulk_batch {
    size_t count;
    struct bulk_entry entries[BULK_BATCH];
    const char *names[BULK_BATCH]; /* for the caller's use, like the next member */
    size_t places[BULK_BATCH];
    char *text; /* text_room bytes from malloc; freed with the batch */
    size_t text_room;
    bool answered; /* private to bulk.c */
};

struct bulk;

/* Prepares requests with these flags and mask, as status_statx takes them. Uses as many threads as there are CPUs for
 * the process, at most eight; they start with the second batch. With one CPU, or if no thread can be created, bulk_put
 * makes the calls itself. Returns NULL if memory is exhausted; the caller frees the result with bulk_close. */
struct bulk *bulk_open(int flags, unsigned mask);

/* Returns a batch to fill in, or NULL if all of them are in use. */
struct bulk_batch *bulk_take(struct bulk *bulk);

/* Starts the requests of the batch that bulk_take returned last. */
void bulk_put(struct bulk *bulk);

/* Waits for the oldest started batch and returns it with its results; it is valid until the next call. Returns NULL if
 * no batch was started. */
const struct bulk_batch *bulk_next(struct bulk *bulk);

/* Ends the threads and frees all memory. */
void bulk_close(struct bulk *bulk);

#endif
