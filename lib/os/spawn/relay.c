/* SPDX-License-Identifier: MIT */
/* Copies bytes between standard streams and a pseudo-terminal. */
#include "os/spawn/relay.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "os/spawn/brief.h"
#include "os/spawn/pty.h"
#include "os/retry.h"

int relay_begin(struct relay *relay, int master, int in, int out)
{
    relay->master = master;
    relay->in = in;
    relay->out = out;
    int result = OS_CALL(fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK));
    if (result < 0)
        return result;
    relay->is_terminal = relay->waiting = tcgetattr(in, &relay->before) == 0;
    relay_resume(relay);
    return 0;
}

void relay_resume(struct relay *relay)
{
    if (!relay->waiting || relay->in < 0 || tcgetpgrp(relay->in) != getpgrp())
        return;
    struct termios raw = pty_raw(relay->before);
    relay->waiting = false;
    relay->raw = tcsetattr(relay->in, TCSANOW, &raw) == 0;
}

void relay_suspend(struct relay *relay)
{
    if (relay->raw)
        tcsetattr(relay->in >= 0 ? relay->in : STDIN_FILENO, TCSANOW, &relay->before);
    relay->raw = false;
    relay->waiting = relay->is_terminal;
}

static bool is_pending(const struct relay_buffer *buffer)
{
    return buffer->sent < buffer->used;
}

void relay_polls(const struct relay *relay, struct pollfd polls[RELAY_POLLS])
{
    bool to_program = is_pending(&relay->to_program), to_out = is_pending(&relay->to_out);
    short events = (short)((to_out ? 0 : POLLIN) | (to_program ? POLLOUT : 0));
    bool reads = !to_program && !relay->waiting && relay->master >= 0;

    /* poll(2) reports a hang-up even if no event was requested */
    polls[0] = (struct pollfd){.fd = events != 0 ? relay->master : -1, .events = events};
    polls[1] = (struct pollfd){.fd = reads ? relay->in : -1, .events = POLLIN};
    polls[2] = (struct pollfd){.fd = to_out ? relay->out : -1, .events = POLLOUT};
}

static void close_master(struct relay *relay)
{
    if (relay->master >= 0)
        close(relay->master);
    relay->master = -1;
}

static void write_out(struct relay *relay)
{
    struct relay_buffer *buffer = &relay->to_out;
    ssize_t written = brief_write(relay->out, buffer->data + buffer->sent, buffer->used - buffer->sent);

    if (written >= 0)
        buffer->sent += (size_t)written;
    else if (written != -EAGAIN) {
        relay->failed = (int)-written;
        buffer->sent = buffer->used;
        close_master(relay); /* the program sees that as a hang-up of its terminal */
    }
}

static void from_program(struct relay *relay)
{
    struct relay_buffer *buffer = &relay->to_out;
    ssize_t got = OS_RETRY(read(relay->master, buffer->data, sizeof buffer->data));

    if (got > 0) {
        buffer->sent = 0;
        buffer->used = (size_t)got;
        relay->passed += (size_t)got;
        if (relay->tap != NULL)
            relay->tap(relay->tap_data, buffer->data, (size_t)got);
    } else if (got != -EAGAIN)
        close_master(relay); /* EIO: no process has the other side open */
}

static void to_program(struct relay *relay)
{
    struct relay_buffer *buffer = &relay->to_program;
    ssize_t written = OS_RETRY(write(relay->master, buffer->data + buffer->sent, buffer->used - buffer->sent));

    if (written > 0)
        buffer->sent += (size_t)written;
    else if (written != -EAGAIN)
        buffer->sent = buffer->used;
}

/* At the end of the input, sends ^D to the program: twice if the last line is not finished. */
static void end_input(struct relay *relay)
{
    enum { END_OF_FILE = 4 };
    struct relay_buffer *buffer = &relay->to_program;

    relay->in = -1;
    buffer->sent = 0;
    buffer->used = relay->line_open ? 2 : 1;
    buffer->data[0] = buffer->data[1] = END_OF_FILE;
}

static void from_input(struct relay *relay)
{
    struct relay_buffer *buffer = &relay->to_program;
    ssize_t got = OS_RETRY(read(relay->in, buffer->data, sizeof buffer->data));

    if (got == -EAGAIN)
        return;
    if (got <= 0) {
        end_input(relay);
        return;
    }
    buffer->sent = 0;
    buffer->used = (size_t)got;
    relay->line_open = buffer->data[got - 1] != '\n';
}

void relay_move(struct relay *relay, const struct pollfd polls[RELAY_POLLS])
{
    if (polls[2].revents != 0)
        write_out(relay);
    if (relay->master >= 0 && (polls[0].events & POLLIN) != 0 && polls[0].revents != 0)
        from_program(relay);
    if (polls[1].revents != 0)
        from_input(relay);
    if (relay->master >= 0 && is_pending(&relay->to_program))
        to_program(relay);
}

bool relay_idle(const struct relay *relay)
{
    struct pollfd master = {.fd = relay->master, .events = POLLIN};

    return !is_pending(&relay->to_out) && (relay->master < 0 || poll(&master, 1, 0) == 0);
}

void relay_resize(const struct relay *relay)
{
    struct winsize size;

    if (relay->master >= 0 && ioctl(relay->in >= 0 ? relay->in : relay->out, TIOCGWINSZ, &size) == 0)
        ioctl(relay->master, TIOCSWINSZ, &size);
}

void relay_end(struct relay *relay)
{
    relay_suspend(relay);
    close_master(relay);
}
