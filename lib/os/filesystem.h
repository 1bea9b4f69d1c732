/* SPDX-License-Identifier: MIT */
/* File systems: what statfs(2) reports about the one that holds a file. */
#ifndef XOS_OS_FILESYSTEM_H
#define XOS_OS_FILESYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct status;

struct filesystem {
    uint64_t type;          /* the magic number */
    uint64_t bsize, frsize; /* bytes; blocks are counted in units of frsize */
    uint64_t blocks, bfree, bavail;
    uint64_t files, ffree;
    uint64_t flags;   /* ST_ bits */
    uint64_t namemax; /* bytes */
    uint64_t fsid;
};

/* The file system that holds path (symbolic links are followed), or descriptor fd if path is NULL. Returns 0 or -errno.
 */
int filesystem_get(const char *path, int fd, struct filesystem *filesystem);

/* The file system that holds the file whose status was read with the same dir_fd, path and flags. Follows no link that
 * was not followed for status, and mounts nothing. Returns 0 or -errno. */
int filesystem_of(int dir_fd, const char *path, int flags, const struct status *status, struct filesystem *filesystem);

/* Writes the absolute path of the mount point of the file system that holds path to point (capacity: room bytes),
 * without a NUL byte. dir_fd, path and flags (AT_SYMLINK_NOFOLLOW or 0) are as for status_get. Returns its length or
 * -errno. */
ssize_t mount_point(int dir_fd, const char *path, int flags, char *point, size_t room);

/* The kernel's name of a type, as in /proc/filesystems. Types that share a number get one name, "ext4" or "tmpfs";
 * os/mounts.h distinguishes them. Returns NULL for an unknown type. */
const char *filesystem_name(uint64_t type);

/* GNU stat's name of a type; NULL for an unknown one. */
const char *filesystem_gnu_name(uint64_t type);

#endif
