/* SPDX-License-Identifier: MIT */
/* xspawn --each: stores outputs until they can be written. */
#include "spawn/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "value/format.h"
#include "os/retry.h"

enum { FIRST = 4096, PIPE = 64 * 1024 };

static int open_file(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];

    if (folder == NULL || folder[0] == '\0')
        folder = "/tmp";
#ifdef O_TMPFILE
    int fd = os_open(AT_FDCWD, folder, O_TMPFILE | O_RDWR, 0600);
    if (fd >= 0)
        return fd;
#endif
    if (format_text(path, sizeof path, "%s/xspawn.XXXXXX", folder) >= sizeof path)
        return -ENAMETOOLONG;
    int named = OS_RETRY(mkostemp(path, O_CLOEXEC));
    if (named >= 0)
        file_remove(AT_FDCWD, path);
    return named;
}

/* Makes an array of 32-bit numbers larger if it is full. */
static bool grow(uint32_t **items, size_t count, size_t *capacity)
{
    if (count < *capacity)
        return true;
    uint32_t *grown = realloc(*items, (*capacity * 2 + 8) * sizeof *grown);
    if (grown == NULL)
        return false;
    *items = grown;
    *capacity = *capacity * 2 + 8;
    return true;
}

static int take_extent(struct spill *spill, uint32_t *extent)
{
    if (spill->file < 0 && (spill->file = open_file()) < 0)
        return spill->file;
    *extent = spill->unused_count > 0 ? spill->unused[--spill->unused_count] : spill->count++;
    return 0;
}

static void give_back(struct spill *spill, uint32_t extent)
{
    if (grow(&spill->unused, spill->unused_count, &spill->unused_capacity))
        spill->unused[spill->unused_count++] = extent;
}

static int write_extent(const struct spill *spill, uint32_t extent, const char *data, size_t size)
{
    for (size_t at = 0; at < size;) {
        int64_t written = os_pwrite(spill->file, data + at, size - at, (int64_t)extent * SPOOL_EXTENT + (int64_t)at);
        if (written <= 0)
            return written < 0 ? (int)written : -EIO;
        at += (size_t)written;
    }
    return 0;
}

int spool_settle(struct spool *spool, struct spill *spill)
{
    uint32_t extent;

    if (spool->used == 0)
        return 0;
    int result = grow(&spool->extents, spool->extent_count, &spool->extent_capacity) ? take_extent(spill, &extent)
                                                                                     : -ENOMEM;
    if (result < 0)
        return result;
    result = write_extent(spill, extent, spool->data, spool->used);
    if (result < 0) {
        give_back(spill, extent);
        return result;
    }
    spool->extents[spool->extent_count++] = extent;
    spool->last_size = spool->used;
    spool->used = 0;
    return 0;
}

static int make_space(struct spool *spool, struct spill *spill)
{
    if (spool->used < spool->capacity)
        return 0;
    if (spool->capacity >= SPOOL_EXTENT)
        return spool_settle(spool, spill);
    size_t capacity = spool->capacity == 0 ? FIRST : spool->capacity * 4;
    char *data = realloc(spool->data, capacity);
    if (data == NULL)
        return -ENOMEM;
    spool->data = data;
    spool->capacity = capacity;
    return 0;
}

static int keep(struct spool *spool, struct spill *spill, const char *data, size_t size)
{
    while (size > 0) {
        int result = make_space(spool, spill);
        if (result < 0)
            return result;
        size_t fits = spool->capacity - spool->used, part = size < fits ? size : fits;
        memcpy(spool->data + spool->used, data, part);
        spool->used += part;
        data += part;
        size -= part;
    }
    return 0;
}

int64_t spool_take(struct spool *spool, struct spill *spill, int pipe)
{
    char piece[PIPE]; /* only the part that is written to is touched on the stack */
    int64_t got = os_read(pipe, piece, sizeof piece);

    if (got > 0 && spool->failed == 0) /* else it is read only so that the program does not wait forever */
        spool->failed = keep(spool, spill, piece, (size_t)got);
    else if (got < 0 && spool->failed == 0)
        spool->failed = (int)got;
    return got;
}

int spool_next(struct spool *spool, const struct spill *spill, char *room, const char **data, size_t *size)
{
    *size = 0;
    if (spool->read == spool->extent_count) {
        *data = spool->data + spool->offset;
        *size = spool->used - spool->offset;
        spool->offset = spool->used;
        return 0;
    }
    size_t wanted = spool->read + 1 == spool->extent_count ? spool->last_size : SPOOL_EXTENT;
    off_t at = (off_t)spool->extents[spool->read++] * SPOOL_EXTENT;
    while (*size < wanted) {
        int64_t got = os_pread(spill->file, room + *size, wanted - *size, at + (off_t)*size);
        if (got <= 0)
            return got < 0 ? (int)got : -EIO;
        *size += (size_t)got;
    }
    *data = room;
    return 0;
}

void spool_rewind(struct spool *spool)
{
    spool->read = spool->offset = 0;
}

void spool_clear(struct spool *spool, struct spill *spill)
{
    while (spool->extent_count > 0)
        give_back(spill, spool->extents[--spool->extent_count]);
    if (spool->capacity > FIRST)
        spool_free(spool);
    spool->used = spool->read = spool->offset = spool->last_size = 0;
    spool->failed = 0;
}

void spool_free(struct spool *spool)
{
    free(spool->data);
    free(spool->extents);
    *spool = (struct spool){0};
}

void spill_free(struct spill *spill)
{
    if (spill->file >= 0)
        os_close(spill->file);
    free(spill->unused);
}
