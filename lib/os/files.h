/* SPDX-License-Identifier: MIT */
/* Names in directories: made, moved, linked, read, removed; and the directory that a process works in. */
#ifndef XOS_OS_FILES_H
#define XOS_OS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Each returns 0 or -errno unless it says otherwise; names are relative to the descriptor before them. */

/* chdir(2), or fchdir(2) of fd where path is NULL. */
int directory_change(const char *path, int fd);

/* chroot(2). */
int root_change(const char *path);

/* The absolute path of the working directory, with a NUL byte behind it, in path, which has room bytes: its length;
 * -ERANGE where room is too small, -ENOENT where the directory is not to be reached from the root any more. Longer than
 * PATH_MAX is fine. */
ssize_t directory_name(char *path, size_t room);

/* linkat(2); follow: a symbolic link src is followed. */
int link_make(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst, bool follow);

/* symlinkat(2): dst will hold the text src. */
int symlink_make(const char *src, int dir_fd, const char *dst);

/* readlinkat(2): the length of the text put to target (no NUL byte behind it), or -errno. room means there may be more.
 */
ssize_t link_read(int dir_fd, const char *path, char *target, size_t room);

/* mkdirat(2), mkfifo(3), mknodat(2). */
int directory_make(int dir_fd, const char *path, mode_t mode);
int fifo_make(int dir_fd, const char *path, mode_t mode);
int node_make(int dir_fd, const char *path, mode_t mode, dev_t device);

/* unlinkat(2), for a directory with AT_REMOVEDIR. */
int file_remove(int dir_fd, const char *path);
int directory_remove(int dir_fd, const char *path);

/* renameat(2). */
int file_rename(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst);

/* truncate(2), or ftruncate(2) of fd where path is NULL. */
int file_truncate(const char *path, int fd, int64_t length);

#endif
