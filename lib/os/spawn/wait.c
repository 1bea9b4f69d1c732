/* SPDX-License-Identifier: MIT */
/* Waiting for processes, and descriptors for processes. */
#include "os/spawn/wait.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/retry.h"

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

pid_t wait_process(pid_t pid, int options, int *status, struct rusage *usage)
{
    return OS_RETRY(wait4(pid, status, options, usage));
}

int wait_id(int idtype, id_t id, int options, siginfo_t *info)
{
    info->si_pid = 0;
    return OS_RETRY(waitid((idtype_t)idtype, id, info, options));
}

int wait_exit_status(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int wait_exit_code(int status)
{
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

int pidfd_of(pid_t pid, unsigned flags)
{
    return (int)OS_RETRY(syscall(SYS_pidfd_open, pid, flags));
}

int pidfd_signal(int pidfd, int number)
{
    return (int)OS_RETRY(syscall(SYS_pidfd_send_signal, pidfd, number, NULL, 0));
}

int process_signal(pid_t pid, int pidfd, int number)
{
    int result = pidfd < 0 ? pidfd : pidfd_signal(pidfd, number);

    return result == 0 || result == -ESRCH ? result : OS_CALL(kill(pid, number));
}

int pidfd_take(int pidfd, int fd, unsigned flags)
{
    return (int)OS_RETRY(syscall(SYS_pidfd_getfd, pidfd, fd, flags));
}

/* Waits until pidfd, or pid if pidfd is negative, has ended, or until the deadline. True if it has ended. */
static bool ends_in_time(pid_t pid, int pidfd, int64_t deadline)
{
    enum { STEP_MS = 10 };
    siginfo_t info = {0};

    for (;;) {
        struct pollfd wanted = {.fd = pidfd, .events = POLLIN};
        int left = deadline_ms(deadline);
        if (poll(&wanted, pidfd >= 0, pidfd < 0 && left > STEP_MS ? STEP_MS : left) > 0)
            return true;
        if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid)
            return true;
        if (left == 0)
            return false;
    }
}

int wait_limited(pid_t pid, int64_t timeout_ns, int *status)
{
    bool late = false;

    if (timeout_ns != INT64_MAX) {
        int pidfd = pidfd_of(pid, 0);
        late = !ends_in_time(pid, pidfd, deadline_after(timeout_ns));
        if (pidfd >= 0)
            close(pidfd);
        if (late)
            kill(pid, SIGKILL);
    }
    pid_t result = wait_process(pid, 0, status, NULL);
    return result < 0 ? result : late ? -ETIMEDOUT : 0;
}
