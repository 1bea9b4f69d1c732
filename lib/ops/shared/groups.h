/* SPDX-License-Identifier: MIT */
/* The groups of a user. */
#ifndef XOS_OPS_SHARED_GROUPS_H
#define XOS_OPS_SHARED_GROUPS_H

#include <sys/types.h>

#include "table/op.h"

/* *groups gets the groups of user in the group database, and gid, in the call's arena. Returns their number, or -1 with
 * the failure recorded: getgrouplist(3). */
int groups_of(struct call *call, const char *user, gid_t gid, gid_t **groups);

#endif
