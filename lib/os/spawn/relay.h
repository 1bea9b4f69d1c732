/* SPDX-License-Identifier: MIT */
/* The bytes between a terminal's or pipe's two ends and the master side of a pseudo-terminal. Nothing here waits: what
 * the reader of out does not take stays in a buffer, and the program waits for it, not this process. */
#ifndef XOS_OS_RELAY_H
#define XOS_OS_RELAY_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { RELAY_POLLS = 3, RELAY_SIZE = 4096 };

/* Bytes on their way in one direction. */
struct relay_buffer {
    size_t sent, used;
    char data[RELAY_SIZE];
};

struct relay {
    int master;            /* non-blocking; -1 when its other side is closed */
    int in, out;           /* in is -1 at its end */
    int failed;            /* errno of a write to out; 0 while all is well */
    bool is_terminal;      /* in is a terminal */
    bool waiting;          /* it is one that another process group reads: it is left alone until relay_resume */
    bool raw;              /* it is in raw mode, to be set back */
    struct termios before; /* its settings before that */
    bool line_open;        /* the last byte handed to the program was no newline */
    size_t passed;         /* bytes of the program's output read so far */
    struct relay_buffer to_program, to_out;
    void (*tap)(void *data, const char *bytes, size_t size); /* sees the program's output; NULL: none */
    void *tap_data;
};

/* Starts a relay. A terminal on in becomes raw if this process is in its foreground, else in is not read until
 * relay_resume. 0 or -errno. */
int relay_begin(struct relay *relay, int master, int in, int out);

/* What to poll for: fills in RELAY_POLLS entries. */
void relay_polls(const struct relay *relay, struct pollfd polls[RELAY_POLLS]);

/* Moves what poll said can be moved. */
void relay_move(struct relay *relay, const struct pollfd polls[RELAY_POLLS]);

/* True if the program's terminal has nothing more to be read for the moment, and all that was read is written. */
bool relay_idle(const struct relay *relay);

/* Sets the terminal on in back and leaves it alone, before this process stops. */
void relay_suspend(struct relay *relay);

/* Takes the terminal on in again if this process is in its foreground now. */
void relay_resume(struct relay *relay);

/* Gives the program's terminal the window size of the terminal. */
void relay_resize(const struct relay *relay);

/* Sets the terminal back and closes the master side. */
void relay_end(struct relay *relay);

#endif
