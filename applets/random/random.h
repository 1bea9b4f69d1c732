/* SPDX-License-Identifier: MIT */
/* The parts of xurandom: bytes in bulk, and items drawn one by one. */
#ifndef XOS_RANDOM_RANDOM_H
#define XOS_RANDOM_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/op.h"

enum random_form { RANDOM_RAW, RANDOM_HEX, RANDOM_BASE64, RANDOM_BASE64URL };

enum { RANDOM_THREADS_FROM = 4 << 20 }; /* bytes; for fewer, starting threads takes longer than it saves */

/* A job that writes many bytes. */
struct random_bytes {
    int fd;         /* descriptor to write to */
    uint64_t size;  /* bytes before they are encoded */
    unsigned flags; /* GRND_ */
    enum random_form form;
    int threads;       /* for RANDOM_THREADS_FROM bytes and more */
    bool progress;     /* show progress on standard error */
    const char *after; /* text after the last byte: a newline, a quote; NULL: none */
    size_t after_size;
};

/* Writes the bytes in constant memory, and wipes the buffers. Returns 0, or -errno; *writing: the error is from
 * writing, not from the generator. */
int random_bytes_write(const struct random_bytes *job, bool *writing);

/* A buffer of random bytes for small draws. */
struct random_pool {
    unsigned flags;
    int errnum; /* error of the generator; draws then return zeros */
    size_t left, size;
    unsigned char bytes[4096];
};

void random_pool_start(struct random_pool *pool, unsigned flags);
void random_pool_take(struct random_pool *pool, void *data, size_t size);
void random_pool_wipe(struct random_pool *pool);

/* Returns an unbiased number below limit; limit 0 means 2^64. */
uint64_t random_below(struct random_pool *pool, uint64_t limit);

/* How items are written. */
struct random_items {
    struct call *call;
    uint64_t count;
    bool listed;           /* a count was given: in JSON the items are an array */
    bool unique;           /* without duplicates */
    struct word separator; /* between items, on one line; data NULL for none */
    bool entropy;          /* show the entropy on standard error, which is a terminal */
    bool any;              /* an item was written */
};

void random_items_start(struct random_items *items);
void random_item_text(struct random_items *items, const char *data, size_t size);
void random_item_int(struct random_items *items, int64_t value);
void random_items_end(struct random_items *items);

/* Shows on a terminal the bits of entropy of count draws from choices possibilities. */
void random_entropy(const struct random_items *items, uint64_t choices, uint64_t count);

/* These write items->count items. They return 0, or -1 with the failure recorded. version: 4 or 7. */
int random_uuids(struct random_pool *pool, struct random_items *items, int version);
int random_ints(struct random_pool *pool, struct random_items *items, struct word range);
int random_lines(struct random_pool *pool, struct random_items *items, const char *path);

/* A set of characters, and the classes (as bits) that each belongs to. */
struct alphabet {
    struct word *characters;
    unsigned *classes;
    size_t count, room;
    size_t set_from;  /* start of the set that is being added */
    unsigned set_bit; /* its class */
    bool no_lookalikes;
};

/* The name of a class of characters, "digit", at the start of text and before its end or a comma. Returns its size; 0
 * if text does not start with one. */
size_t alphabet_class_name(struct word text);

/* Adds the characters of a class by its name. 0, or -1 with the failure recorded. */
int alphabet_add_class(struct call *call, struct alphabet *alphabet, struct word name, unsigned class_bit);

/* Adds the characters of a set: ranges, [:classes:] and single characters. 0, or -1 with the failure recorded. */
int alphabet_add(struct call *call, struct alphabet *alphabet, struct word set, unsigned class_bit);

/* Texts of length characters of a set and of classes, at least one of each class. */
struct random_text {
    struct word set; /* data NULL for none */
    struct occurrences classes;
    bool no_lookalikes;
    uint64_t length;
};

int random_text(struct call *call, struct random_pool *pool, const struct random_text *text,
                struct random_items *items);

#endif
