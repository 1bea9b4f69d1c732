/* SPDX-License-Identifier: MIT */
/* User and group names and ids: getpwnam(3), getpwuid(3), getgrnam(3), getgrgid(3); with musl, which knows no other
 * sources, /etc/passwd and /etc/group, and what getent(1) finds where nsswitch.conf(5) names more. */
#ifndef XOS_OS_NAMES_H
#define XOS_OS_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { NAME_ROOM = 256 }; /* bytes that are enough for any user's or group's name */

/* The answers of getent(1), so that it is asked once for each name. The caller owns it: zeroed at first, freed with
 * names_clear. Functions also take NULL, and then keep no answer. */
struct names {
    struct answer *answers;
};

/* The id of the user or group with that name. Returns 0; -ENOENT if it does not exist, or another -errno. */
int names_uid(struct names *names, const char *name, uid_t *uid);
int names_gid(struct names *names, const char *name, gid_t *gid);

/* Writes the name of an id to name. Returns 0; -ENOENT if it has no name, or another -errno. */
typedef int names_lookup(struct names *names, uint32_t id, char name[NAME_ROOM]);
names_lookup names_user, names_group;

/* The id that was looked up last and its name, so that a long list looks up each run of equal ids only once. */
struct known_id {
    bool known;
    uint32_t id;
    char name[NAME_ROOM]; /* empty if it has no name */
};

/* Returns the name of id from known, or from lookup (names_user or names_group); NULL if it has no name. */
const char *known_name(struct known_id *known, struct names *names, uint32_t id, names_lookup *lookup);

/* The primary group of a user in the password database. Returns 0 or -errno as names_uid. */
int names_primary_group(struct names *names, const char *name, gid_t *gid);

/* Calls each(name, data) for every user or every group: getpwent(3), getgrent(3). */
void names_each_user(void (*each)(const char *name, void *data), void *data);
void names_each_group(void (*each)(const char *name, void *data), void *data);

/* Frees the answers. */
void names_clear(struct names *names);

#endif
