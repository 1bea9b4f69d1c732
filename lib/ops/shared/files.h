/* SPDX-License-Identifier: MIT */
/* What the operations on files share: paths that may be descriptors, and the options about them. */
#ifndef XOS_OPS_SHARED_FILES_H
#define XOS_OPS_SHARED_FILES_H

#include "table/op.h"

/* The documented option dir_fd, the member of struct T that takes it. */
#define DIR_FD_OPTION(T, member) \
    PARAM(T, member, DIR_FD, .flags = PARAM_OPTION, .fallback = FALLBACK_NONE, \
          .help = PACKED("the directory that a relative path starts from, an open descriptor"))

/* The documented option follow_symlinks; instead says what is done to the link itself with "no": "change it". */
#define FOLLOW_OPTION(T, instead) \
    PARAM(T, follow_symlinks, BOOL, .flags = PARAM_OPTION | PARAM_FOLLOW, .fallback = FALLBACK_TRUE, \
          .help = PACKED("follow a symbolic link rather than " instead))

/* The descriptor that a call on path starts from: dir_fd, or the one that was given instead of a name. */
int path_base(const struct path *path, int dir_fd);

/* Refuses dir_fd and no-follow for a path that is a descriptor. Returns 0, or -1 with the usage error recorded. */
int path_check(struct call *call, const struct path *path, int dir_fd, bool follow);

/* The umask of this process. */
mode_t current_umask(void);

/* The mode for something new: a symbolic one changes base, which is the documented default. */
mode_t mode_for_new(const struct mode *mode, mode_t base, bool directory);

/* The mode to set for path relative to dir_fd, or for descriptor dir_fd if path is NULL: a symbolic one changes the
 * file's own. 0 or -errno. */
int mode_for_file(const struct mode *mode, int dir_fd, const char *path, bool follow, mode_t *result);

/* call_end for an operation on two paths. */
int call_end_two(struct call *call, int result, const char *src, const char *dst);

/* call_end_int for an operation on two descriptors: a failure names both. */
int call_end_from_to(struct call *call, int64_t result, int from, int to);

#endif
