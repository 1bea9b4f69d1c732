/* SPDX-License-Identifier: MIT */
/* File systems: what statfs(2) tells of the one that holds a file. */
#ifndef XOS_OS_FILESYSTEM_H
#define XOS_OS_FILESYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct status;

struct filesystem {
    uint64_t type;          /* the magic number */
    uint64_t bsize, frsize; /* bytes; the counts of blocks are in frsize */
    uint64_t blocks, bfree, bavail;
    uint64_t files, ffree;
    uint64_t flags;   /* ST_ bits */
    uint64_t namemax; /* bytes */
    uint64_t fsid;
};

/* The file system that holds path (links followed), or descriptor fd where path is NULL. 0 or -errno. */
int filesystem_get(const char *path, int fd, struct filesystem *filesystem);

/* The file system that holds what status was got for with the same dir_fd, path and flags: never follows a link that
 * status did not, never mounts anything. 0 or -errno. */
int filesystem_of(int dir_fd, const char *path, int flags, const struct status *status, struct filesystem *filesystem);

/* Where the file system is mounted that holds path (as status_get takes it, with AT_SYMLINK_NOFOLLOW or 0), as an
 * absolute path of at most room bytes. Its length, no NUL byte behind it, or -errno. */
ssize_t mount_point(int dir_fd, const char *path, int flags, char *point, size_t room);

/* The kernel's name of a type, as in /proc/filesystems; "ext4" and "tmpfs" for those that share their numbers, which
 * os/mounts.h tells apart. NULL for a type not known here. */
const char *filesystem_name(uint64_t type);

/* The kernel's name of the type with that magic number, on the device major:minor, written to name: types that share a
 * number (ext2, ext3 and ext4; tmpfs and devtmpfs; those of fuse) are told apart by /proc/self/mountinfo, if that can
 * be read. False, and the empty name, for a type not known here. */
enum { FILESYSTEM_NAME_ROOM = 32 };
bool filesystem_type_name(uint64_t type, uint32_t major, uint32_t minor, char name[FILESYSTEM_NAME_ROOM]);

/* The name that GNU stat gives a type; NULL for one not known here. */
const char *filesystem_gnu_name(uint64_t type);

#endif
