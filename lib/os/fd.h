/* SPDX-License-Identifier: MIT */
/* File descriptors: made, moved, closed, and the open files behind them. Each function gives 0 or the value asked for,
 * or -errno; what it makes is close-on-exec. EINTR is retried where PEP 475 says so. */
#ifndef XOS_OS_FD_H
#define XOS_OS_FD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* close(2): never again after EINTR, since the descriptor is gone by then. */
int os_close(int fd);

/* Closes the descriptors from low up to, not including, high; failures are ignored. close_range(2). */
void os_closerange(int low, int high);

/* Closes every descriptor from low up. It may run in a child that shares its parent's memory. 0, or -EBADF for a
 * negative low. close_range(2), or one by one up to the limit where that fails. */
int os_closefrom(int low);

/* The lowest free number, for the same open file: fcntl(2)'s F_DUPFD_CLOEXEC. */
int os_dup(int fd);

/* dup2(2), or dup3(2) with O_CLOEXEC where it is not to be inherited. The number fd2. */
int os_dup2(int fd, int fd2, bool inheritable);

/* openat(2) with O_CLOEXEC. The new descriptor. */
int os_open(int dir_fd, const char *path, int flags, mode_t mode);

/* pipe2(2): fds gets the reading and the writing end. flags as given: without O_CLOEXEC both are inherited. */
int os_pipe(int fds[2], int flags);

/* memfd_create(2), with flags as given. */
int os_memfd(const char *name, unsigned flags);

/* The FD_CLOEXEC flag turned round: 1 where children inherit fd, 0 where not. */
int os_inheritable(int fd);
int os_set_inheritable(int fd, bool inheritable);

/* The O_NONBLOCK flag of the open file turned round: 1 where it blocks. */
int os_blocking(int fd);
int os_set_blocking(int fd, bool blocking);

/* O_RDONLY, O_WRONLY or O_RDWR of the open file, or O_PATH alone. */
int os_access_mode(int fd);

/* lseek(2): the new position in bytes. */
int64_t os_lseek(int fd, int64_t position, int whence);

/* lockf(3): fcntl(2) record locks from the current position on; -EACCES or -EAGAIN where another process has one.
 * Not retried. */
int os_lockf(int fd, int command, int64_t length);

/* flock(2): LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB. Retried. */
int os_flock(int fd, int operation);

int os_fsync(int fd);
int os_fdatasync(int fd);
int os_ftruncate(int fd, int64_t length);

/* fallocate(2) with FALLOC_FL_* as mode; bytes. */
int os_fallocate_mode(int fd, int mode, int64_t offset, int64_t length);

/* posix_fallocate(3), posix_fadvise(3); bytes. */
int os_fallocate(int fd, int64_t offset, int64_t length);
int os_fadvise(int fd, int64_t offset, int64_t length, int advice);

/* Bytes moved between descriptors by the kernel: copy_file_range(2), sendfile(2), splice(2). An offset of NULL is the
 * file's position, which moves; another is left as it is. How many bytes; 0 at the end. */
int64_t os_copy_file_range(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst);
int64_t os_sendfile(int to, int from, const int64_t *offset, size_t count);
int64_t os_splice(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst, unsigned flags);

#endif
