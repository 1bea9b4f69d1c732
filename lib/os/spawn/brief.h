/* SPDX-License-Identifier: MIT */
/* Writing to a descriptor that may block, without waiting for its reader: the process goes on with signals and
 * deadlines while nobody reads. O_NONBLOCK would not do: it belongs to the open file, which other processes share. */
#ifndef XOS_OS_SPAWN_BRIEF_H
#define XOS_OS_SPAWN_BRIEF_H

#include <stddef.h>
#include <sys/types.h>

/* Writes once, and is interrupted after 20 ms. Returns the bytes written, -EAGAIN if none could be written within that
 * time, or -errno. To be called when poll(2) has reported fd as writable; signals are held back (hold.h), so that
 * signal_brief() alone interrupts. write(2), setitimer(2)-like timers of timer_create(2). */
ssize_t brief_write(int fd, const void *data, size_t size);

#endif
