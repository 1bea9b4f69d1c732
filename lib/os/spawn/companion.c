/* SPDX-License-Identifier: MIT */
/* A program of xos at the other end of a socket. */
#include "os/spawn/companion.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/fork.h"
#include "os/spawn/wait.h"

/* In the child: a child of its own becomes the program. */
static __attribute__((noreturn)) void become(const char *path, const char *option, int fd, const char *last)
{
    char number[16];

    if (fork_process() != 0)
        _exit(0);
    fcntl(fd, F_SETFD, 0);
    snprintf(number, sizeof number, "%d", fd);
    execv(path, (char *const[]){(char *)path, (char *)option, number, (char *)last, NULL});
    _exit(127); /* the socket closes */
}

int companion_start(const char *path, const char *option, const char *last)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return -errno;
    pid_t pid = fork_process();
    if (pid == 0)
        become(path, option, ends[1], last);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return pid;
    }
    wait_process(pid, 0, NULL, NULL);
    return ends[0];
}

int companion_send(int fd, const void *data, size_t size)
{
    const char *at = data;

    while (size > 0) {
        ssize_t sent = OS_RETRY(send(fd, at, size, MSG_NOSIGNAL));
        if (sent < 0)
            return (int)sent;
        at += sent;
        size -= (size_t)sent;
    }
    return 0;
}

ssize_t companion_receive(int fd, void *data, size_t size)
{
    return OS_RETRY(read(fd, data, size));
}

void companion_end(int fd)
{
    char dropped[512];

    shutdown(fd, SHUT_WR);
    while (companion_receive(fd, dropped, sizeof dropped) > 0)
        continue;
}
