/* SPDX-License-Identifier: MIT */
/* xspawn --lock: the program runs while this process holds a lock of flock(2), as util-linux's flock does. */
#include "spawn/xspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>

#include "os/deadline.h"
#include "os/fd.h"
#include "os/output.h"
#include "os/retry.h"

TEXTS_OF(spawn_lock);

/* Tries until the deadline: without a signal, the time of waiting for a lock cannot be limited otherwise. */
static int lock_until(int fd, int operation, int64_t deadline)
{
    const struct timespec pause = {.tv_nsec = 10000000};

    for (;;) {
        int result = OS_RETRY(flock(fd, operation | LOCK_NB));
        if (result != -EWOULDBLOCK)
            return result;
        if (deadline_now() >= deadline)
            return -ETIMEDOUT;
        nanosleep(&pause, NULL);
    }
}

int xspawn_lock(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    int operation = args->lock_shared ? LOCK_SH : LOCK_EX;

    if (args->lock == NULL)
        return args->lock_shared || args->lock_wait.given
                   ? fail_usage(xspawn->call->fail, "--lock-wait and --lock-shared need --lock")
                   : 0;
    int fd = os_open(AT_FDCWD, args->lock, O_RDONLY | O_NOCTTY | O_NONBLOCK, 0);
    if (fd == -ENOENT)
        fd = os_output_open(args->lock, O_WRONLY, 0666);
    if (fd < 0)
        return fail_errno(xspawn->call->fail, -fd, args->lock, NULL);
    xspawn->lock_fd = fd;
    bool limited = args->lock_wait.given && args->lock_wait.value != INT64_MAX;
    int result = limited ? lock_until(fd, operation, deadline_after(args->lock_wait.value))
                         : OS_RETRY(flock(fd, operation));
    if (result == 0 && args->nowait) /* then the program holds the lock */
        result = os_set_inheritable(fd, true);
    return result < 0 ? fail_errno(xspawn->call->fail, -result, args->lock, NULL) : 0;
}
