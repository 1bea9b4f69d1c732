/* SPDX-License-Identifier: MIT */
/* Blocking signals. */
#include "os/spawn/hold.h"

#include <stddef.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "os/retry.h"

int signal_orphaned(void)
{
    return SIGRTMAX - 1;
}

bool signal_when_orphaned(pid_t parent)
{
    return prctl(PR_SET_PDEATHSIG, (unsigned long)signal_orphaned(), 0UL, 0UL, 0UL) == 0 && getppid() == parent;
}

int signal_brief(void)
{
    return SIGRTMAX - 2;
}

/* The kernel keeps a blocked signal pending even if it is ignored, so ignored signals must not be blocked. */
static void all_but_ignored(sigset_t *set)
{
    struct sigaction action;

    sigfillset(set);
    for (int number = 1; number <= SIGRTMAX; number++)
        if (sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
            sigdelset(set, number);
}

int signals_hold(int flags, sigset_t *old)
{
    struct sigaction by_default = {.sa_handler = SIG_DFL};
    sigset_t set;

    sigaction(SIGCHLD, &by_default, NULL);
    all_but_ignored(&set);
    sigprocmask(SIG_BLOCK, &set, old);
    return OS_CALL(signalfd(-1, &set, SFD_CLOEXEC | flags));
}

void signals_release(const sigset_t *old)
{
    sigprocmask(SIG_SETMASK, old, NULL);
}

void signals_stop_here(void)
{
    sigset_t stop;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    sigprocmask(SIG_BLOCK, &stop, NULL);
}
