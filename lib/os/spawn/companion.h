/* SPDX-License-Identifier: MIT */
/* A program of xos that serves this process over a socket. It is not a child of this process, so no wait finds it. */
#ifndef XOS_OS_SPAWN_COMPANION_H
#define XOS_OS_SPAWN_COMPANION_H

/* Starts `path option FD last`, where FD is the program's end of the socket. Returns this process's end, close-on-exec,
 * or -errno. Send with os_send, receive with os_read. socketpair(2), fork(2) twice, execve(2). */
int companion_start(const char *path, const char *option, const char *last);

/* Tells the program that nothing follows, and waits until it has ended. The descriptor stays open. */
void companion_end(int fd);

#endif
