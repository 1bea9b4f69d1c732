/* SPDX-License-Identifier: MIT */
/* What the process does at a signal, set for a while and restored: sigaction(2) of signals that exist, which cannot
 * fail. old gets what was set before and may be NULL. */
#ifndef XOS_OS_SIGNALS_H
#define XOS_OS_SIGNALS_H

#include <signal.h>
#include <sys/types.h>

void os_signal_ignore(int number, struct sigaction *old);
void os_signal_default(int number, struct sigaction *old);

/* Gets what is set. */
void os_signal_get(int number, struct sigaction *old);

/* Sets again what one of the others has put into old. */
void os_signal_restore(int number, const struct sigaction *old);

/* Blocks these signals, too; *old gets the mask that signals_release (spawn/hold.h) sets again. sigprocmask(2). */
void os_signals_block(const sigset_t *signals, sigset_t *old);

/* kill(2). 0 or -errno. */
int os_kill(pid_t pid, int number);

#endif
