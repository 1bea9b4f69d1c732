/* SPDX-License-Identifier: MIT */
/* Opening files that must lie below a directory, whatever their path contains: openat2(2) with RESOLVE_BENEATH. */
#ifndef XOS_OS_BENEATH_H
#define XOS_OS_BENEATH_H

#include <stdint.h>

/* Bits of openat2's resolve: no entry into another file system; no link of /proc to an open file; no way out of the
 * directory; the directory is "/". */
enum { RESOLVE_NO_MOUNTS = 0x01, RESOLVE_NO_MAGIC = 0x02, RESOLVE_BELOW = 0x08, RESOLVE_AS_ROOT = 0x10 };

/* openat2(2) with O_CLOEXEC: opens path, which is resolved from dir_fd as the bits in resolve say. Returns the
 * descriptor or -errno; -ENOSYS if the kernel or its headers lack the call. */
int os_openat2(int dir_fd, const char *path, int flags, uint64_t resolve);

/* Opens path relative to the directory root with the flags of open(2) and O_CLOEXEC. Symbolic links in path are
 * followed while they stay below root; on a kernel before 5.6 none is followed (-ELOOP). Returns the descriptor, or
 * -errno; -EXDEV if the path leads out of root. */
int open_beneath(int root, const char *path, int flags);

/* Opens path as if the directory root were "/": an absolute path and symbolic links start there and cannot leave it.
 * Flags are those of openat(2), close-on-exec added. Returns the descriptor or -errno. Without openat2(2) no symbolic
 * link is followed (-ELOOP). */
int open_in_root(int root, const char *path, int flags);

#endif
