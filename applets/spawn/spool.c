/* SPDX-License-Identifier: MIT */
/* xspawn --each: outputs kept whole. */
#include "spawn/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "value/format.h"
#include "out/out.h"
#include "os/retry.h"

enum { FIRST = 4096, IN_MEMORY = 256 * 1024, PIPE = 64 * 1024 };

static int open_file(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];

    if (folder == NULL || folder[0] == '\0')
        folder = "/tmp";
#ifdef O_TMPFILE
    int fd = OS_RETRY(open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (fd >= 0)
        return fd;
#endif
    if (format_text(path, sizeof path, "%s/xspawn.XXXXXX", folder) >= sizeof path)
        return -ENAMETOOLONG;
    int named = OS_RETRY(mkostemp(path, O_CLOEXEC));
    if (named >= 0)
        unlink(path);
    return named;
}

static int spill(struct spool *spool)
{
    if (spool->file < 0 && (spool->file = open_file()) < 0)
        return spool->file;
    int result = write_all(spool->file, spool->room, spool->used);
    spool->used = 0;
    return result;
}

static int make_room(struct spool *spool)
{
    if (spool->used < spool->capacity)
        return 0;
    if (spool->capacity >= IN_MEMORY)
        return spill(spool);
    size_t capacity = spool->capacity == 0 ? FIRST : spool->capacity * 4;
    char *room = realloc(spool->room, capacity);
    if (room == NULL)
        return -ENOMEM;
    spool->room = room;
    spool->capacity = capacity;
    return 0;
}

static int keep(struct spool *spool, const char *data, size_t size)
{
    while (size > 0) {
        int result = make_room(spool);
        if (result < 0)
            return result;
        size_t fits = spool->capacity - spool->used, part = size < fits ? size : fits;
        memcpy(spool->room + spool->used, data, part);
        spool->used += part;
        data += part;
        size -= part;
    }
    return 0;
}

int spool_take(struct spool *spool, int pipe)
{
    char piece[PIPE]; /* as much as a pipe holds; of the stack only what was written is touched */

    for (;;) {
        /* most programs write nothing or little: memory is for those that write */
        ssize_t got = OS_RETRY(read(pipe, piece, sizeof piece));
        if (got == -EAGAIN || got == 0)
            return spool->failed;
        if (got < 0)
            return (int)got;
        if (spool->failed == 0) /* or else it is read only so that the program does not wait for ever */
            spool->failed = keep(spool, piece, (size_t)got);
    }
}

static int give_file(struct spool *spool, int fd)
{
    char data[64 * 1024];
    off_t at = 0;

    for (;;) {
        ssize_t got = OS_RETRY(pread(spool->file, data, sizeof data, at));
        if (got <= 0)
            return (int)got;
        int result = write_all(fd, data, (size_t)got);
        if (result < 0)
            return result;
        at += got;
    }
}

int spool_give(struct spool *spool, int fd)
{
    int result = spool->file >= 0 ? give_file(spool, fd) : 0;

    if (result == 0)
        result = write_all(fd, spool->room, spool->used);
    spool->used = 0;
    spool->failed = 0;
    if (spool->file >= 0)
        close(spool->file);
    spool->file = -1;
    return result;
}

void spool_free(struct spool *spool)
{
    if (spool->file >= 0)
        close(spool->file);
    free(spool->room);
    *spool = SPOOL_EMPTY;
}
