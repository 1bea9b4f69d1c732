/* SPDX-License-Identifier: MIT */
/* Lists of groups: of this process, of a user. */
#ifndef XOS_OPS_SHARED_GROUPS_H
#define XOS_OPS_SHARED_GROUPS_H

#include <sys/types.h>

#include "table/op.h"

/* *groups gets the supplementary groups of this process, in the call's arena. Returns their number, or -1 with the
 * failure recorded: getgroups(2). */
int own_groups(struct call *call, gid_t **groups);

/* *groups gets the groups of user in the group database, and gid, in the call's arena. Returns their number, or -1 with
 * the failure recorded: getgrouplist(3). */
int groups_of(struct call *call, const char *user, gid_t gid, gid_t **groups);

/* Writes a list of their numbers. */
void put_groups(struct out *out, const gid_t *groups, int count);

#endif
