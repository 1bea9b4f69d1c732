/* SPDX-License-Identifier: MIT */
/* The user and group databases. */
#include "os/names.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>

/* getpwnam and the related functions set errno to one of several values, or leave it unchanged, if there is no entry.
 */
static int missing(void)
{
    switch (errno) {
    case 0:
    case ENOENT:
    case ESRCH:
    case EBADF:
    case EPERM:
        return -ENOENT;
    default:
        return -errno;
    }
}

int names_uid(const char *name, uid_t *uid)
{
    errno = 0;
    const struct passwd *entry = getpwnam(name);
    if (entry == NULL)
        return missing();
    *uid = entry->pw_uid;
    return 0;
}

int names_primary_group(const char *name, gid_t *gid)
{
    errno = 0;
    const struct passwd *entry = getpwnam(name);
    if (entry == NULL)
        return missing();
    *gid = entry->pw_gid;
    return 0;
}

int names_gid(const char *name, gid_t *gid)
{
    errno = 0;
    const struct group *entry = getgrnam(name);
    if (entry == NULL)
        return missing();
    *gid = entry->gr_gid;
    return 0;
}

static int copy_name(const char *from, char *name)
{
    size_t size = strlen(from);

    if (size >= NAME_ROOM)
        return -ENAMETOOLONG;
    memcpy(name, from, size + 1);
    return 0;
}

int names_user(uid_t uid, char name[NAME_ROOM])
{
    errno = 0;
    const struct passwd *entry = getpwuid(uid);
    return entry != NULL ? copy_name(entry->pw_name, name) : missing();
}

int names_group(gid_t gid, char name[NAME_ROOM])
{
    errno = 0;
    const struct group *entry = getgrgid(gid);
    return entry != NULL ? copy_name(entry->gr_name, name) : missing();
}

const char *known_name(struct known_id *known, uint32_t id, int (*lookup)(uint32_t id, char name[NAME_ROOM]))
{
    if (!known->known || known->id != id) {
        *known = (struct known_id){.known = true, .id = id};
        if (lookup(id, known->name) < 0)
            known->name[0] = '\0';
    }
    return known->name[0] != '\0' ? known->name : NULL;
}

void names_each_user(void (*each)(const char *name, void *data), void *data)
{
    const struct passwd *entry;

    setpwent();
    while ((entry = getpwent()) != NULL)
        each(entry->pw_name, data);
    endpwent();
}

void names_each_group(void (*each)(const char *name, void *data), void *data)
{
    const struct group *entry;

    setgrent();
    while ((entry = getgrent()) != NULL)
        each(entry->gr_name, data);
    endgrent();
}
