/* SPDX-License-Identifier: MIT */
/* Values of sysconf and confstr with another C library asked where this one does not know: for the operations of those
 * names and for lists of them all. */
#ifndef XOS_OPS_SHARED_SYSINFO_H
#define XOS_OPS_SHARED_SYSINFO_H

#include "table/op.h"

/* Writes the value of a name to call->out: an integer, or a text (None where it is not defined). 0; -1 with the
 * failure recorded, EINVAL where nobody knows the name. */
int sysinfo_sysconf(struct call *call, int name);
int sysinfo_confstr(struct call *call, int name);

/* Writes one of the loads of os_getloadavg as a number. */
void sysinfo_load(struct out *out, uint64_t load);

#endif
