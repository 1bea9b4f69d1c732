/* SPDX-License-Identifier: MIT */
/* A program of xos at the other end of a socket. */
#include "os/spawn/companion.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/io.h"
#include "os/spawn/fork.h"
#include "os/spawn/wait.h"

/* In the child: its own child becomes the program. */
static __attribute__((noreturn)) void become(const char *path, const char *option, int fd, const char *last)
{
    char number[16];

    if (fork_process() != 0)
        _exit(0);
    fcntl(fd, F_SETFD, 0);
    put_decimal(number, (unsigned)fd);
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

void companion_end(int fd)
{
    char dropped[512];

    shutdown(fd, SHUT_WR);
    while (os_read(fd, dropped, sizeof dropped) > 0)
        continue;
}
