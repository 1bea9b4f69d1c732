/* SPDX-License-Identifier: MIT */
/* Signal handlers that only record the signal. They are set without SA_RESTART, so that a blocking call ends. */
#include "os/interrupt.h"

#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

#include "os/retry.h"

/* SIGALRM repeats, because the first one may arrive between a check of the flag and the blocking call after it. */
static void note(int number)
{
    static const struct itimerval soon = {.it_value.tv_usec = 20000};

    if (!os_interrupted || number != SIGALRM)
        os_interrupted = number;
    setitimer(ITIMER_REAL, &soon, NULL);
}

static void discard(int number)
{
    (void)number;
}

static void handle(int number, void (*handler)(int), struct sigaction *old)
{
    struct sigaction action = {.sa_handler = handler}, before;

    if (sigaction(number, &action, &before) == 0 && before.sa_handler == SIG_IGN)
        sigaction(number, &before, NULL);
    if (old != NULL)
        *old = before;
}

void interrupt_by(int number, struct sigaction *old)
{
    struct sigaction alarm = {.sa_handler = note};

    sigaction(SIGALRM, &alarm, NULL);
    handle(number, note, old);
}

void interrupt_discard(int number, struct sigaction *old)
{
    handle(number, discard, old);
}

void interrupt_restore(int number, const struct sigaction *old)
{
    sigaction(number, old, NULL);
}

void interrupt_after(int64_t ns)
{
    struct sigaction alarm = {.sa_handler = note};
    int64_t us = ns / 1000 + (ns % 1000 > 0);
    struct itimerval timer = {.it_value = {.tv_sec = (time_t)(us / 1000000), .tv_usec = (suseconds_t)(us % 1000000)}};

    if (ns > 0)
        sigaction(SIGALRM, &alarm, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

void interrupt_clear(void)
{
    interrupt_after(0);
    os_interrupted = 0;
}

void interrupt_die(int number)
{
    struct sigaction end = {.sa_handler = SIG_DFL};
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, number);
    sigaction(number, &end, NULL);
    kill(getpid(), number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}
