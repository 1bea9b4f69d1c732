/* SPDX-License-Identifier: MIT */
/* Reads items from a file or a pipe as they arrive: lines, or items that end in a NUL byte. Memory contains only what
 * was read and not yet taken, whatever the size of the input.
 *
 *     struct item_reader reader;
 *     int result = item_reader_open(&reader, "-", '\0');
 *     while (result >= 0 && (result = item_reader_take(&reader, &item)) > 0)
 *         ...
 *     item_reader_close(&reader);
 *
 * A caller that must not block, or that must write results before it blocks, calls item_reader_next, and
 * item_reader_fill if that finds no item. */
#ifndef XOS_VALUE_ITEMS_H
#define XOS_VALUE_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

struct item_reader {
    int fd;
    char end;        /* the byte that ends an item; the last item may lack it */
    bool ended;      /* the end of the input was read */
    bool owned;      /* fd was opened by item_reader_open */
    size_t longest;  /* bytes after which an item is truncated; 0: never */
    size_t count;    /* items taken so far: the number of the last one, from 1 */
    char *buffer;    /* from malloc; NULL before the first read */
    size_t at, used; /* the part of it that was not taken yet */
    size_t scanned;  /* offset up to which no end of an item was found */
    size_t capacity; /* one byte less than was allocated */
    bool at_hand;    /* an item was found at `at` */
    size_t size;     /* its bytes */
};

/* Starts reading descriptor fd, which the caller keeps. */
void item_reader_start(struct item_reader *reader, int fd, char end);

/* Opens the file name; "-" is standard input. Returns 0 or -errno; then nothing must be closed. */
int item_reader_open(struct item_reader *reader, const char *name, char end);

/* Reads once; blocks if the input does. Items taken before become invalid. Returns 0 or -errno. */
int item_reader_fill(struct item_reader *reader);

/* True if item_reader_fill would block. */
bool item_reader_waits(const struct item_reader *reader);

/* Finds the next item in the data read so far, without taking it. Returns false if there is none: call
 * item_reader_fill, unless reader->ended. The item is followed by a NUL byte and valid until the next fill. */
bool item_reader_peek(struct item_reader *reader, struct word *item);

/* The same, but takes the item. */
bool item_reader_next(struct item_reader *reader, struct word *item);

/* Takes the next item; reads until there is one. Returns 1; 0 at the end; or -errno: -EINTR if os_interrupted ended a
 * read, -ENOMEM. */
int item_reader_take(struct item_reader *reader, struct word *item);

/* Frees the buffer; closes what item_reader_open opened. */
void item_reader_close(struct item_reader *reader);

#endif
