/* SPDX-License-Identifier: MIT */
/* Collects the text of a script in large reads. */
#include "sh/lang/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/io.h"

enum { FIRST_CAPACITY = 64 * 1024, MOST_KEPT = 1024 * 1024 };

/* Enlarges the buffer for `size` more bytes. */
static int make_space(struct source *source, size_t size)
{
    if (source->start == source->end && source->capacity > MOST_KEPT)
        source_free(source);
    if (source->start > 0) {
        memmove(source->buffer, source->buffer + source->start, source->end - source->start);
        source->end -= source->start;
        source->whole -= source->start < source->whole ? source->start : source->whole;
        source->start = 0;
    }
    if (source->capacity - source->end >= size)
        return 0;
    size_t capacity = source->capacity > 0 ? source->capacity * 2 : FIRST_CAPACITY;
    while (capacity - source->end < size)
        capacity *= 2;
    char *grown = realloc(source->buffer, capacity);
    if (grown == NULL) {
        source->start = source->end = source->whole = 0;
        return -ENOMEM;
    }
    source->buffer = grown;
    source->capacity = capacity;
    return 0;
}

/* Accounts for size bytes that were written at the end. */
static void take(struct source *source, size_t size)
{
    const char *newline = memrchr(source->buffer + source->end, '\n', size);

    source->end += size;
    if (newline != NULL)
        source->whole = (size_t)(newline + 1 - source->buffer);
}

int source_append(struct source *source, const char *text, size_t size)
{
    int result = make_space(source, size);

    if (result < 0 || size == 0)
        return result;
    memcpy(source->buffer + source->end, text, size);
    take(source, size);
    return 0;
}

static int read_fd(struct source *source)
{
    int result = make_space(source, FIRST_CAPACITY / 4);

    if (result < 0)
        return result;
    int64_t got = os_read_waiting(source->fd, source->buffer + source->end, source->capacity - source->end);
    if (got > 0)
        take(source, (size_t)got);
    return got < 0 ? (int)got : got > 0;
}

void source_from_fd(struct source *source, int fd)
{
    *source = (struct source){.read = read_fd, .fd = fd};
}

int source_from_text(struct source *source, const char *text, size_t size)
{
    *source = (struct source){.fd = -1, .buffer = malloc(size + 1), .end = size, .capacity = size + 1, .ended = true};
    if (source->buffer == NULL)
        return -ENOMEM;
    if (size > 0)
        memcpy(source->buffer, text, size);
    return 0;
}

int source_more(struct source *source)
{
    int result = source->ended ? 0 : source->read(source);

    source->ended |= result == 0;
    return result;
}

size_t source_ready(const struct source *source)
{
    size_t stop = source->ended ? source->end : source->whole;

    return stop > source->start ? stop - source->start : 0;
}

void source_free(struct source *source)
{
    free(source->buffer);
    source->buffer = NULL;
    source->start = source->end = source->whole = source->capacity = 0;
}
