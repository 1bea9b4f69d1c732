/* SPDX-License-Identifier: MIT */
/* The groups of a user. */
#include "ops/shared/groups.h"

#include "os/ids.h"

int groups_of(struct call *call, const char *user, gid_t gid, gid_t **groups)
{
    for (size_t room = 64;;) {
        *groups = arena_alloc(call->arena, room * sizeof **groups);
        if (*groups == NULL)
            return fail_no_memory(call->fail);
        int count = os_getgrouplist(user, gid, room, *groups);
        if (count < 0)
            return fail_errno(call->fail, -count, user, NULL);
        if ((size_t)count <= room)
            return count;
        room = (size_t)count;
    }
}
