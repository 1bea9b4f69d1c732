/* SPDX-License-Identifier: MIT */
/* Waiting for processes, and descriptors for processes (pidfds). */
#ifndef XOS_OS_SPAWN_WAIT_H
#define XOS_OS_SPAWN_WAIT_H

#include <signal.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/* wait4(2), repeated after EINTR; status and usage may be NULL. Returns the pid, 0 with WNOHANG if nothing has changed,
 * or -errno. */
pid_t wait_process(pid_t pid, int options, int *status, struct rusage *usage);

/* waitid(2), repeated after EINTR; info->si_pid is 0 if nothing has changed. 0 or -errno. */
int wait_id(int idtype, id_t id, int options, siginfo_t *info);

/* Waits until child pid ends, at most timeout_ns nanoseconds (INT64_MAX: without limit), then kills it. *status gets
 * its wait status. Returns 0; -ETIMEDOUT if it was killed; or another -errno. pidfd_open(2), poll(2), wait4(2). */
int wait_limited(pid_t pid, int64_t timeout_ns, int *status);

/* The exit status for a wait status: the exit code, or 128 plus the signal's number. */
int wait_exit_status(int status);

/* The documentation's exit code for a wait status: the exit code, or -signal. */
int wait_exit_code(int status);

/* pidfd_open(2): a descriptor for process pid, close-on-exec. Returns it or -errno. */
int pidfd_of(pid_t pid, unsigned flags);

/* pidfd_send_signal(2). 0 or -errno. */
int pidfd_signal(int pidfd, int number);

/* Sends a signal to process pid through pidfd, the descriptor for it or the -errno of pidfd_of. If that fails for any
 * reason but -ESRCH (the kernel has no pidfds, a filter denies them, descriptors are used up), uses kill(2). 0 or
 * -errno. */
int process_signal(pid_t pid, int pidfd, int number);

/* pidfd_getfd(2): a duplicate, close-on-exec, of the process's descriptor fd. Returns it or -errno. */
int pidfd_take(int pidfd, int fd, unsigned flags);

#endif
