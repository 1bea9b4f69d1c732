/* SPDX-License-Identifier: MIT */
/* Opening files that must lie below a directory, whatever their path contains: openat2(2) with RESOLVE_BENEATH. */
#ifndef XOS_OS_BENEATH_H
#define XOS_OS_BENEATH_H

/* Opens path relative to the directory root with the flags of open(2) and O_CLOEXEC. Symbolic links in path are
 * followed while they stay below root; on a kernel before 5.6 none is followed (-ELOOP). Returns the descriptor, or
 * -errno; -EXDEV if the path leads out of root. */
int open_beneath(int root, const char *path, int flags);

/* Opens path as if the directory root were "/": an absolute path and symbolic links start there and cannot leave it.
 * Flags are those of openat(2), close-on-exec added. Returns the descriptor or -errno. Without openat2(2) no symbolic
 * link is followed (-ELOOP). */
int open_in_root(int root, const char *path, int flags);

#endif
