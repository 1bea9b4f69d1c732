/* SPDX-License-Identifier: MIT */
/* Whether a directory is one of those above a place. */
#ifndef XOS_OS_LOOP_H
#define XOS_OS_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* True if the directory dir_fd, or one of the count - 1 directories above it, is the one with that device and inode
 * number. Steps up through ".."; false where that fails. openat(2), fstat(2). */
bool loop_is_above(int dir_fd, size_t count, dev_t device, ino_t ino);

#endif
