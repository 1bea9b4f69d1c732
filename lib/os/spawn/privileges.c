/* SPDX-License-Identifier: MIT */
/* A child's ids and capabilities. */
#include "os/spawn/privileges.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/id_calls.h"
#include "os/retry.h"

int privileges_become(const struct spawn_ids *ids)
{
    if (ids->groups != NULL && syscall(SETGROUPS, ids->group_count, ids->groups) < 0)
        return os_error();
    if (ids->gid != (gid_t)-1 && syscall(SETRESGID, ids->gid, ids->gid, ids->gid) < 0)
        return os_error();
    if (ids->keep_capabilities && prctl(PR_SET_KEEPCAPS, 1UL, 0UL, 0UL, 0UL) < 0)
        return os_error();
    if (ids->uid != (uid_t)-1 && syscall(SETRESUID, ids->uid, ids->uid, ids->uid) < 0)
        return os_error();
    return 0;
}

/* As in linux/capability.h, which some C libraries lack. */
struct capability_header {
    uint32_t version;
    int pid;
};

struct capability_data {
    uint32_t effective, permitted, inheritable;
};

#define CAPABILITY_HEADER ((struct capability_header){.version = 0x20080522}) /* sets of 64 bits */

static int set_capabilities(uint64_t permitted, uint64_t effective, uint64_t inheritable)
{
    struct capability_header header = CAPABILITY_HEADER;
    struct capability_data data[2] = {
        {(uint32_t)effective, (uint32_t)permitted, (uint32_t)inheritable},
        {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32)},
    };

    return (int)OS_CALL(syscall(SYS_capset, &header, data));
}

static int get_permitted(uint64_t *permitted)
{
    struct capability_header header = CAPABILITY_HEADER;
    struct capability_data data[2];

    if (syscall(SYS_capget, &header, data) < 0)
        return os_error();
    *permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
    return 0;
}

/* Only a process with CAP_SETPCAP may reduce its bounding set. A process without capabilities cannot gain any from it.
 */
static int limit_bounding(uint64_t capabilities, bool may)
{
    for (unsigned long number = 0; number < 64 && prctl(PR_CAPBSET_READ, number, 0UL, 0UL, 0UL) >= 0; number++)
        if ((capabilities >> number & 1) == 0 && prctl(PR_CAPBSET_DROP, number, 0UL, 0UL, 0UL) < 0 && may)
            return os_error();
    return 0;
}

int privileges_limit(uint64_t capabilities)
{
    uint64_t permitted = 0;
    int result = get_permitted(&permitted);

    if (result == 0)
        result = set_capabilities(permitted, permitted, 0);
    if (result == 0)
        result = limit_bounding(capabilities, permitted != 0);
    if (result == 0)
        result = set_capabilities(capabilities, capabilities, capabilities);
    prctl(PR_CAP_AMBIENT, (unsigned long)PR_CAP_AMBIENT_CLEAR_ALL, 0UL, 0UL, 0UL);
    for (unsigned long number = 0; number < 64 && result == 0; number++)
        if (capabilities >> number & 1)
            result = OS_CALL(prctl(PR_CAP_AMBIENT, (unsigned long)PR_CAP_AMBIENT_RAISE, number, 0UL, 0UL));
    return result;
}
