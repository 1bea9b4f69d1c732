/* SPDX-License-Identifier: MIT */
/* Blocks signals, so that a supervisor reads them from a descriptor and forwards them. */
#ifndef XOS_OS_SPAWN_HOLD_H
#define XOS_OS_SPAWN_HOLD_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* The real-time signal that prctl(2) PR_SET_PDEATHSIG sends when the parent ends. */
int signal_orphaned(void);

/* Lets the kernel send signal_orphaned() to this process when its parent ends. Returns false if that is not possible,
 * or if the parent is not `parent` any more. prctl(2) PR_SET_PDEATHSIG. */
bool signal_when_orphaned(pid_t parent);

/* The real-time signal that interrupts a write of brief.h. */
int signal_brief(void);

/* Blocks every signal that is not ignored, and sets SIGCHLD to its default action: if it were ignored, the kernel would
 * discard the children's statuses. *old gets the previous mask. flags: SFD_NONBLOCK or 0. Returns a close-on-exec
 * descriptor from which the signals can be read, or -errno: signalfd(2). */
int signals_hold(int flags, sigset_t *old);

/* Sets the signal mask that signals_hold has stored in *old: sigprocmask(2). */
void signals_release(const sigset_t *old);

/* Stops this process as the terminal's suspend key would, and returns when it is continued. The kernel does not stop a
 * process whose group is orphaned: there is no shell to continue it. */
void signals_stop_here(void);

#endif
