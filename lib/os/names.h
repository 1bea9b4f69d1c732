/* SPDX-License-Identifier: MIT */
/* Users and groups by name and by number: getpwnam(3), getgrnam(3) and their reverse. */
#ifndef XOS_OS_NAMES_H
#define XOS_OS_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { NAME_ROOM = 256 }; /* bytes that any user's or group's name fits in */

/* The id of the user or group of that name. 0; -ENOENT where there is none, or another -errno. */
int names_uid(const char *name, uid_t *uid);
int names_gid(const char *name, gid_t *gid);

/* The name of an id, written to name. 0; -ENOENT where it has none. */
int names_user(uid_t uid, char name[NAME_ROOM]);
int names_group(gid_t gid, char name[NAME_ROOM]);

/* The last id that was looked up and its name, so that a long list asks the databases once for each run of equal ids.
 */
struct known_id {
    bool known;
    uint32_t id;
    char name[NAME_ROOM]; /* empty where it has none */
};

/* The name of id by lookup, names_user or names_group, unless known has it; NULL where it has none. */
const char *known_name(struct known_id *known, uint32_t id, int (*lookup)(uint32_t id, char name[NAME_ROOM]));

/* The group of a user's entry in the password database. 0 or -errno as above. */
int names_primary_group(const char *name, gid_t *gid);

/* Hands every user's, every group's name to each, with data: getpwent(3), getgrent(3). */
void names_each_user(void (*each)(const char *name, void *data), void *data);
void names_each_group(void (*each)(const char *name, void *data), void *data);

#endif
