/* SPDX-License-Identifier: MIT */
/* Reading ahead. */
#include "os/peek.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"

/* Duplicates the contents of a pipe to another pipe and reads that one. */
static int64_t peek_pipe(int fd, void *data, size_t size)
{
    int ends[2];
    int64_t result = OS_CALL(pipe2(ends, O_CLOEXEC));

    if (result < 0)
        return result;
    fcntl(ends[1], F_SETPIPE_SZ, size); /* a pipe's default is 64 KiB; it is not an error if this fails */
    result = OS_RETRY(tee(fd, ends[1], size, 0));
    if (result > 0)
        result = os_read_all(ends[0], data, (size_t)result);
    close(ends[0]);
    close(ends[1]);
    return result;
}

int64_t os_peek(int fd, void *data, size_t size)
{
    struct stat status;

    if (fstat(fd, &status) < 0)
        return os_error();
    if (S_ISFIFO(status.st_mode))
        return peek_pipe(fd, data, size);
    if (S_ISSOCK(status.st_mode))
        return OS_RETRY(recv(fd, data, size, MSG_PEEK));
    off_t offset = lseek(fd, 0, SEEK_CUR);
    return offset < 0 ? os_error() : os_pread(fd, data, size, offset);
}

/* Reads byte by byte, since bytes read from a pipe cannot be put back. */
static int64_t read_bytes(int fd, char *data, size_t size)
{
    size_t used = 0;
    int64_t got = 1;

    while (used < size && (got = os_read(fd, data + used, 1)) == 1)
        if (data[used++] == '\n')
            break;
    return used == 0 && got < 0 ? got : (int64_t)used;
}

int64_t os_read_line(int fd, char *data, size_t size)
{
    enum { PART = 4096 };
    size_t used = 0;
    int64_t got = 0;

    if (lseek(fd, 0, SEEK_CUR) < 0) /* a pipe, a socket, a terminal */
        return read_bytes(fd, data, size);
    while (used < size && (got = os_read(fd, data + used, size - used < PART ? size - used : PART)) > 0) {
        const char *newline = memchr(data + used, '\n', (size_t)got);
        used += (size_t)got;
        if (newline == NULL)
            continue;
        size_t line = (size_t)(newline + 1 - data);
        if (line < used && lseek(fd, (off_t)line - (off_t)used, SEEK_CUR) < 0)
            return os_error();
        return (int64_t)line;
    }
    return used == 0 && got < 0 ? got : (int64_t)used;
}
