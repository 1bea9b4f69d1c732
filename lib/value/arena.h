/* SPDX-License-Identifier: MIT */
/* An arena: memory that lives as long as one call of an operation and is given back in one go. */
#ifndef XOS_VALUE_ARENA_H
#define XOS_VALUE_ARENA_H

#include <stddef.h>

struct arena {
    char *next, *end;
    struct arena_block *blocks; /* what malloc gave, newest first */
    char *first, *first_end;    /* the caller's own memory, used before any malloc */
};

/* Starts an arena on memory of size bytes that the caller owns; NULL and 0 where there is none. */
void arena_init(struct arena *arena, void *memory, size_t size);

/* size zeroed bytes, aligned for any type; NULL when memory is out. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of size bytes of data with a NUL byte behind it; NULL when memory is out. */
char *arena_copy(struct arena *arena, const void *data, size_t size);

/* Gives everything back; the arena is empty and may be used again. */
void arena_clear(struct arena *arena);

#endif
