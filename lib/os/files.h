/* SPDX-License-Identifier: MIT */
/* Names in directories: creating, renaming, linking, reading and removing them; and the working directory. */
#ifndef XOS_OS_FILES_H
#define XOS_OS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Each function returns 0 or -errno unless its comment says otherwise. Names are relative to the preceding descriptor.
 */

/* chdir(2), or fchdir(2) of fd if path is NULL. */
int directory_change(const char *path, int fd);

/* chroot(2). */
int root_change(const char *path);

/* Writes the absolute path of the working directory and a NUL byte to path, which has a capacity of room bytes. Returns
 * its length, which may exceed PATH_MAX, or -errno: -ERANGE if room is too small, -ENOENT if the directory cannot be
 * reached from the root any more. getcwd(2). */
ssize_t directory_name(char *path, size_t room);

/* linkat(2); follow: link to the target if src is a symbolic link. */
int link_make(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst, bool follow);

/* symlinkat(2): creates the symbolic link dst with the text src. */
int symlink_make(const char *src, int dir_fd, const char *dst);

/* readlinkat(2): writes the link's text, without a NUL byte, to target (capacity: room bytes). Returns its length, or
 * -errno. A result equal to room means that the text may be truncated. */
ssize_t link_read(int dir_fd, const char *path, char *target, size_t room);

/* mkdirat(2), mkfifo(3), mknodat(2). */
int directory_make(int dir_fd, const char *path, mode_t mode);
int fifo_make(int dir_fd, const char *path, mode_t mode);
int node_make(int dir_fd, const char *path, mode_t mode, dev_t device);

/* unlinkat(2); with AT_REMOVEDIR for a directory. */
int file_remove(int dir_fd, const char *path);
int directory_remove(int dir_fd, const char *path);

/* renameat(2). */
int file_rename(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst);

/* truncate(2), or ftruncate(2) of fd if path is NULL. */
int file_truncate(const char *path, int fd, int64_t length);

#endif
