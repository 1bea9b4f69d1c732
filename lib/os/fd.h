/* SPDX-License-Identifier: MIT */
/* File descriptors: creating, duplicating and closing them, and their flags. Each function returns 0 or the requested
 * value, or -errno; new descriptors are close-on-exec. EINTR is retried as PEP 475 says. */
#ifndef XOS_OS_FD_H
#define XOS_OS_FD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* close(2), never retried after EINTR: the descriptor is closed by then. */
int os_close(int fd);

/* Closes a descriptor that was written to: 0 or -errno, with which data may be lost. EINTR counts as success: the
 * descriptor is closed. */
int os_close_written(int fd);

/* Closes the descriptors from low to high - 1; failures are ignored. close_range(2). */
void os_closerange(int low, int high);

/* Closes every descriptor from low up. May be called in a child that shares its parent's memory. Returns 0, or -EBADF
 * for a negative low. close_range(2), or close(2) for each number up to the limit if that fails. */
int os_closefrom(int low);

/* fcntl(2) F_DUPFD_CLOEXEC: duplicates fd to the lowest free number. */
int os_dup(int fd);

/* fcntl(2)'s F_DUPFD: the lowest free descriptor that is at least `lowest`. It is close-on-exec unless inheritable. */
int os_dup_from(int fd, int lowest, bool inheritable);

/* dup2(2), or dup3(2) with O_CLOEXEC unless inheritable. Returns fd2. */
int os_dup2(int fd, int fd2, bool inheritable);

/* openat(2) with O_CLOEXEC. Returns the new descriptor. */
int os_open(int dir_fd, const char *path, int flags, mode_t mode);

/* pipe2(2): fds gets the reading and the writing end. Without O_CLOEXEC in flags both are inheritable. */
int os_pipe(int fds[2], int flags);

/* memfd_create(2) with these flags. */
int os_memfd(const char *name, unsigned flags);

/* 1 if children inherit fd (FD_CLOEXEC is not set), else 0. */
int os_inheritable(int fd);
int os_set_inheritable(int fd, bool inheritable);

/* 1 if the open file blocks (O_NONBLOCK is not set), else 0. */
int os_blocking(int fd);
int os_set_blocking(int fd, bool blocking);

/* The open file's O_RDONLY, O_WRONLY, O_RDWR or O_PATH. */
int os_access_mode(int fd);

/* lseek(2): returns the new position in bytes. */
int64_t os_lseek(int fd, int64_t position, int whence);

/* lockf(3): fcntl(2) record locks from the current position; -EACCES or -EAGAIN if another process holds one. Not
 * repeated after EINTR. */
int os_lockf(int fd, int command, int64_t length);

/* flock(2): LOCK_SH, LOCK_EX or LOCK_UN, with or without LOCK_NB. Repeated after EINTR. */
int os_flock(int fd, int operation);

/* Takes a write lock on all of the open file: fcntl(2), F_OFD_SETLKW. It belongs to the open file, not to the process;
 * fd must be open for writing. Retried. */
int os_lock_open_file(int fd);

int os_fsync(int fd);
int os_fdatasync(int fd);
int os_ftruncate(int fd, int64_t length);

/* fallocate(2); mode: FALLOC_FL_*, offset and length in bytes. */
int os_fallocate_mode(int fd, int mode, int64_t offset, int64_t length);

/* posix_fallocate(3), posix_fadvise(3); offset and length in bytes. */
int os_fallocate(int fd, int64_t offset, int64_t length);
int os_fadvise(int fd, int64_t offset, int64_t length, int advice);

/* Moves bytes between descriptors in the kernel: copy_file_range(2), sendfile(2), splice(2). An offset of NULL means
 * the file's position, which moves; with another offset the position stays. Returns the number of bytes; 0 at the end.
 */
int64_t os_copy_file_range(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst);
int64_t os_sendfile(int to, int from, const int64_t *offset, size_t count);
int64_t os_splice(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst, unsigned flags);

#endif
