/* SPDX-License-Identifier: MIT */
/* CPU sets in the kernel's text form, and the sets that a process lives within. Sets have CPU_ROOM bytes. */
#ifndef XOS_OS_CPUSET_H
#define XOS_OS_CPUSET_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "os/sched.h"

struct cpu_set {
    unsigned long bits[CPU_ROOM / sizeof(long)];
};

/* Reads a list as the kernel writes it (0-3,6), up to a newline or the end. False where it is none. */
bool cpus_read(const char *list, struct cpu_set *set);

/* The CPUs that are online. 0 or -errno. */
int os_cpus_online(struct cpu_set *set);

/* The name of a thread, at most size - 1 bytes of it, and the CPUs that it asked for (Cpus_allowed_list: CPUs that are
 * off line now among them), from /proc. 0 or -errno; -ENOENT where there is no such thread. */
int os_cpus_asked(pid_t pid, struct cpu_set *set, char *name, size_t size);

/* The CPUs that a process may have: its control group's cpuset, or where there is none all that are online. pid 0 is
 * the caller. 0 or -errno. */
int os_cpus_available(pid_t pid, struct cpu_set *set);

/* The CPU time that the control groups above this process leave it: quota microseconds in each period, the narrowest of
 * them. 0; -ENOENT if there is no limit or it cannot be found out. */
int os_cpu_quota(uint64_t *quota, uint64_t *period);

#endif
