/* SPDX-License-Identifier: MIT */
/* Reading and writing descriptors: one system call each, made again after EINTR. Each gives how many bytes there were
 * (0 at the end of input; fewer than asked for is no error), or -errno. */
#ifndef XOS_OS_IO_H
#define XOS_OS_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

enum { IO_MOST = 0x7ffff000 }; /* bytes that the kernel moves in one call */

int64_t os_read(int fd, void *data, size_t size);

/* Reads on until there are size bytes or the input ends: files of the kernel's, pipes. */
ssize_t os_read_all(int fd, void *data, size_t size);

/* The same from an offset of a file, whose position stays. */
int64_t os_pread_all(int fd, void *data, size_t size, int64_t offset);

/* True if a read from fd would not block: there is data, or the end, or an error. poll(2). */
bool os_readable(int fd);

int64_t os_pread(int fd, void *data, size_t size, int64_t offset);
int64_t os_readv(int fd, const struct iovec *parts, size_t count);
int64_t os_write(int fd, const void *data, size_t size);
int64_t os_pwrite(int fd, const void *data, size_t size, int64_t offset);
int64_t os_writev(int fd, const struct iovec *parts, size_t count);

/* preadv2(2), pwritev2(2); flags RWF_*. Offset -1 is the file's position, which moves. -EOPNOTSUPP for a flag that the
 * kernel or the file does not know. */
int64_t os_preadv(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags);
int64_t os_pwritev(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags);

/* Room for *size bytes that costs memory only as far as it is written to; where there is not as much to be had, *size
 * gets smaller. NULL when memory is out. Given back with os_release and the size it then had. */
void *os_reserve(size_t *size);
void os_release(void *room, size_t size);

#endif
