/* SPDX-License-Identifier: MIT */
/* Writes that are interrupted instead of waiting for a reader. */
#include "os/spawn/brief.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/hold.h"

enum { INTERVAL_NS = 20000000 };

static void nothing(int number)
{
    (void)number; /* the handler exists only to make write(2) return */
}

/* The timer's signal comes again and again: the first one may arrive just before write(2) begins to wait. */
static bool start(timer_t *timer)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal_brief()};
    struct sigaction action = {.sa_handler = nothing};
    struct itimerspec span = {.it_value.tv_nsec = INTERVAL_NS, .it_interval.tv_nsec = INTERVAL_NS};

    if (timer_create(CLOCK_MONOTONIC, &event, timer) < 0)
        return false;
    sigaction(signal_brief(), &action, NULL);
    timer_settime(*timer, 0, &span, NULL);
    return true;
}

ssize_t brief_write(int fd, const void *data, size_t size)
{
    struct stat status;
    timer_t timer;
    sigset_t own;

    bool waits = fstat(fd, &status) == 0 && !S_ISREG(status.st_mode) && start(&timer);
    sigemptyset(&own);
    sigaddset(&own, signal_brief());
    sigprocmask(waits ? SIG_UNBLOCK : SIG_BLOCK, &own, NULL);
    ssize_t written = OS_CALL(write(fd, data, size));
    if (waits) {
        sigprocmask(SIG_BLOCK, &own, NULL);
        timer_delete(timer);
    }
    return written == -EINTR ? -EAGAIN : written;
}
