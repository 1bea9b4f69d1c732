/* SPDX-License-Identifier: MIT */
/* The bytes between a terminal's or pipe's two ends and the master side of a pseudo-terminal. */
#ifndef XOS_OS_RELAY_H
#define XOS_OS_RELAY_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

struct relay {
    int master;            /* non-blocking; -1 when its other side is closed */
    int in, out;           /* in is -1 at its end */
    int failed;            /* errno of a write to out; 0 while all is well */
    bool raw;              /* in is a terminal in raw mode, to be set back */
    struct termios before; /* its settings then */
    bool line_open;        /* the last byte handed to the program was no newline */
    size_t pending, sent;
    char room[4096];
};

/* Starts a relay; in is read where it is a terminal of this process's or no terminal at all, and a terminal becomes
 * raw. 0 or -errno. */
int relay_begin(struct relay *relay, int master, int in, int out);

/* What to poll for: fills in two entries. */
void relay_polls(const struct relay *relay, struct pollfd polls[2]);

/* Moves what poll said can be moved. */
void relay_move(struct relay *relay, const struct pollfd polls[2]);

/* Hands on what the program wrote before it ended. */
void relay_drain(struct relay *relay);

/* The terminal's window size goes to the program's terminal. */
void relay_resize(const struct relay *relay);

/* Sets the terminal back and closes the master side. */
void relay_end(struct relay *relay);

#endif
