/* SPDX-License-Identifier: MIT */
/* xspawn --each: the items, and the arguments made with them. */
#ifndef XOS_XSPAWN_ITEMS_H
#define XOS_XSPAWN_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/word.h"

/* Items as they are read. */
struct items {
    int fd;
    char end;   /* the byte behind each item */
    bool ended; /* nothing more to be read */
    char *room;
    size_t at, used, capacity, scanned;
};

/* Reads more, once; blocks where the input does. An item that is longer than any argument may be is cut. 0 or -errno. */
int items_fill(struct items *items);

/* Copies the next item whole into the arena, or leaves it where take is false. False where none is at hand: fill, unless ended. */
bool items_next(struct items *items, struct arena *arena, bool take, struct word *item);

void items_free(struct items *items);

/* The program's arguments, with places for items. */
struct template
{
    char **argv;
    size_t count;
    bool placed;  /* {} stands somewhere in them */
    bool inside;  /* {} stands within a longer argument */
    size_t bytes; /* that the arguments and the environment take */
    size_t limit; /* that they may take */
};

void template_begin(struct template *template, char **argv, char *const *environment);

/* The bytes that an item adds to the arguments. */
size_t template_cost(const struct template *template, struct word item);

/* An argv of the items. NULL when memory is out. */
char **template_fill(const struct template *template, struct arena *arena, const struct word *items, size_t count);

#endif
