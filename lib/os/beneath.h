/* SPDX-License-Identifier: MIT */
/* Opening a file that must lie below a directory, whatever the path says: openat2(2) with RESOLVE_BENEATH. */
#ifndef XOS_OS_BENEATH_H
#define XOS_OS_BENEATH_H

/* Opens path relative to the directory root with the flags of open(2) (O_CLOEXEC is added). Symbolic links on the way
 * are followed as long as they stay below root; on a kernel before 5.6 none are. The descriptor, or -errno: -EXDEV where
 * the path leads out of root. */
int open_beneath(int root, const char *path, int flags);

#endif
