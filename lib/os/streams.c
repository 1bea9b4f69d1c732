/* SPDX-License-Identifier: MIT */
/* The standard streams at start. */
#include "os/streams.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

unsigned streams_guard(void)
{
    struct pollfd streams[3] = {{.fd = 0}, {.fd = 1}, {.fd = 2}};
    unsigned closed = 0;

    if (poll(streams, 3, 0) <= 0)
        return 0;
    for (int fd = 0; fd < 3; fd++)
        if (streams[fd].revents & POLLNVAL) {
            closed |= 1u << fd;
            (void)open("/", O_PATH | O_CLOEXEC); /* gets the lowest free number, which is this stream */
        }
    return closed;
}

unsigned streams_still_closed(unsigned closed)
{
    for (int fd = 0; fd < 3; fd++) {
        int flags = closed & 1u << fd ? fcntl(fd, F_GETFL) : -1;
        if (flags < 0 || (flags & O_PATH) != O_PATH)
            closed &= ~(1u << fd);
    }
    return closed;
}

void streams_release(unsigned closed)
{
    if (closed == 0)
        return;
    closed = streams_still_closed(closed);
    for (int fd = 0; fd < 3; fd++)
        if (closed & 1u << fd)
            close(fd);
}

static void ignore(int number)
{
    (void)number;
}

void streams_outlive_size_limit(void)
{
    struct sigaction handler = {.sa_handler = ignore}, old; /* execve(2) resets it; SIG_IGN would be inherited */

    if (sigaction(SIGXFSZ, &handler, &old) == 0 && old.sa_handler == SIG_IGN)
        sigaction(SIGXFSZ, &old, NULL);
}
