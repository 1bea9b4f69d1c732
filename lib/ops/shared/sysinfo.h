/* SPDX-License-Identifier: MIT */
/* Values of sysconf and confstr, from getconf(1) where this C library does not know the name: for the operations of
 * these names and for lists of all values. */
#ifndef XOS_OPS_SHARED_SYSINFO_H
#define XOS_OPS_SHARED_SYSINFO_H

#include "table/op.h"

/* Write the value of a name to call->out: an integer, or a text (None if it is not defined). Return 0, or -1 with the
 * failure recorded: EINVAL if getconf(1) does not know the name either. */
int sysinfo_sysconf(struct call *call, int name);
int sysinfo_confstr(struct call *call, int name);

/* Writes one of the loads of os_getloadavg as a number. */
void sysinfo_load(struct out *out, uint64_t load);

#endif
