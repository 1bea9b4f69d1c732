/* SPDX-License-Identifier: MIT */
/* Where lib/os takes users and groups from: the C library (names_libc.c); or, instead of musl's functions, /etc/passwd,
 * /etc/group and getent(1) (names_files.c). Each of the two files also has names_clear and os_getgrouplist. */
#ifndef XOS_OS_NAMES_SOURCE_H
#define XOS_OS_NAMES_SOURCE_H

#include "os/names.h"

#if defined __linux__ && !defined __GLIBC__
#define NAMES_FROM_FILES 1
#else
#define NAMES_FROM_FILES 0
#endif

/* An entry of either database. */
struct account {
    uint32_t id;
    gid_t gid; /* a user's primary group */
    char name[NAME_ROOM];
};

/* Finds the user or group with that name or, if name is NULL, with that id. Returns 0, -ENOENT if no entry has it,
 * or another -errno. */
int source_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account);

/* Calls each(name, data) for every user or every group. */
void source_each(bool group, void (*each)(const char *name, void *data), void *data);

#endif
