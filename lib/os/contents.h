/* SPDX-License-Identifier: MIT */
/* Reading a file or a pipe into memory. */
#ifndef XOS_OS_CONTENTS_H
#define XOS_OS_CONTENTS_H

#include <stddef.h>
#include <sys/types.h>

/* Reads fd to its end. *data gets *size bytes and a NUL byte after them; the caller frees it. Returns 0, or -errno with
 * nothing to free: -EFBIG if there are more than limit bytes. read(2). */
int contents_read(int fd, size_t limit, char **data, size_t *size);

/* The same for a file name; "-" is standard input. */
int contents_of(const char *name, size_t limit, char **data, size_t *size);

/* Reads a file of /proc or /sys, whose name is relative to dir_fd, as a C string: at most its first room - 1 bytes.
 * Returns their number, or -errno with an empty text. openat(2), read(2). */
ssize_t contents_text(int dir_fd, const char *name, char *text, size_t room);

#endif
