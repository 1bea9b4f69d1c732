/* SPDX-License-Identifier: MIT */
/* Reading and writing descriptors: one system call each, repeated after EINTR. Each function returns the number of
 * bytes (0 at the end of input; fewer than requested is not an error), or -errno. */
#ifndef XOS_OS_IO_H
#define XOS_OS_IO_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

enum { IO_MOST = 0x7ffff000 }; /* bytes that the kernel moves in one call */

int64_t os_read(int fd, void *data, size_t size);

/* The same, but -EINTR after any signal that was handled. */
int64_t os_read_once(int fd, void *data, size_t size);

/* Reads until size bytes were read or the input ends. For files of /proc and /sys, and pipes. */
ssize_t os_read_all(int fd, void *data, size_t size);

/* The same from an offset of a file; the file's position stays unchanged. */
int64_t os_pread_all(int fd, void *data, size_t size, int64_t offset);

/* os_read, which waits until fd is readable if it is non-blocking. poll(2). */
int64_t os_read_waiting(int fd, void *data, size_t size);

/* poll(2), repeated after EINTR. timeout_ms: -1 is without limit. Returns the number of descriptors with events. */
int os_poll(struct pollfd *polls, size_t count, int timeout_ms);

/* The same, but -EINTR after any signal that was handled. */
int os_poll_once(struct pollfd *polls, size_t count, int timeout_ms);

/* The same while the signal mask is `mask`: ppoll(2). A signal that was held back until now is handled at once, and
 * -EINTR is returned. */
int os_poll_unblocked(struct pollfd *polls, size_t count, int timeout_ms, const sigset_t *mask);

/* True if a read from fd would not block: there is data, the end of input, or an error. poll(2). */
bool os_readable(int fd);

/* Waits until one of the descriptors can be read, or has ended; negative ones are left out. A set: bit N for fds[N]; 0
 * after a signal. count is at most 8. poll(2). */
unsigned os_wait_readable(const int *fds, size_t count);

int64_t os_pread(int fd, void *data, size_t size, int64_t offset);
int64_t os_readv(int fd, const struct iovec *parts, size_t count);
int64_t os_write(int fd, const void *data, size_t size);
int64_t os_pwrite(int fd, const void *data, size_t size, int64_t offset);
int64_t os_writev(int fd, const struct iovec *parts, size_t count);

/* preadv2(2), pwritev2(2); flags: RWF_*. Offset -1 means the file's position, which moves. -EOPNOTSUPP for a flag that
 * the kernel or the file does not support. */
int64_t os_preadv(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags);
int64_t os_pwritev(int fd, const struct iovec *parts, size_t count, int64_t offset, int flags);

/* Allocates *size bytes with mmap(2); pages cost memory only when they are written to. If that much is not available,
 * *size becomes smaller. Returns NULL if memory is exhausted. Free it with os_release and the returned size. */
void *os_reserve(size_t *size);
void os_release(void *room, size_t size);

/* Allocates size bytes, set to 0, that this process and the children that it forks share: mmap(2). Returns NULL if
 * memory is exhausted. Free them with os_release. */
void *os_reserve_shared(size_t size);

#endif
