/* The parts of xsched: what the scheduler keeps of a thread, shown and explained. */
#ifndef XOS_APPLETS_XSCHED_H
#define XOS_APPLETS_XSCHED_H

#include "ops/op.h"
#include "os/cpuset.h"

/* Writes the heading of the table; nothing for JSON and NUL, whose records name their fields. */
void xsched_heading(struct out *out, bool threads);

/* Writes the row of one thread of process pid (tid 0: the process itself). -1 with the failure recorded. */
int xsched_row(struct call *call, pid_t pid, pid_t tid);

/* Writes each policy's range of priorities. */
int xsched_limits(struct call *call);

/* Writes the CPUs and loads of the machine. */
int xsched_system(struct call *call);

/* A set as the kernel writes it, 0-3,6, to text of size bytes; what does not fit is left out. */
void xsched_list(const struct cpu_set *set, char *text, size_t size);

/* Records why a call on a thread failed, in words beyond the errno's. */
int xsched_fail(struct call *call, const char *op, pid_t tid, int errnum, const char *why);

#endif
