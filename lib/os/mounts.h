/* SPDX-License-Identifier: MIT */
/* Mounted file systems: statmount(2) if the kernel has it, else /proc/self/mountinfo. */
#ifndef XOS_OS_MOUNTS_H
#define XOS_OS_MOUNTS_H

#include <stdint.h>

#include "os/filesystem.h"
#include "os/status.h"

/* Calls each for every mount below the caller's root, in the order in which they were made, with the mount point (valid
 * during the call) and the device number of the file system. Uses listmount(2) and statmount(2) if the kernel has them,
 * else /proc/self/mountinfo. Returns 0 or -errno, -OS_NO_PROC if neither is there. */
typedef void mount_handler(void *data, const char *point, uint32_t major, uint32_t minor);
int mounts_each(mount_handler *each, void *data);

/* The name of the type of filesystem, which was read with filesystem_of and the same dir_fd, path, flags and status.
 * Types that share a magic number (ext2 and ext4, tmpfs and devtmpfs, those of fuse) are distinguished by their mount,
 * whose type is written to room. Returns the name or NULL for an unknown type. */
enum { MOUNT_TYPE_ROOM = 32 };
const char *mount_type(int dir_fd, const char *path, int flags, const struct status *status,
                       const struct filesystem *filesystem, char room[MOUNT_TYPE_ROOM]);

#endif
