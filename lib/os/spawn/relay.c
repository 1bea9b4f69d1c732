/* SPDX-License-Identifier: MIT */
/* The bytes between standard streams and a pseudo-terminal. */
#include "os/spawn/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "os/spawn/pty.h"
#include "os/retry.h"

int relay_begin(struct relay *relay, int master, int in, int out)
{
    *relay = (struct relay){.master = master, .in = in, .out = out};
    int result = OS_CALL(fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK));
    if (result < 0)
        return result;
    if (tcgetattr(in, &relay->before) < 0)
        return 0;
    if (tcgetpgrp(in) != getpgrp()) {
        relay->in = -1; /* in the background the terminal is not ours to read */
        return 0;
    }
    struct termios raw = pty_raw(relay->before);
    relay->raw = tcsetattr(in, TCSADRAIN, &raw) == 0;
    return 0;
}

void relay_polls(const struct relay *relay, struct pollfd polls[2])
{
    bool full = relay->sent < relay->pending;

    polls[0] = (struct pollfd){.fd = relay->master, .events = (short)(POLLIN | (full ? POLLOUT : 0))};
    polls[1] = (struct pollfd){.fd = full || relay->master < 0 ? -1 : relay->in, .events = POLLIN};
}

static void close_master(struct relay *relay)
{
    if (relay->master >= 0)
        close(relay->master);
    relay->master = -1;
}

static void write_out(struct relay *relay, const char *data, size_t size)
{
    struct pollfd ready = {.fd = relay->out, .events = POLLOUT};

    while (size > 0) {
        ssize_t written = OS_RETRY(write(relay->out, data, size));
        if (written == -EAGAIN) { /* some program has made the terminal non-blocking */
            poll(&ready, 1, -1);
            continue;
        }
        if (written < 0) {
            relay->failed = (int)-written;
            close_master(relay); /* the program learns of it as of any terminal that is gone */
            return;
        }
        data += written;
        size -= (size_t)written;
    }
}

/* Hands on one piece. False where there is none, for now or for good. */
static bool from_program(struct relay *relay)
{
    char data[4096];
    ssize_t got = relay->master < 0 ? 0 : OS_RETRY(read(relay->master, data, sizeof data));

    if (got > 0) {
        write_out(relay, data, (size_t)got);
        return true;
    }
    if (got != -EAGAIN)
        close_master(relay); /* EIO: nobody has the other side open */
    return false;
}

static void to_program(struct relay *relay)
{
    ssize_t written = OS_RETRY(write(relay->master, relay->room + relay->sent, relay->pending - relay->sent));

    if (written > 0)
        relay->sent += (size_t)written;
    else if (written != -EAGAIN)
        relay->sent = relay->pending;
}

/* At the input's end the program is sent what ^D would send: once more where a line is not finished. */
static void end_input(struct relay *relay)
{
    enum { END_OF_FILE = 4 };

    relay->in = -1;
    relay->sent = 0;
    relay->pending = relay->line_open ? 2 : 1;
    relay->room[0] = relay->room[1] = END_OF_FILE;
}

static void from_input(struct relay *relay)
{
    ssize_t got = OS_RETRY(read(relay->in, relay->room, sizeof relay->room));

    if (got == -EAGAIN)
        return;
    if (got <= 0) {
        end_input(relay);
        return;
    }
    relay->sent = 0;
    relay->pending = (size_t)got;
    relay->line_open = relay->room[got - 1] != '\n';
}

void relay_move(struct relay *relay, const struct pollfd polls[2])
{
    if (polls[0].revents & (POLLIN | POLLHUP | POLLERR))
        from_program(relay);
    if (polls[1].revents != 0)
        from_input(relay);
    if (relay->master >= 0 && relay->sent < relay->pending)
        to_program(relay);
}

void relay_drain(struct relay *relay)
{
    enum { IDLE_MS = 100 }; /* what was written reaches the master side a moment later */
    struct pollfd poll_master = {.fd = relay->master, .events = POLLIN};

    while (relay->master >= 0 && poll(&poll_master, 1, IDLE_MS) > 0)
        while (from_program(relay))
            continue;
}

void relay_resize(const struct relay *relay)
{
    struct winsize size;

    if (relay->master >= 0 && ioctl(relay->in >= 0 ? relay->in : relay->out, TIOCGWINSZ, &size) == 0)
        ioctl(relay->master, TIOCSWINSZ, &size);
}

void relay_end(struct relay *relay)
{
    if (relay->raw)
        tcsetattr(relay->in >= 0 ? relay->in : STDIN_FILENO, TCSADRAIN, &relay->before);
    relay->raw = false;
    close_master(relay);
}
