/* SPDX-License-Identifier: MIT */
/* What the process does at a signal. */
#include "os/signals.h"

#include <stddef.h>

#include "os/retry.h"

void os_signal_ignore(int number, struct sigaction *old)
{
    struct sigaction action = {.sa_handler = SIG_IGN};

    sigaction(number, &action, old);
}

void os_signal_default(int number, struct sigaction *old)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    sigaction(number, &action, old);
}

void os_signal_get(int number, struct sigaction *old)
{
    sigaction(number, NULL, old);
}

void os_signal_restore(int number, const struct sigaction *old)
{
    sigaction(number, old, NULL);
}

int os_kill(pid_t pid, int number)
{
    return OS_CALL(kill(pid, number));
}

void os_signals_block(const sigset_t *signals, sigset_t *old)
{
    sigprocmask(SIG_BLOCK, signals, old);
}
