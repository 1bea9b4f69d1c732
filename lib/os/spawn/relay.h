/* SPDX-License-Identifier: MIT */
/* Copies bytes between standard streams (a terminal or pipes) and the master side of a pseudo-terminal. No function
 * here blocks: what cannot be written to out yet stays in a buffer. Then the program on the pseudo-terminal waits, but
 * not this process. */
#ifndef XOS_OS_SPAWN_RELAY_H
#define XOS_OS_SPAWN_RELAY_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { RELAY_POLLS = 3, RELAY_SIZE = 4096 };

/* Bytes to be copied in one direction. */
struct relay_buffer {
    size_t sent, used;
    char data[RELAY_SIZE];
};

struct relay {
    int master;            /* non-blocking; -1 once its other side is closed */
    int in, out;           /* in is -1 after its end */
    int failed;            /* errno of a write to out; 0 without error */
    bool is_terminal;      /* in is a terminal */
    bool waiting;          /* another process group reads that terminal: do not use it before relay_resume */
    bool raw;              /* it is in raw mode, and must be restored */
    struct termios before; /* its original settings */
    bool line_open;        /* the last byte sent to the program was not a newline */
    size_t passed;         /* bytes of the program's output read so far */
    struct relay_buffer to_program, to_out;
    void (*tap)(void *data, const char *bytes, size_t size); /* receives the program's output; NULL: none */
    void *tap_data;
};

/* Starts a relay. If in is a terminal, and this process is in its foreground, in is set to raw mode; in the background,
 * in is not read before relay_resume. Returns 0 or -errno. */
int relay_begin(struct relay *relay, int master, int in, int out);

/* Fills in RELAY_POLLS entries for poll(2). */
void relay_polls(const struct relay *relay, struct pollfd polls[RELAY_POLLS]);

/* Copies what poll(2) has reported as possible. */
void relay_move(struct relay *relay, const struct pollfd polls[RELAY_POLLS]);

/* True if the program's terminal has nothing more to read at the moment, and everything read from it was written. */
bool relay_idle(const struct relay *relay);

/* Before this process stops: restores the terminal on in, and does not use it until relay_resume. */
void relay_suspend(struct relay *relay);

/* Uses the terminal on in again, if this process is in its foreground now. */
void relay_resume(struct relay *relay);

/* Sets the window size of the program's terminal to that of the terminal. */
void relay_resize(const struct relay *relay);

/* Restores the terminal and closes the master side. */
void relay_end(struct relay *relay);

#endif
