/* SPDX-License-Identifier: MIT */
/* The processes that descend from this one, whatever session or process group they went to. A process that outlives
 * its parent stays in reach where this process has made itself the reaper of its descendants. */
#ifndef XOS_OS_DESCENDANTS_H
#define XOS_OS_DESCENDANTS_H

/* Makes this process the parent of each descendant whose own parent ends, prctl(2) PR_SET_CHILD_SUBREAPER. 0 or
 * -errno. */
int descendants_adopt(void);

/* Sends signal number to every living descendant, each held by a pidfd and looked at again before the signal goes out,
 * so that a pid which came to mean another process is spared. Returns how many there were, also those that may not be
 * signalled; or -errno: without /proc there is no knowing them. */
int descendants_signal(int number);

#endif
