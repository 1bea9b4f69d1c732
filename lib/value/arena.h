/* SPDX-License-Identifier: MIT */
/* An arena: memory that lives as long as one call of an operation and is given back in one go. */
#ifndef XOS_VALUE_ARENA_H
#define XOS_VALUE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena {
    char *next, *end;
    struct arena_block *blocks; /* blocks from malloc, newest first */
    char *first, *first_end;    /* memory of the caller, used before malloc */
};

/* Initialises an arena with size bytes of memory that the caller owns; NULL and 0 without any. */
void arena_init(struct arena *arena, void *memory, size_t size);

/* Returns wanted zeroed bytes, aligned for any type; NULL if memory is exhausted or the address space is too small. */
void *arena_alloc(struct arena *arena, uint64_t wanted);

/* Returns a copy of size bytes of data, followed by a NUL byte; NULL if memory is exhausted. */
char *arena_copy(struct arena *arena, const void *data, size_t size);

/* Frees all memory; the arena is empty and may be used again. */
void arena_clear(struct arena *arena);

#endif
