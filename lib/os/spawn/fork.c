/* SPDX-License-Identifier: MIT */
/* fork(2), and fork(2) with a terminal as forkpty(3) has it. */
#include "os/spawn/fork.h"

#include <stdlib.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/pty.h"
#include "os/tty.h"

pid_t fork_process(void)
{
    return OS_CALL(fork());
}

pid_t fork_terminal(int *master)
{
    int slave, result = pty_open(NULL, NULL, master, &slave);

    if (result < 0)
        return result;
    pid_t pid = fork_process();
    if (pid == 0) {
        close(*master);
        if (os_login_tty(slave) < 0)
            _exit(EXIT_FAILURE);
        return 0;
    }
    close(slave);
    if (pid < 0)
        close(*master);
    return pid;
}
