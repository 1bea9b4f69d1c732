/* SPDX-License-Identifier: MIT */
/* Signals that interrupt the current operation of a long-lived process instead of ending it. They set os_interrupted
 * (see retry.h), so that a blocking call fails with EINTR. */
#ifndef XOS_OS_INTERRUPT_H
#define XOS_OS_INTERRUPT_H

#include <signal.h>
#include <stdint.h>

/* Makes signal `number` set os_interrupted, unless it is ignored. A call that begins to block just after the signal is
 * interrupted too: SIGALRM follows every 20 ms until interrupt_clear. *old (may be NULL) gets the previous action. */
void interrupt_by(int number, struct sigaction *old);

/* Makes the process catch signal `number` and do nothing. Programs that it starts get the default action. */
void interrupt_discard(int number, struct sigaction *old);

/* Restores the action that interrupt_by or interrupt_discard replaced. */
void interrupt_restore(int number, const struct sigaction *old);

/* Sets os_interrupted to SIGALRM after ns nanoseconds; 0 cancels that. */
void interrupt_after(int64_t ns);

/* Call this when the interrupted operation has ended: sets os_interrupted to 0 and stops SIGALRM. */
void interrupt_clear(void);

/* Ends the process with signal `number` and its default action. Returns only if the signal cannot end the process. */
void interrupt_die(int number);

#endif
