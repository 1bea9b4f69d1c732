/* SPDX-License-Identifier: MIT */
/* CPU sets in the kernel's text form, and the CPUs that a process may use. Sets have CPU_ROOM bytes. */
#ifndef XOS_OS_CPUSET_H
#define XOS_OS_CPUSET_H

#include <stdint.h>
#include <sys/types.h>

#include "os/sched.h"

struct cpu_set {
    unsigned long bits[CPU_ROOM / sizeof(long)];
};

/* The CPUs that are online. 0 or -errno. */
int os_cpus_online(struct cpu_set *set);

/* Reads a thread's name (at most size - 1 bytes) and the CPUs it asked for from /proc. The set is Cpus_allowed_list,
 * which includes CPUs that are offline now. Returns 0 or -errno; -ENOENT if there is no such thread. */
int os_cpus_asked(pid_t pid, struct cpu_set *set, char *name, size_t size);

/* The CPUs that a process may use: its control group's cpuset, or all online CPUs without one. pid 0 is the caller.
 * Returns 0 or -errno. */
int os_cpus_available(pid_t pid, struct cpu_set *set);

/* The CPU time that this process's control groups allow: quota microseconds in each period, the smallest ratio of all
 * groups up to the root. Returns 0; -ENOENT if there is no limit or it cannot be read. */
int os_cpu_quota(uint64_t *quota, uint64_t *period);

#endif
