/* SPDX-License-Identifier: MIT */
/* Reading a file or a pipe to its end. */
#include "os/contents.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"

/* The first capacity in bytes: a file's size plus one, so that reading to its end needs no reallocation. */
static size_t first_room(int fd, size_t limit)
{
    enum { USUAL = 16 * 1024 };
    struct stat status;
    uint64_t room = USUAL;

    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
        room = (uint64_t)status.st_size + 1;
    return room > limit ? limit + 1 : (size_t)room;
}

int contents_read(int fd, size_t limit, char **data, size_t *size)
{
    size_t used = 0, room = first_room(fd, limit);
    char *bytes = NULL;
    ssize_t got = 0;

    for (;; room *= 2) {
        char *grown = realloc(bytes, room + 1);
        if (grown == NULL) {
            free(bytes);
            return -ENOMEM;
        }
        bytes = grown;
        got = os_read_all(fd, bytes + used, room - used);
        used += got > 0 ? (size_t)got : 0;
        if (used < room || used > limit)
            break;
    }
    if (got >= 0 && used > limit)
        got = -EFBIG;
    if (got < 0) {
        free(bytes);
        return (int)got;
    }
    bytes[used] = '\0';
    *data = bytes;
    *size = used;
    return 0;
}

int contents_of(const char *name, size_t limit, char **data, size_t *size)
{
    if (strcmp(name, "-") == 0)
        return contents_read(STDIN_FILENO, limit, data, size);
    int fd = (int)OS_RETRY(openat(AT_FDCWD, name, O_RDONLY | O_CLOEXEC));
    if (fd < 0)
        return fd;
    int result = contents_read(fd, limit, data, size);
    close(fd);
    return result;
}

ssize_t contents_text(int dir_fd, const char *name, char *text, size_t room)
{
    int fd = (int)OS_RETRY(openat(dir_fd, name, O_RDONLY | O_CLOEXEC));
    ssize_t size = fd < 0 ? fd : os_read_all(fd, text, room - 1);

    if (fd >= 0)
        close(fd);
    text[size > 0 ? size : 0] = '\0';
    return size;
}
