/* SPDX-License-Identifier: MIT */
/* Sets a child's ids and capabilities before it executes the program. Bare system calls are used: the C
 * library's functions would change all threads of the parent, whose memory the child still shares. */
#ifndef XOS_OS_SPAWN_PRIVILEGES_H
#define XOS_OS_SPAWN_PRIVILEGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The ids that the program gets. */
struct spawn_ids {
    uid_t uid; /* -1: unchanged, as for gid */
    gid_t gid;
    const gid_t *groups; /* the supplementary groups; NULL: unchanged */
    size_t group_count;
    bool keep_capabilities; /* PR_SET_KEEPCAPS: privileges_limit follows */
};

/* setgroups(2), setresgid(2), setresuid(2). 0 or -errno. */
int privileges_become(const struct spawn_ids *ids);

/* Keeps the capabilities in the set (bit N is capability N) for the process and its program, and drops all others:
 * capset(2), the bounding and the ambient set of prctl(2). Returns 0 or -errno. */
int privileges_limit(uint64_t capabilities);

#endif
