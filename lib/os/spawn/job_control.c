/* SPDX-License-Identifier: MIT */
/* A supervisor as a job of a shell: stopping, continuing, and the terminal's foreground. */
#include "os/spawn/supervise.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/spawn/hold.h"

void supervise_signal_group(const struct supervise *supervise, int number)
{
    if (getpgid(supervise->pid) == supervise->pid)
        kill(-supervise->pid, number);
    else
        kill(supervise->pid, number);
}

static void add_event(struct supervise *supervise, bool stopped, int number)
{
    size_t *counter = stopped ? &supervise->stops : &supervise->continues;

    ++*counter;
    if (supervise->event_count < SUPERVISE_EVENTS)
        supervise->events[supervise->event_count++] = (struct supervise_event){deadline_now() - supervise->started_ns,
                                                                               stopped, number};
}

/* Stops and continues alternate. If wait(2) has missed one between two others, it is added. */
void supervise_record(struct supervise *supervise, bool stopped, int number)
{
    bool is_stopped = supervise->stops > supervise->continues;

    if (stopped == is_stopped)
        add_event(supervise, !stopped, stopped ? 0 : supervise->stopping);
    add_event(supervise, stopped, number);
    supervise->stopping = 0;
}

static bool in_foreground(int terminal)
{
    return terminal >= 0 && tcgetpgrp(terminal) == getpgrp();
}

bool supervise_takes_terminal(const struct supervise *supervise)
{
    return in_foreground(supervise->plan.terminal);
}

/* Takes the terminal back, stops, and gives it to the child again if this process is continued in the foreground. */
static void stop_with_terminal(struct supervise *supervise)
{
    int terminal = supervise->plan.terminal;

    if (supervise->plan.relay != NULL)
        relay_suspend(supervise->plan.relay);
    if (supervise->owns_terminal)
        tcsetpgrp(terminal, getpgrp());
    supervise->owns_terminal = false;
    signals_stop_here();
    supervise_watch_terminal(supervise);
}

void supervise_watch_terminal(struct supervise *supervise)
{
    if (supervise->plan.relay != NULL)
        relay_resume(supervise->plan.relay);
    if (supervise->owns_terminal || !in_foreground(supervise->plan.terminal))
        return;
    supervise->owns_terminal = tcsetpgrp(supervise->plan.terminal, supervise->pid) == 0;
    kill(-supervise->pid, SIGCONT); /* it may have been stopped because it read from the terminal */
}

int supervise_watch_ms(const struct supervise *supervise)
{
    enum { WATCH_MS = 200 };
    const struct relay *relay = supervise->plan.relay;
    bool watches = supervise->plan.terminal >= 0 ? !supervise->owns_terminal : relay != NULL && relay->waiting;

    return watches ? WATCH_MS : -1;
}

void supervise_follow_stop(struct supervise *supervise, int number)
{
    bool pty = supervise->plan.relay != NULL && supervise->plan.relay->raw;
    bool waits_for_terminal = supervise->plan.terminal >= 0 && (number == SIGTTIN || number == SIGTTOU);

    if (waits_for_terminal && !supervise->owns_terminal)
        supervise_watch_terminal(supervise);
    if (waits_for_terminal && supervise->owns_terminal)
        return;
    bool job = supervise->plan.leader && (in_foreground(0) || in_foreground(1) || in_foreground(2));
    if (!supervise->owns_terminal && !waits_for_terminal && !pty && !job)
        return;
    stop_with_terminal(supervise);
    supervise_signal_group(supervise, SIGCONT);
}

/* A program in another session has no shell either, so the kernel ignores its SIGTSTP unless the program handles it:
 * SIGSTOP stops it. If the child does something else on SIGTSTP, do not wait for it any longer. */
void supervise_stop_too(struct supervise *supervise, int (*reap)(struct supervise *))
{
    enum { MOMENT_MS = 100 };
    struct pollfd signals = {.fd = supervise->signals, .events = POLLIN};
    size_t stops = supervise->stops;

    supervise->stopping = SIGTSTP;
    if (supervise->plan.separate)
        supervise_signal_group(supervise, SIGTSTP);
    for (int tries = 0; reap(supervise) == 0 && supervise->stops == stops && tries < 2; tries++) {
        if (tries == 1 && supervise->plan.session)
            supervise_signal_group(supervise, SIGSTOP);
        poll(&signals, 1, MOMENT_MS);
    }
    if (supervise->ended)
        return;
    stop_with_terminal(supervise);
    supervise_signal_group(supervise, SIGCONT);
}
