/* SPDX-License-Identifier: MIT */
/* Terminals and the master side of pseudo-terminals (spawn/pty.h opens both sides). Each function returns 0 or the
 * requested value, or -errno; new descriptors are close-on-exec. */
#ifndef XOS_OS_TTY_H
#define XOS_OS_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* True if fd is a terminal; false if it is closed. */
bool os_isatty(int fd);

/* ttyname_r(3): writes the terminal's path to name (capacity: size bytes). */
int os_ttyname(int fd, char *name, size_t size);

/* tcgetpgrp(3), tcsetpgrp(3): the foreground process group. */
int os_tcgetpgrp(int fd);
int os_tcsetpgrp(int fd, pid_t group);

/* TIOCGWINSZ: the size in characters. */
int os_terminal_size(int fd, unsigned *columns, unsigned *lines);

/* posix_openpt(3): opens the master of a new pseudo-terminal. */
int os_openpt(int flags);

/* grantpt(3), unlockpt(3), ptsname_r(3) of a master; the first two return -EINVAL for another descriptor. */
int os_grantpt(int fd);
int os_unlockpt(int fd);
int os_ptsname(int fd, char *name, size_t size);

/* login_tty(3): starts a session with fd as its terminal and standard streams; closes fd unless it is one of these. */
int os_login_tty(int fd);

#endif
