/* SPDX-License-Identifier: MIT */
/* Files and directories with a new, unused name: mkstemp(3), mkdtemp(3). */
#ifndef XOS_OS_TEMPORARY_H
#define XOS_OS_TEMPORARY_H

#include <stdbool.h>

enum { TEMPORARY_LEAST = 6 }; /* least number of Xs in a template */

/* Creates a file, open for reading and writing with mode 0600, or a directory with mode 0700. The last run of Xs in
 * template is replaced by letters and digits, in place. Returns the descriptor or 0; -EINVAL if the run is shorter than
 * TEMPORARY_LEAST, -EEXIST after many attempts, or another -errno. */
int os_temporary(char *template, bool directory);

#endif
