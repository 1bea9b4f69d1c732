/* SPDX-License-Identifier: MIT */
/* Creating, removing and renaming whole paths of directories. Every component is resolved once, relative to the
 * descriptor of the one before it, so that a path may have any length, and nobody can replace a component that was
 * already passed. */
#ifndef XOS_OS_PATHS_H
#define XOS_OS_PATHS_H

#include <stddef.h>
#include <sys/types.h>

/* Creates the directory path with mode, and its missing parents with parent_mode, both less the umask. Returns 0 or
 * -errno: -EEXIST if path exists. *failed gets the length of the part of path that failed. A path that ends in "/."
 * succeeds if the directory before it could be created. */
int directories_make(const char *path, mode_t mode, mode_t parent_mode, size_t *failed);

/* Removes the empty directory path, then its parents, up to the first that cannot be removed, which is not an error.
 * Returns 0 or the -errno of the first removal. */
int directories_remove(const char *path);

/* Creates the missing parents of dst, renames src to dst, then removes parents of src that are empty now. Returns 0 or
 * -errno; directories that were created stay if the renaming fails. *failed: 0, or the length of the part of dst that
 * could not be created. */
int directories_rename(const char *src, const char *dst, size_t *failed);

#endif
