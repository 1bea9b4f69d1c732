/* SPDX-License-Identifier: MIT */
/* Whole paths of directories: made, removed, and moved between. Every component is resolved once, from the descriptor
 * of the one before it, so that no length is too much and nobody can change the ground under a path half walked. */
#ifndef XOS_OS_PATHS_H
#define XOS_OS_PATHS_H

#include <sys/types.h>

/* Makes the directory path with mode and the missing ones above it with parent_mode, both masked by the umask. 0 or
 * -errno, -EEXIST where path is there already. Done too where path ends in "/." and all before it could be made. */
int directories_make(const char *path, mode_t mode, mode_t parent_mode);

/* Removes the empty directory path, then the ones above it up to the first that does not go, which is no failure. 0 or
 * -errno of the first removal. */
int directories_remove(const char *path);

/* Renames src to dst after making the directories that dst wants, then removes src's directories that are empty now, as
 * far as they go. 0 or -errno; directories that were made stay when the renaming fails. */
int directories_rename(const char *src, const char *dst);

#endif
