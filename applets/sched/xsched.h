/* SPDX-License-Identifier: MIT */
/* Declarations shared by xsched's files: setting, showing and explaining the scheduling attributes of threads. */
#ifndef XOS_SCHED_XSCHED_H
#define XOS_SCHED_XSCHED_H

#include "table/op.h"
#include "os/cpuset.h"

struct xsched_args {
    struct words pids;
    const char *files0_from;
    struct word policy;
    struct maybe priority, nice, autogroup, util_min, util_max;
    struct word io; /* CLASS[:LEVEL] */
    struct cpus affinity;
    bool reset_on_fork, no_reset_on_fork, threads, limits, system;
    struct maybe runtime, deadline, period; /* nanoseconds */
};

/* The attributes to set, checked and prepared once. */
struct xsched_settings {
    const struct xsched_args *args;
    bool has_policy;
    int policy; /* without SCHED_RESET_ON_FORK */
    int priority;
    int io; /* as os_ioprio_set takes it */
    struct sched_attributes deadline;
};

/* The I/O classes by number, and their count. */
extern const char *const xsched_io_classes[];
enum { IO_CLASSES = 4 };

/* Reads and checks the attributes that args set. Returns 0, or -1 with the failure recorded. */
int xsched_prepare(struct call *call, const struct xsched_args *args, struct xsched_settings *settings);

/* Sets the attributes for thread tid (0: this thread). Returns 0, or -1 with the failure recorded. */
int xsched_set(struct call *call, struct xsched_settings *settings, pid_t tid);

/* Writes the heading of the table; nothing for JSON and NUL, whose records name their fields. */
void xsched_heading(struct out *out, bool threads);

/* Writes the row of one thread of process pid (tid 0: the process itself). -1 with the failure recorded. */
int xsched_row(struct call *call, pid_t pid, pid_t tid);

/* Writes each policy's range of priorities. */
int xsched_limits(struct call *call);

/* Writes the CPUs and loads of the machine. */
int xsched_system(struct call *call);

/* Writes a set as the kernel does ("0-3,6") to text (capacity: size bytes); truncated if it does not fit. */
void xsched_list(const struct cpu_set *set, char *text, size_t size);

/* Records why a call on a thread failed, with an explanation besides the errno. */
int xsched_fail(struct call *call, const char *op, pid_t tid, int errnum, const char *why);

#endif
