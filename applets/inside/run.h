/* SPDX-License-Identifier: MIT */
/* The builtin `xos` (contract, section 8): every operation inside a shell. What knows the shell is in a folder of its
 * name, applets/bash or applets/zsh; it calls inside_run and implements guest.h.
 *
 *     run.c          the builtin's own options
 *     request.c      one command: run here, or in a child
 *     store.c        a writer that keeps results in variables
 *     known.c        operations by name
 *     children.c     children that are jobs of the shell
 *     wrap.c         what means something else inside a shell: children, descriptors, the environment, retries
 */
#ifndef XOS_INSIDE_RUN_H
#define XOS_INSIDE_RUN_H

#include <stddef.h>

/* To be called when the builtin is loaded. */
void inside_start(void);

/* Runs the command line whose words after "xos" next returns one after the other, count of them. The words may be
 * changed. Returns the exit status; may not return (see job_run). */
int inside_run(size_t count, char *(*next)(void *state), void *state);

#endif
