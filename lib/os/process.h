/* SPDX-License-Identifier: MIT */
/* The calling process: its group, session, priority, terminal and namespaces. Each function gives 0 or the value asked
 * for, or -errno. */
#ifndef XOS_OS_PROCESS_H
#define XOS_OS_PROCESS_H

#include <sys/resource.h>
#include <sys/types.h>

/* getpgid(2) and getsid(2): of pid, or of the caller where pid is 0. */
int os_getpgid(pid_t pid);
int os_getsid(pid_t pid);

/* setpgid(2): pid 0 is the caller, pgrp 0 the group of pid's own number. */
int os_setpgid(pid_t pid, pid_t pgrp);

/* setsid(2): the new session's id. */
int os_setsid(void);

/* killpg(3): group 0 is the caller's own. Group 1 is -EINVAL: kill(2) has no word for it, -1 means every process. */
int os_killpg(pid_t pgrp, int number);

/* getpriority(2): *priority gets -20 to 19, and is the reason that the result is not the value: -1 is a nice value. */
int os_getpriority(int which, int who, int *priority);

/* setpriority(2). */
int os_setpriority(int which, int who, int priority);

/* setns(2): the calling thread enters the namespace that fd stands for; nstype (CLONE_NEW*) or 0 for any. */
int os_setns(int fd, int nstype);

/* unshare(2): the calling thread gets namespaces and tables of its own for each of flags (CLONE_*). */
int os_unshare(int flags);

/* prlimit(2): a resource's limits, of pid or of the caller where pid is 0. C libraries differ in the resource's type. 0
 * or -errno. */
int os_getrlimit(pid_t pid, int resource, struct rlimit *limit);

#endif
