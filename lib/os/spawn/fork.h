/* SPDX-License-Identifier: MIT */
/* Forking: children that run the same program. */
#ifndef XOS_OS_FORK_H
#define XOS_OS_FORK_H

#include <sys/types.h>

/* fork(2). The child's pid, 0 in the child, or -errno. */
pid_t fork_process(void);

/* forkpty(3): the child has a new pseudo-terminal as its controlling terminal and standard streams; *master, in the
 * parent, is the other end, close-on-exec. The child's pid, 0 in the child, or -errno. */
pid_t fork_terminal(int *master);

#endif
