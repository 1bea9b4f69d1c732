/* SPDX-License-Identifier: MIT */
/* Reading items in large pieces. */
#include "value/items.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "os/fd.h"
#include "os/io.h"

void item_reader_start(struct item_reader *reader, int fd, char end)
{
    *reader = (struct item_reader){.fd = fd, .end = end};
}

int item_reader_open(struct item_reader *reader, const char *name, char end)
{
    bool standard = strcmp(name, "-") == 0;

    item_reader_start(reader, standard ? 0 : os_open(AT_FDCWD, name, O_RDONLY, 0), end);
    reader->owned = !standard && reader->fd >= 0;
    return reader->fd < 0 ? reader->fd : 0;
}

/* Moves what is left to the front, and has room for a piece more. 0 or -ENOMEM. */
static int make_room(struct item_reader *reader)
{
    enum { PIECE = 64 * 1024 };

    if (reader->at > 0) {
        reader->used -= reader->at;
        memmove(reader->buffer, reader->buffer + reader->at, reader->used);
        reader->scanned -= reader->at;
        reader->at = 0;
    }
    if (reader->longest > 0 && reader->used > reader->longest && reader->scanned == reader->used)
        reader->used = reader->scanned = reader->longest;
    if (reader->capacity - reader->used >= PIECE / 2)
        return 0;
    size_t capacity = reader->capacity * 2 + PIECE;
    char *grown = capacity > reader->capacity ? realloc(reader->buffer, capacity + 1) : NULL;
    if (grown == NULL)
        return -ENOMEM;
    reader->buffer = grown;
    reader->capacity = capacity;
    return 0;
}

int item_reader_fill(struct item_reader *reader)
{
    int result = make_room(reader);

    if (result < 0)
        return result;
    int64_t got = os_read(reader->fd, reader->buffer + reader->used, reader->capacity - reader->used);
    if (got < 0)
        return (int)got;
    reader->ended = got == 0;
    reader->used += (size_t)got;
    return 0;
}

bool item_reader_waits(const struct item_reader *reader)
{
    return !os_readable(reader->fd);
}

bool item_reader_peek(struct item_reader *reader, struct word *item)
{
    if (!reader->at_hand) {
        size_t left = reader->used - reader->scanned;
        char *end = left > 0 ? memchr(reader->buffer + reader->scanned, reader->end, left) : NULL;
        reader->scanned = end != NULL ? (size_t)(end - reader->buffer) : reader->used;
        if (end == NULL && (!reader->ended || reader->at == reader->used))
            return false;
        reader->size = reader->scanned - reader->at;
        if (reader->longest > 0 && reader->size > reader->longest)
            reader->size = reader->longest;
        reader->buffer[reader->at + reader->size] = '\0';
        reader->at_hand = true;
    }
    *item = (struct word){reader->buffer + reader->at, reader->size};
    return true;
}

bool item_reader_next(struct item_reader *reader, struct word *item)
{
    if (!item_reader_peek(reader, item))
        return false;
    reader->at = reader->scanned;
    reader->at += reader->at < reader->used; /* the byte that ends it */
    reader->scanned = reader->at;
    reader->at_hand = false;
    reader->count++;
    return true;
}

int item_reader_take(struct item_reader *reader, struct word *item)
{
    while (!item_reader_next(reader, item)) {
        int result = reader->ended ? 0 : item_reader_fill(reader);
        if (result < 0 || (reader->ended && reader->at == reader->used))
            return result;
    }
    return 1;
}

void item_reader_close(struct item_reader *reader)
{
    free(reader->buffer);
    reader->buffer = NULL;
    if (reader->owned)
        os_close(reader->fd);
}
