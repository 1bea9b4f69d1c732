/* SPDX-License-Identifier: MIT */
/* Changing what stat tells: permissions, owner, times, flags. */
#ifndef XOS_OS_ATTRIBUTES_H
#define XOS_OS_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* In the first three path is relative to dir_fd; NULL is the descriptor dir_fd itself. follow: a symbolic link is
 * followed rather than changed. 0 or -errno. */

/* fchmodat2(2), or by way of /proc/self/fd on a kernel without it; -EOPNOTSUPP for a symbolic link itself. */
int mode_set(int dir_fd, const char *path, mode_t mode, bool follow);

/* fchownat(2); (uid_t)-1 and (gid_t)-1 leave an id as it is. */
int owner_set(int dir_fd, const char *path, uid_t uid, gid_t gid, bool follow);

/* utimensat(2); times are access and modification, NULL for now; UTIME_NOW and UTIME_OMIT in tv_nsec. */
int times_set(int dir_fd, const char *path, const struct timespec times[2], bool follow);

/* The inode flags ioctl, FS_IOC_SETFLAGS: flags are UF_ and SF_ bits; inode flags that have no such bit stay as they
 * are. -EOPNOTSUPP for a bit that no inode flag stands for, and for anything but files and directories. */
int flags_set(const char *path, int64_t flags, bool follow);

/* The UF_ and SF_ bits of statx(2)'s attributes. What only a privileged process can change is SF_. */
int64_t file_flags_of(uint64_t attributes);

#endif
