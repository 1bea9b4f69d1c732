/* SPDX-License-Identifier: MIT */
/* Writes to a descriptor that may block, without waiting for its reader: the process continues to handle signals and
 * deadlines while nobody reads. O_NONBLOCK cannot be used, because it belongs to the open file, which other processes
 * share. */
#ifndef XOS_OS_SPAWN_BRIEF_H
#define XOS_OS_SPAWN_BRIEF_H

#include <stddef.h>
#include <sys/types.h>

/* Calls write(2) once, and interrupts it after 20 ms with signal_brief(). Call it when poll(2) has reported fd as
 * writable; other signals must be blocked (hold.h). Returns the number of bytes written, -EAGAIN if none could be
 * written in that time, or -errno. timer_create(2). */
ssize_t brief_write(int fd, const void *data, size_t size);

#endif
