/* SPDX-License-Identifier: MIT */
/* Reading ahead: bytes that stay in the file or pipe, and lines without a byte beyond their newline. */
#ifndef XOS_OS_PEEK_H
#define XOS_OS_PEEK_H

#include <stddef.h>
#include <stdint.h>

/* Reads up to size bytes that the next read(2) of fd will return again: with pread(2) from a file, tee(2) from a pipe,
 * recv(2) with MSG_PEEK from a socket. Waits for at least one byte unless fd is non-blocking. Returns their number, 0
 * at the end, or -errno: -ESPIPE if fd does not support it (a terminal). */
int64_t os_peek(int fd, void *data, size_t size);

/* Reads from fd up to and including a newline, at most size bytes, and leaves the file's position just after it. For a
 * file, lseek(2) moves the position back; a pipe is read byte by byte. Returns the number of bytes, 0 at the end, or
 * -errno. */
int64_t os_read_line(int fd, char *data, size_t size);

#endif
