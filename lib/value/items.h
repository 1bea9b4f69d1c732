/* SPDX-License-Identifier: MIT */
/* Items read from a file or a pipe as they arrive: lines, or what NUL bytes end. Memory holds what was read and not yet
 * taken, whatever the size of the whole.
 *
 *     struct item_reader reader;
 *     int result = item_reader_open(&reader, "-", '\0');
 *     while (result >= 0 && (result = item_reader_take(&reader, &item)) > 0)
 *         ...
 *     item_reader_close(&reader);
 *
 * A caller that must not block, or that has results to write before it blocks, calls item_reader_next, and
 * item_reader_fill when that has nothing. */
#ifndef XOS_VALUE_ITEMS_H
#define XOS_VALUE_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

struct item_reader {
    int fd;
    char end;        /* the byte that ends an item; the last item may lack it */
    bool ended;      /* everything has been read */
    bool owned;      /* fd was opened here */
    size_t longest;  /* bytes after which an item is cut; 0: never */
    size_t count;    /* items taken so far: the number of the last one, from 1 */
    char *buffer;    /* from malloc; NULL before the first read */
    size_t at, used; /* what is left in it */
    size_t scanned;  /* no end was found before this */
    size_t capacity; /* one byte less than was allocated */
    bool at_hand;    /* an item was found at `at` */
    size_t size;     /* its bytes */
};

/* Reads from descriptor fd, which stays the caller's. */
void item_reader_start(struct item_reader *reader, int fd, char end);

/* Opens the file called name; "-" is standard input. 0 or -errno, then there is nothing to close. */
int item_reader_open(struct item_reader *reader, const char *name, char end);

/* Reads once more; blocks where the input does. 0 or -errno. Items that were taken are no longer valid. */
int item_reader_fill(struct item_reader *reader);

/* True if item_reader_fill would block. */
bool item_reader_waits(const struct item_reader *reader);

/* Finds the next item in what was read; it stays the next one. False if none is there: fill, unless reader->ended. The
 * item is followed by a NUL byte and valid until the next fill. */
bool item_reader_peek(struct item_reader *reader, struct word *item);

/* The same, and takes the item. */
bool item_reader_next(struct item_reader *reader, struct word *item);

/* Takes the next item, reading as long as it takes. 1; 0 at the end; -errno: -EINTR if os_interrupted ended a read,
 * -ENOMEM. */
int item_reader_take(struct item_reader *reader, struct word *item);

/* Frees the buffer; closes what item_reader_open opened. */
void item_reader_close(struct item_reader *reader);

#endif
