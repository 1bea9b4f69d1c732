/* SPDX-License-Identifier: MIT */
/* xspawn: memory and steps for the parts that read options. */
#include "spawn/xspawn.h"

void *xspawn_memory(struct xspawn *xspawn, size_t size)
{
    void *taken = arena_alloc(xspawn->call->arena, size);

    if (taken == NULL)
        fail_no_memory(xspawn->call->fail);
    return taken;
}

struct spawn_step *xspawn_add_step(struct xspawn *xspawn, enum spawn_kind kind)
{
    struct spawn_step *step = &xspawn->steps[xspawn->spawn.count++];

    *step = (struct spawn_step){.kind = kind};
    return step;
}
