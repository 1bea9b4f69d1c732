/* SPDX-License-Identifier: MIT */
/* Detects loops: compares a directory with those above another one. */
#ifndef XOS_OS_WALK_LOOP_H
#define XOS_OS_WALK_LOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* True if dir_fd or one of the count - 1 directories above it has that device and inode number. Goes up through "..";
 * returns false if that fails. openat(2), fstat(2). */
bool loop_is_above(int dir_fd, size_t count, dev_t device, ino_t ino);

#endif
