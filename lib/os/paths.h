/* SPDX-License-Identifier: MIT */
/* Whole paths of directories: made, removed, and moved between. Every component is resolved once, from the descriptor
 * of the one before it, so that no length is too much and nobody can change the ground under a path half walked. */
#ifndef XOS_OS_PATHS_H
#define XOS_OS_PATHS_H

#include <stddef.h>
#include <sys/types.h>

/* Makes the directory path with mode, and the missing ones above it with parent_mode, both less the umask. 0 or -errno,
 * -EEXIST if path exists: then the component that failed ends after *failed bytes of path. A path that ends in "/." is
 * made if all before it could be made. */
int directories_make(const char *path, mode_t mode, mode_t parent_mode, size_t *failed);

/* Removes the empty directory path, then the ones above it up to the first that does not go, which is no failure. 0 or
 * -errno of the first removal. */
int directories_remove(const char *path);

/* Renames src to dst after making the directories that dst wants, then removes src's directories that are empty now, as
 * far as they go. 0 or -errno; directories that were made stay if the renaming fails. *failed: 0, or how many bytes of
 * dst name the directory above it that could not be made. */
int directories_rename(const char *src, const char *dst, size_t *failed);

#endif
