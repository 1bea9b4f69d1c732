/* SPDX-License-Identifier: MIT */
/* fork(2) and forkpty(3). */
#include "os/spawn/fork.h"

#include <fcntl.h>
#include <unistd.h>
#ifdef HAVE_PTY_H
#include <pty.h>
#elif defined HAVE_UTIL_H
#include <util.h>
#endif

#include "os/retry.h"

pid_t fork_process(void)
{
    return OS_CALL(fork());
}

pid_t fork_terminal(int *master)
{
    pid_t pid = OS_RETRY(forkpty(master, NULL, NULL, NULL));

    if (pid > 0)
        fcntl(*master, F_SETFD, FD_CLOEXEC);
    return pid;
}
