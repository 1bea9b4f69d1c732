/* SPDX-License-Identifier: MIT */
/* The status of many files: statx(2) on several threads, the answers in the order of the questions. */
#ifndef XOS_OS_BULK_H
#define XOS_OS_BULK_H

#include <stddef.h>

#include "os/status.h"

enum { BULK_BATCH = 256 }; /* questions that a thread takes at a time */

struct bulk_entry {
    const char *path; /* NULL for the descriptor dir_fd */
    int dir_fd;
    int result; /* of status_statx */
    struct status status;
};

/* Some questions; made by bulk, filled in by its caller, who may keep what the paths point to in text. */
struct bulk_batch {
    size_t count;
    struct bulk_entry entries[BULK_BATCH];
    const char *names[BULK_BATCH]; /* the caller's own, like the next */
    size_t places[BULK_BATCH];
    char *text; /* text_room bytes from malloc, given back with the batch */
    size_t text_room;
    int state; /* bulk's own */
};

struct bulk;

/* Makes ready to ask for mask with flags, both as status_statx takes them, on as many threads as there are CPUs that
 * the process may use, eight at most; with one CPU, or where no thread can be made, in bulk_put itself. NULL when
 * memory is out. The threads start with the second batch. */
struct bulk *bulk_open(int flags, unsigned mask);

/* A batch to be filled in; NULL while all of them are under way. */
struct bulk_batch *bulk_take(struct bulk *bulk);

/* Asks the questions of the batch that bulk_take gave last. */
void bulk_put(struct bulk *bulk);

/* Waits for the oldest batch under way and gives it, answered; it may be filled in again after the next call. NULL when
 * nothing is under way. */
const struct bulk_batch *bulk_next(struct bulk *bulk);

/* Ends the threads and gives everything back. */
void bulk_close(struct bulk *bulk);

#endif
