/* SPDX-License-Identifier: MIT */
/* Finds the processes that descend from this one, in any session or process group. The caller must have had no children
 * before it started the first of them (has_children), and must be the reaper of its descendants. Then each process
 * below it descends from a program that it started, even if a process in between has ended. */
#ifndef XOS_OS_SPAWN_DESCENDANTS_H
#define XOS_OS_SPAWN_DESCENDANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Makes this process the new parent of each descendant whose parent ends: prctl(2) PR_SET_CHILD_SUBREAPER. Returns 0 or
 * -errno. */
int descendants_adopt(void);

/* True if this process has a child, running or ended: waitid(2). */
bool has_children(void);

/* Sends signal `number` to every living descendant except those in except, and also SIGCONT unless number ends stopped
 * processes by itself. /proc is used only if it shows this process's pid namespace. Each child that it lists is
 * verified with waitid(2). Any other descendant is opened as a pidfd, if possible, and verified again before the signal
 * is sent. Returns how many were signalled, or -errno if descendants cannot be found: -ENOENT without a /proc of this
 * pid namespace. */
int descendants_signal(int number, const pid_t *except, size_t except_count);

#endif
