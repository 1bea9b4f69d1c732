/* SPDX-License-Identifier: MIT */
/* Pseudo-terminals, and the settings of a terminal that is relayed to one. */
#ifndef XOS_OS_SPAWN_PTY_H
#define XOS_OS_SPAWN_PTY_H

#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>

/* Opens a pseudo-terminal of that size (NULL: the system's default), both sides close-on-exec. settings (NULL: the
 * system's default) are those of the slave side. Returns 0 or -errno. */
int pty_open(const struct winsize *size, const struct termios *settings, int *master, int *slave);

/* The window's size of the first standard stream that is a terminal; without one, 80 by 24. TIOCGWINSZ. */
struct winsize pty_window_size(void);

/* Opens a pseudo-terminal with the settings of the terminal on standard input; without one, it does not echo. crlf:
 * whether a newline that is written becomes CR LF, as on a terminal. Returns 0 or -errno. */
int pty_open_like_input(const struct winsize *size, bool crlf, int *master, int *slave);

/* Opens a pseudo-terminal that changes no byte. Returns 0 or -errno. */
int pty_open_raw(int *master, int *slave);

/* Returns settings changed to raw mode: no byte is converted, and no key sends a signal. */
struct termios pty_raw(struct termios settings);

#endif
