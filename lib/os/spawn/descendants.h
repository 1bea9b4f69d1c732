/* SPDX-License-Identifier: MIT */
/* The processes that descend from this one, whatever session or process group they went to. The caller must have had no
 * children before it started the first of them (has_children), and must be the reaper of its descendants: then each
 * process below it descends from a program that it started, also if the process in between has ended. */
#ifndef XOS_OS_DESCENDANTS_H
#define XOS_OS_DESCENDANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Makes this process the parent of each descendant whose own parent ends, prctl(2) PR_SET_CHILD_SUBREAPER. 0 or
 * -errno. */
int descendants_adopt(void);

/* True if this process has a child, running or ended: waitid(2). */
bool has_children(void);

/* Sends signal `number` to every living descendant but those in except, and SIGCONT too if number does not
 * end a stopped process by itself. /proc is read only if it shows this process's pid namespace, and each child that it
 * lists is checked with waitid(2); a process further down is held by a pidfd, if there can be one, and looked at again
 * before the signal goes out. Returns how many were signalled, or -errno if descendants cannot be found: -ENOENT
 * without a /proc of this pid namespace. */
int descendants_signal(int number, const pid_t *except, size_t except_count);

#endif
