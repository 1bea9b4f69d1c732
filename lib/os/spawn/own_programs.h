/* SPDX-License-Identifier: MIT */
/* The programs of xos beside xos itself, in libexec/xos: what needs libraries that xos does without. */
#ifndef XOS_OS_SPAWN_OWN_PROGRAMS_H
#define XOS_OS_SPAWN_OWN_PROGRAMS_H

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

/* Finds the program of that name: in libexec beside this program's file (a build folder), in ../libexec/xos from there,
 * or where it was installed. Writes its path. 0; -ENOENT if it is nowhere; -EPERM in a set-user-ID program, which
 * starts nothing by such names. */
int os_own_program(const char *name, char path[PATH_MAX]);

/* Waits for the end of child pid, for at most timeout_ns nanoseconds (INT64_MAX: however long); then kills it. *status
 * gets its wait status. 0; -ETIMEDOUT if it was killed; another -errno. pidfd_open(2), poll(2), wait4(2). */
int os_wait_limited(pid_t pid, int64_t timeout_ns, int *status);

#endif
