/* SPDX-License-Identifier: MIT */
/* Terminals, and what is asked of a pseudo-terminal's master (pty.h opens both ends of one). Each function gives 0 or
 * the value asked for, or -errno; what it makes is close-on-exec. */
#ifndef XOS_OS_TTY_H
#define XOS_OS_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Whether fd is a terminal; false for a closed one. */
bool os_isatty(int fd);

/* ttyname_r(3): the path of the terminal, into name of size bytes. */
int os_ttyname(int fd, char *name, size_t size);

/* tcgetpgrp(3), tcsetpgrp(3): the foreground process group. */
int os_tcgetpgrp(int fd);
int os_tcsetpgrp(int fd, pid_t group);

/* TIOCGWINSZ: the size in characters. */
int os_terminal_size(int fd, unsigned *columns, unsigned *lines);

/* posix_openpt(3): a new pseudo-terminal's master. */
int os_openpt(int flags);

/* grantpt(3), unlockpt(3), ptsname_r(3) of a master; -EINVAL for another descriptor from the first two. */
int os_grantpt(int fd);
int os_unlockpt(int fd);
int os_ptsname(int fd, char *name, size_t size);

/* login_tty(3): a new session with fd as its terminal and standard streams; fd is closed unless it is one of them. */
int os_login_tty(int fd);

#endif
