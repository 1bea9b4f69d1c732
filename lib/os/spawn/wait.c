/* SPDX-License-Identifier: MIT */
/* Waiting for processes, and descriptors for processes. */
#include "os/spawn/wait.h"

#include <stddef.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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

int pidfd_take(int pidfd, int fd, unsigned flags)
{
    return (int)OS_RETRY(syscall(SYS_pidfd_getfd, pidfd, fd, flags));
}
