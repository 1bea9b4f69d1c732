/* SPDX-License-Identifier: MIT */
/* All that a file or a pipe holds, in memory. */
#ifndef XOS_OS_CONTENTS_H
#define XOS_OS_CONTENTS_H

#include <stddef.h>

/* Reads from fd to its end. *data is the caller's to free, with a NUL byte behind its *size bytes. 0, or -errno with
 * nothing to free: -EFBIG where there are more than limit bytes. read(2). */
int contents_read(int fd, size_t limit, char **data, size_t *size);

/* The same for the file of that name, "-" being standard input. */
int contents_of(const char *name, size_t limit, char **data, size_t *size);

#endif
