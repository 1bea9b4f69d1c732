/* SPDX-License-Identifier: MIT */
/* Arena memory: bump allocation in the caller's block first, then in malloc'ed blocks chained for one release. */
#include "value/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = alignof(max_align_t), BLOCK_SIZE = 32 * 1024 };

struct arena_block {
    struct arena_block *older;
    max_align_t data[];
};

void arena_init(struct arena *arena, void *memory, size_t size)
{
    size_t skip = -(uintptr_t)memory & (ALIGNMENT - 1);

    *arena = (struct arena){0};
    if (memory != NULL && size > skip) {
        arena->first = (char *)memory + skip;
        arena->first_end = (char *)memory + size;
    }
    arena->next = arena->first;
    arena->end = arena->first_end;
}

/* Memory from the present block, whose next byte is aligned; NULL if it has no room. */
static char *take(struct arena *arena, size_t size)
{
    size_t room = (size_t)(arena->end - arena->next), aligned = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

    if (aligned > room || arena->next == NULL)
        return NULL;
    char *taken = arena->next;
    arena->next += aligned;
    return memset(taken, 0, size);
}

static int grow(struct arena *arena, size_t size)
{
    size_t wanted = size > BLOCK_SIZE - ALIGNMENT ? size + ALIGNMENT : BLOCK_SIZE;

    if (wanted < size || wanted > SIZE_MAX - sizeof(struct arena_block))
        return -1;
    struct arena_block *block = malloc(sizeof *block + wanted);
    if (block == NULL)
        return -1;
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = (char *)block->data;
    arena->end = arena->next + wanted;
    return 0;
}

void *arena_alloc(struct arena *arena, uint64_t wanted)
{
    size_t size = (size_t)wanted;

    if (wanted > SIZE_MAX / 2)
        return NULL;
    char *taken = take(arena, size);
    if (taken == NULL && grow(arena, size) == 0)
        taken = take(arena, size);
    return taken;
}

char *arena_copy(struct arena *arena, const void *data, size_t size)
{
    char *copy = size == SIZE_MAX ? NULL : arena_alloc(arena, size + 1);

    if (copy != NULL && size > 0)
        memcpy(copy, data, size);
    return copy;
}

void arena_clear(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        free(block);
    }
    arena->next = arena->first;
    arena->end = arena->first_end;
}
