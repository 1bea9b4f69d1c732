/* SPDX-License-Identifier: MIT */
/* Changing file attributes: permissions, owner, times, flags. */
#ifndef XOS_OS_ATTRIBUTES_H
#define XOS_OS_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* In the next three functions path is relative to dir_fd; with path NULL they change the descriptor dir_fd itself.
 * follow: change a symbolic link's target, not the link. They return 0 or -errno. */

/* fchmodat2(2), or a path below /proc/self/fd on a kernel without it; -EOPNOTSUPP for a symbolic link itself. */
int mode_set(int dir_fd, const char *path, mode_t mode, bool follow);

/* fchownat(2); (uid_t)-1 and (gid_t)-1 leave an id unchanged. */
int owner_set(int dir_fd, const char *path, uid_t uid, gid_t gid, bool follow);

/* utimensat(2). times: access and modification, NULL for the current time; tv_nsec may be UTIME_NOW or UTIME_OMIT. */
int times_set(int dir_fd, const char *path, const struct timespec times[2], bool follow);

/* Sets the inode flags with the FS_IOC_SETFLAGS ioctl. flags: UF_ and SF_ bits; inode flags without such a bit stay
 * unchanged. Returns 0 or -errno; -EOPNOTSUPP for a bit without an inode flag, and for files other than regular files
 * and directories. */
int flags_set(const char *path, int64_t flags, bool follow);

/* Converts attributes of statx(2) to UF_ and SF_ bits. A flag that only a privileged process can change is an SF_ bit.
 */
int64_t file_flags_of(uint64_t attributes);

#endif
