/* SPDX-License-Identifier: MIT */
/* Reading operands from a file. */
#include "value/operands.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sysexits.h>

#include "os/contents.h"

static size_t count_items(const char *data, size_t size)
{
    size_t count = size > 0 && data[size - 1] != '\0';

    for (size_t i = 0; i < size; i++)
        count += data[i] == '\0';
    return count;
}

static int split(struct fail *fail, const char *data, size_t size, struct word *items, const char *from)
{
    for (const char *at = data, *end = data + size; at < end;) {
        size_t length = strnlen(at, (size_t)(end - at));
        if (length == 0) {
            fail_words(fail, EX_DATAERR, "an empty name among the operands");
            fail->path = from;
            return -1;
        }
        *items++ = (struct word){at, length};
        at += length + 1;
    }
    return 0;
}

int operands_read(struct arena *arena, struct fail *fail, const char *from, struct words *operands)
{
    char *data;
    size_t size;

    int result = contents_of(from, SIZE_MAX / 4, &data, &size);
    if (result < 0)
        return fail_errno(fail, -result, from, NULL);
    size_t count = count_items(data, size);
    char *copy = arena_copy(arena, data, size);
    struct word *items = arena_alloc(arena, (count + 1) * sizeof *items);
    free(data);
    if (copy == NULL || items == NULL)
        return fail_no_memory(fail);
    *operands = (struct words){count, items};
    return split(fail, copy, size, items, from);
}
