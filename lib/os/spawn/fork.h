/* SPDX-License-Identifier: MIT */
/* Forking this process. */
#ifndef XOS_OS_SPAWN_FORK_H
#define XOS_OS_SPAWN_FORK_H

#include <sys/types.h>

/* fork(2). Returns the child's pid, 0 in the child, or -errno. */
pid_t fork_process(void);

/* forkpty(3): the child has a new pseudo-terminal as its controlling terminal and standard streams; in the parent
 * *master is the other side, close-on-exec. Returns the child's pid, 0 in the child, or -errno. */
pid_t fork_terminal(int *master);

#endif
