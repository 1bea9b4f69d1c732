/* SPDX-License-Identifier: MIT */
/* Users and groups of other sources than /etc/passwd and /etc/group, such as LDAP, for a C library that does not ask
 * them (musl): getent(1) does, where nsswitch.conf(5) names some. */
#ifndef XOS_OS_GETENT_H
#define XOS_OS_GETENT_H

#include <stdio.h>

#include "os/names.h"

struct getent {
    FILE *answer; /* lines as in the database's file; NULL while none was asked */
    pid_t pid;
};

/* Starts `getent database key`; all entries if key is NULL. Returns 0; -ENOENT if the C library has asked every source
 * itself, if /etc/nsswitch.conf names none besides "files" for the database, or if getent cannot be started. A
 * set-user-ID program starts none. */
int getent_start(struct getent *getent, const char *database, const char *key);

/* Closes the answer and waits for the program. */
void getent_end(struct getent *getent);

/* Asks for the user or group with that name or, if name is NULL, with that id, unless names has the answer. Returns 0
 * with *account, or -ENOENT. */
int getent_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account);

/* The groups that `getent initgroups user` lists, and gid: writes at most count of them to groups. Returns their total
 * number, or -ENOENT as getent_start. */
int getent_groups(const char *user, gid_t gid, size_t count, gid_t *groups);

#endif
