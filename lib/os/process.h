/* SPDX-License-Identifier: MIT */
/* The calling process: its group, session, priority, terminal and namespaces. Each function returns 0 or the requested
 * value, or -errno. */
#ifndef XOS_OS_PROCESS_H
#define XOS_OS_PROCESS_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/* getpgid(2) and getsid(2) of pid; 0 is the caller. */
int os_getpgid(pid_t pid);
int os_getsid(pid_t pid);

/* setpgid(2): pid 0 is the caller; pgrp 0 is the group with pid's number. */
int os_setpgid(pid_t pid, pid_t pgrp);

/* setsid(2): returns the new session's id. */
int os_setsid(void);

/* killpg(3): group 0 is the caller's. Group 1 is -EINVAL, because kill(2) takes -1 as every process. */
int os_killpg(pid_t pgrp, int number);

/* getpriority(2): *priority gets -20 to 19. It is not the result, because -1 is a nice value too. */
int os_getpriority(int which, int who, int *priority);

/* setpriority(2). */
int os_setpriority(int which, int who, int priority);

/* setns(2): moves the calling thread to the namespace of fd; nstype: CLONE_NEW*, or 0 for any. */
int os_setns(int fd, int nstype);

/* The kind of the namespace that fd is open on: one of CLONE_NEW*, or -EINVAL if fd is another kind of file.
 * ioctl_ns(2) NS_GET_NSTYPE. */
int os_namespace_type(int fd);

/* unshare(2): gives the calling thread new namespaces and tables, one for each of flags (CLONE_*). */
int os_unshare(int flags);

/* prlimit(2): a resource's limits for pid; 0 is the caller. resource is an int, since its type differs between C
 * libraries. Returns 0 or -errno. */
int os_getrlimit(pid_t pid, int resource, struct rlimit *limit);

/* When a process began, in nanoseconds since the system was booted, and the name of its program, at most 15 bytes. */
struct os_process_start {
    int64_t since_boot_ns;
    char name[64];
};

/* The start of process pid, from /proc/PID/stat. 0 or -errno. */
int os_process_start(pid_t pid, struct os_process_start *start);

/* umask(2): sets the mask of new files and returns the previous one. */
mode_t os_umask(mode_t mask);

#endif
