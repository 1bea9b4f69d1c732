/* SPDX-License-Identifier: MIT */
/* A program of xos that serves this process over a socket. It is no child of this process: no wait finds it. */
#ifndef XOS_OS_SPAWN_COMPANION_H
#define XOS_OS_SPAWN_COMPANION_H

#include <stddef.h>
#include <sys/types.h>

/* Starts `path option FD last`, where FD is the program's end of the socket. This end, close-on-exec, or -errno.
 * socketpair(2), fork(2) twice, execve(2). */
int companion_start(const char *path, const char *option, const char *last);

/* Sends all bytes, without a signal if the program is gone. 0 or -errno. */
int companion_send(int fd, const void *data, size_t size);

/* Waits for bytes. Their number, 0 if the program is gone, or -errno: -EINTR if os_stop() says so. */
ssize_t companion_receive(int fd, void *data, size_t size);

/* Tells the program that nothing follows, and waits until it has ended. The descriptor stays open. */
void companion_end(int fd);

#endif
