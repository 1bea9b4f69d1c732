/* SPDX-License-Identifier: MIT */
/* Mounted file systems: statmount(2) where the kernel has it, else /proc/self/mountinfo. */
#ifndef XOS_OS_MOUNTS_H
#define XOS_OS_MOUNTS_H

#include <stdint.h>

#include "os/filesystem.h"
#include "os/status.h"

/* A line of /proc/self/mountinfo, taken apart: see proc(5). Texts point into the line, with its octal escapes undone.
 */
struct mount_line {
    uint64_t id, parent;
    uint32_t major, minor;
    char *root, *point; /* what of the file system is mounted, and where */
    char *options;      /* of the mount: "rw,noatime" */
    char *type, *source;
};

/* Takes a line without its newline apart. False if it is malformed. */
bool mount_line_read(char *line, struct mount_line *mount);

/* All of /proc/self/mountinfo, for the caller to free. 0 or -errno, -OS_NO_PROC without /proc. */
int mount_lines(char **text, size_t *size);

/* The name of the type of filesystem, which holds the file that dir_fd, path, flags and status are of (as filesystem_of
 * has them). Types that share a magic number (ext2 and ext4, tmpfs and devtmpfs) are told apart by their mount, whose
 * type is written to room. NULL for a type not known here. */
enum { MOUNT_TYPE_ROOM = 32 };
const char *mount_type(int dir_fd, const char *path, int flags, const struct status *status,
                       const struct filesystem *filesystem, char room[MOUNT_TYPE_ROOM]);

#endif
