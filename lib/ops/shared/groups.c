/* SPDX-License-Identifier: MIT */
/* Lists of groups. */
#include "ops/shared/groups.h"

#include "os/ids.h"

int own_groups(struct call *call, gid_t **groups)
{
    int count = os_getgroups(0, NULL);

    if (count >= 0) {
        *groups = arena_alloc(call->arena, ((size_t)count + 1) * sizeof **groups);
        if (*groups == NULL)
            return fail_no_memory(call->fail);
        count = os_getgroups((size_t)count, *groups);
    }
    return count < 0 ? fail_errno(call->fail, -count, NULL, NULL) : count;
}

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

void put_groups(struct out *out, const gid_t *groups, int count)
{
    out_open(out, OUT_LIST);
    for (int i = 0; i < count; i++)
        out_uint(out, groups[i]);
    out_close(out);
}
