/* SPDX-License-Identifier: MIT */
/* Children that operations start or wait for: they are jobs of the shell. */
#ifndef XOS_INSIDE_CHILDREN_H
#define XOS_INSIDE_CHILDREN_H

#include <signal.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/spawn.h"

/* spawn_start for a child that nobody waits for here: it becomes a job in the background. */
pid_t children_spawn(const struct spawn *spawn, struct spawn_failure *failure);

/* waitid(2) for the shell's children: info and usage (which may be NULL) are filled in; info->si_pid is 0 if WNOHANG
 * found nothing. The child's status remains with the shell, for its wait and jobs. 0 or -errno. */
int children_collect(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage);

#endif
