/* SPDX-License-Identifier: MIT */
/* Extended attributes: getxattr(2), listxattr(2), setxattr(2) and removexattr(2), by path, by descriptor or relative to
 * a directory (getxattrat(2) and its kin where the kernel has them, /proc/thread-self/fd otherwise). On a system
 * without extended attributes each function gives -ENOSYS. */
#ifndef XOS_OS_XATTR_H
#define XOS_OS_XATTR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The kernel's limits, in bytes: a value, the list of a file's names. */
enum { XATTR_VALUE_ROOM = 65536, XATTR_LIST_ROOM = 65536 };

/* setxattr's flags. */
enum { XATTR_SET_CREATE = 1, XATTR_SET_REPLACE = 2 };

/* The file whose attributes are meant. */
struct xattr_file {
    const char *name; /* relative to dirfd; NULL for the file that dirfd is open on */
    int dirfd;        /* AT_FDCWD or a directory; with name NULL any descriptor */
    bool follow;      /* a symbolic link at the end of name stands for its target */
    bool path_only;   /* name is NULL and dirfd was opened with O_PATH: it is reached through /proc */
};

/* The attribute's value, written to value, which has room bytes (at most XATTR_VALUE_ROOM are ever needed). Its size,
 * or -errno: -ENODATA where the file has no such attribute, -ERANGE where room is too small. getxattr(2). */
ssize_t xattr_get(const struct xattr_file *file, const char *attribute, char *value, size_t room);

/* The names of the file's attributes, each with a NUL byte behind it, written to names, which has room bytes (at most
 * XATTR_LIST_ROOM are ever needed). The bytes written, or -errno. listxattr(2). */
ssize_t xattr_list(const struct xattr_file *file, char *names, size_t room);

/* Gives the attribute a value of size bytes; flags are XATTR_SET_CREATE, XATTR_SET_REPLACE or 0. 0, or -errno: -EEXIST
 * and -ENODATA where the flags say so, -E2BIG beyond XATTR_VALUE_ROOM. setxattr(2). */
int xattr_set(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags);

/* Takes the attribute away. 0, or -errno: -ENODATA where there is none of that name. removexattr(2). */
int xattr_remove(const struct xattr_file *file, const char *attribute);

#endif
