/* SPDX-License-Identifier: MIT */
/* Holding signals back, so that a supervisor reads them from a descriptor and forwards them. */
#ifndef XOS_OS_SPAWN_HOLD_H
#define XOS_OS_SPAWN_HOLD_H

#include <signal.h>

/* The real-time signal that prctl(2) PR_SET_PDEATHSIG is asked to send when the parent ends. */
int signal_orphaned(void);

/* The real-time signal that interrupts a write of brief.h. */
int signal_brief(void);

/* Blocks every signal that is not ignored, and sets SIGCHLD to its default action: if it were ignored, the kernel would
 * drop the children's statuses. Signals that are ignored stay so. *old gets the mask before. Returns a close-on-exec
 * descriptor that reads the signals, made with flags (SFD_NONBLOCK or 0), or -errno: signalfd(2). */
int signals_hold(int flags, sigset_t *old);

/* Stops this process as the terminal's suspend key would, and returns when it is continued. The kernel does not stop a
 * process whose group is orphaned: there is no shell to continue it. */
void signals_stop_here(void);

#endif
