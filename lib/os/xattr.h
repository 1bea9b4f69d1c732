/* SPDX-License-Identifier: MIT */
/* Extended attributes: getxattr(2), listxattr(2), setxattr(2) and removexattr(2), by path, by descriptor or relative to
 * a directory (getxattrat(2) and its family if the kernel has them, else /proc/thread-self/fd). */
#ifndef XOS_OS_XATTR_H
#define XOS_OS_XATTR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The kernel's limits in bytes: of a value, and of a file's list of names. */
enum { XATTR_VALUE_ROOM = 65536, XATTR_LIST_ROOM = 65536 };

/* setxattr's flags. */
enum { XATTR_SET_CREATE = 1, XATTR_SET_REPLACE = 2 };

/* The file whose attributes are read or changed. */
struct xattr_file {
    const char *name; /* relative to dirfd; NULL for the file that dirfd is open on */
    int dirfd;        /* AT_FDCWD or a directory; with name NULL any descriptor */
    bool follow;      /* use the target if name is a symbolic link */
    bool path_only;   /* name is NULL and dirfd was opened with O_PATH: go through /proc */
};

/* Reads the attribute's value into value (capacity: room bytes; XATTR_VALUE_ROOM is always enough). Returns its size,
 * or -errno: -ENODATA if the file has no such attribute, -ERANGE if room is too small. getxattr(2). */
ssize_t xattr_get(const struct xattr_file *file, const char *attribute, char *value, size_t room);

/* Reads the names of the file's attributes, each with a NUL byte, into names (capacity: room bytes; XATTR_LIST_ROOM is
 * always enough). Returns the number of bytes, or -errno. listxattr(2). */
ssize_t xattr_list(const struct xattr_file *file, char *names, size_t room);

/* Sets the attribute to a value of size bytes; flags: XATTR_SET_CREATE, XATTR_SET_REPLACE or 0. Returns 0, or -errno:
 * -EEXIST or -ENODATA as the flags require, -E2BIG beyond XATTR_VALUE_ROOM. setxattr(2). */
int xattr_set(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags);

/* Removes the attribute. Returns 0, or -errno: -ENODATA if it does not exist. removexattr(2). */
int xattr_remove(const struct xattr_file *file, const char *attribute);

#endif
