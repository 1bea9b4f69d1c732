/* SPDX-License-Identifier: MIT */
/* Writes that are interrupted instead of waiting for a reader. */
#include "os/spawn/brief.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/hold.h"

enum { INTERVAL_NS = 20000000 };

static void nothing(int number)
{
    (void)number; /* the handler exists only to make write(2) return */
}

/* The calls take the kernel's timer ids and 64-bit times. The functions of musl start threads for timers with
 * SIGEV_THREAD, which takes 2 KB. */
#ifdef SYS_timer_settime64
enum { SET_TIMER = SYS_timer_settime64 };
#else
enum { SET_TIMER = SYS_timer_settime };
#endif

struct timer_span {
    int64_t interval_seconds, interval_ns, seconds, ns;
};

/* The timer's signal comes again and again: the first one may arrive just before write(2) begins to wait. */
static bool start(int *timer)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal_brief()};
    struct sigaction action = {.sa_handler = nothing};
    struct timer_span span = {.ns = INTERVAL_NS, .interval_ns = INTERVAL_NS};

    if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, timer) < 0)
        return false;
    sigaction(signal_brief(), &action, NULL);
    syscall(SET_TIMER, *timer, 0, &span, NULL);
    return true;
}

ssize_t brief_write(int fd, const void *data, size_t size)
{
    struct stat status;
    int timer;
    sigset_t own;

    bool waits = fstat(fd, &status) == 0 && !S_ISREG(status.st_mode) && start(&timer);
    sigemptyset(&own);
    sigaddset(&own, signal_brief());
    sigprocmask(waits ? SIG_UNBLOCK : SIG_BLOCK, &own, NULL);
    ssize_t written = OS_CALL(write(fd, data, size));
    if (waits) {
        sigprocmask(SIG_BLOCK, &own, NULL);
        syscall(SYS_timer_delete, timer);
    }
    return written == -EINTR ? -EAGAIN : written;
}
