/* SPDX-License-Identifier: MIT */
/* The parts of xurandom: bytes in bulk, and items drawn one by one. */
#ifndef XOS_APPLETS_RANDOM_H
#define XOS_APPLETS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/op.h"

enum random_form { RANDOM_RAW, RANDOM_HEX, RANDOM_BASE64, RANDOM_BASE64URL };

enum { RANDOM_THREADS_FROM = 4 << 20 }; /* bytes: a thread for less is not worth its start */

/* Bytes in bulk. */
struct random_bytes {
    int fd;         /* where they go */
    uint64_t size;  /* bytes before they are encoded */
    unsigned flags; /* GRND_ */
    enum random_form form;
    int threads;       /* for RANDOM_THREADS_FROM bytes and more */
    bool progress;     /* shown on standard error */
    const char *after; /* bytes behind the last: a newline, a quote; NULL for none */
    size_t after_size;
};

/* Writes the bytes in constant memory and wipes what held them. 0, or -errno; *writing tells whether the error is of
 * writing, not of the generator. */
int random_bytes_write(const struct random_bytes *job, bool *writing);

/* A store of random bytes for small draws. */
struct random_pool {
    unsigned flags;
    int errnum; /* of the generator; draws give zeros then */
    size_t left, size;
    unsigned char bytes[4096];
};

void random_pool_start(struct random_pool *pool, unsigned flags);
void random_pool_take(struct random_pool *pool, void *data, size_t size);
void random_pool_wipe(struct random_pool *pool);

/* An unbiased number below limit; limit 0 stands for 2^64. */
uint64_t random_below(struct random_pool *pool, uint64_t limit);

/* What xurandom draws; each writes count items to call->out (a bare value where !listed). 0, or -1 with the failure
 * recorded. */
int random_uuids(struct call *call, struct random_pool *pool, uint64_t count, bool listed);
int random_ints(struct call *call, struct random_pool *pool, struct word range, uint64_t count, bool listed);
int random_lines(struct call *call, struct random_pool *pool, const char *path, uint64_t count, bool listed);

/* count characters of the alphabet, as one text. */
int random_text(struct call *call, struct random_pool *pool, struct word alphabet, uint64_t count);

#endif
