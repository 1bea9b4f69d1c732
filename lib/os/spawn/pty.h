/* SPDX-License-Identifier: MIT */
/* Pseudo-terminals, and a terminal's settings while a program on one is relayed. */
#ifndef XOS_OS_PTY_H
#define XOS_OS_PTY_H

#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>

/* Opens a pseudo-terminal of that size (NULL: the system's default), both ends close-on-exec; settings (NULL: the
 * system's) are those of its terminal side. 0 or -errno. */
int pty_open(const struct winsize *size, const struct termios *settings, int *master, int *slave);

/* The settings of raw mode: no byte is changed, no key makes a signal. */
struct termios pty_raw(struct termios settings);

#endif
