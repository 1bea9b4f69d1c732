/* SPDX-License-Identifier: MIT */
/* The scheduler: policies, priorities, quanta, CPUs. pid 0 is the calling thread; the id of any thread is accepted. */
#ifndef XOS_OS_SCHED_H
#define XOS_OS_SCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum { CPU_ROOM = 8192 / 8 }; /* bytes; large enough for any kernel's CPU set */

/* All scheduling attributes of a thread: sched_getattr(2) and sched_setattr(2). */
struct sched_attributes {
    uint32_t size; /* size of this struct; set by the functions below */
    uint32_t policy;
    uint64_t flags; /* SCHED_FLAG_* */
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period; /* nanoseconds, SCHED_DEADLINE's */
    uint32_t util_min, util_max;        /* utilisation clamps, 0 to 1024 (Linux 5.3) */
};

enum { SCHED_KEEPS_ALL = 0x18, SCHED_CLAMPS_MIN = 0x20, SCHED_CLAMPS_MAX = 0x40 }; /* flags: SCHED_FLAG_KEEP_ALL, ... */
enum { SCHED_RESETS_ON_FORK = 1, SCHED_DEADLINE_POLICY = 6 }; /* SCHED_FLAG_RESET_ON_FORK in flags; SCHED_DEADLINE */

/* sched_get_priority_min(2) and _max: the number, or -errno. */
int os_sched_get_priority_min(int policy);
int os_sched_get_priority_max(int policy);

/* sched_getscheduler(2): the policy, or'ed with SCHED_RESET_ON_FORK; or -errno. */
int os_sched_getscheduler(pid_t pid);

/* sched_setscheduler(2). 0 or -errno. */
int os_sched_setscheduler(pid_t pid, int policy, int priority);

/* sched_getparam(2) and sched_setparam(2): the priority or 0; or -errno. */
int os_sched_getparam(pid_t pid);
int os_sched_setparam(pid_t pid, int priority);

/* sched_rr_get_interval(2). 0 or -errno. */
int os_sched_rr_get_interval(pid_t pid, struct timespec *quantum);

/* sched_yield(2). 0 or -errno. */
int os_sched_yield(void);

/* sched_getaffinity(2) into a set of CPU_ROOM bytes. Returns the number of bytes filled in, or -errno. */
int os_sched_getaffinity(pid_t pid, unsigned long *bits);

/* sched_setaffinity(2) with a set of size bytes. 0 or -errno. */
int os_sched_setaffinity(pid_t pid, const unsigned long *bits, size_t size);

/* The number of CPUs that this process may run on; at least 1. sched_getaffinity(2). */
int os_usable_cpus(void);

/* The number of CPUs in a set of size bytes, and whether cpu is in it. */
int cpus_count(const unsigned long *bits, size_t size);
bool cpus_has(const unsigned long *bits, size_t size, size_t cpu);

/* sched_getattr(2), sched_setattr(2). 0 or -errno. */
int os_sched_getattr(pid_t pid, struct sched_attributes *attributes);
int os_sched_setattr(pid_t pid, struct sched_attributes attributes);

/* ioprio_get(2), ioprio_set(2) for a thread. The priority is the class (IO_NONE to IO_IDLE) times 8192 plus the level,
 * 0 to 7. They return the priority, or 0; or -errno. */
enum { IO_NONE, IO_REALTIME, IO_BEST_EFFORT, IO_IDLE, IO_CLASS_SHIFT = 13 };
int os_ioprio_get(pid_t pid);
int os_ioprio_set(pid_t pid, int priority);

/* The nice value of the autogroup of a process's session, /proc/PID/autogroup. Returns 0 or -errno, -OS_NO_PROC without
 * /proc, -EOPNOTSUPP if the kernel has no autogroups. */
int os_autogroup_get(pid_t pid, int *nice);
int os_autogroup_set(pid_t pid, int nice);

#endif
