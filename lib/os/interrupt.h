/* SPDX-License-Identifier: MIT */
/* Signals that stop what a long-lived process is doing, instead of ending it: they set os_interrupted (see retry.h), so
 * that a call that blocks fails with EINTR. */
#ifndef XOS_OS_INTERRUPT_H
#define XOS_OS_INTERRUPT_H

#include <signal.h>
#include <stdint.h>

/* Lets signal `number` set os_interrupted, unless it is ignored. A call that begins to block just after the signal is
 * interrupted as well: SIGALRM follows every 20 ms until interrupt_clear. old (may be NULL) gets what it did before. */
void interrupt_by(int number, struct sigaction *old);

/* Takes a signal without doing anything; programs that are started have its default action. */
void interrupt_discard(int number, struct sigaction *old);

/* Undoes either. */
void interrupt_restore(int number, const struct sigaction *old);

/* Sets os_interrupted to SIGALRM after ns nanoseconds; 0 cancels it. */
void interrupt_after(int64_t ns);

/* What was interrupted is over: os_interrupted is 0 again. */
void interrupt_clear(void);

/* Ends the process by signal `number`, as if nothing had caught it. Returns only if the signal cannot end it. */
void interrupt_die(int number);

#endif
