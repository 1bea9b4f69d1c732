/* SPDX-License-Identifier: MIT */
/* Reading ahead: bytes that stay where they are, and lines of which no byte too many is taken. */
#ifndef XOS_OS_PEEK_H
#define XOS_OS_PEEK_H

#include <stddef.h>
#include <stdint.h>

/* Reads up to size bytes that the next read(2) of fd will give again: by pread(2) of a file, by tee(2) of a pipe, by
 * recv(2) with MSG_PEEK of a socket. Waits until there is one, unless fd is non-blocking. The bytes, 0 at the end, or
 * -errno: -ESPIPE for what cannot be read ahead, a terminal. */
int64_t os_peek(int fd, void *data, size_t size);

/* Reads from fd up to and including a newline, at most size bytes, and leaves the file's position just behind it: what
 * a file gave beyond it is given back by lseek(2), a pipe is read byte by byte. The bytes, 0 at the end, or -errno. */
int64_t os_read_line(int fd, char *data, size_t size);

#endif
