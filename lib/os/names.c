/* SPDX-License-Identifier: MIT */
/* The user and group databases. */
#include "os/names.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>

#include "os/getent.h"

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

static int copy_name(const char *from, char *name)
{
    size_t size = strlen(from);

    if (size >= NAME_ROOM)
        return -ENAMETOOLONG;
    memcpy(name, from, size + 1);
    return 0;
}

int account_of_user(const struct passwd *user, struct account *account)
{
    if (user == NULL)
        return missing();
    account->id = user->pw_uid;
    account->gid = user->pw_gid;
    return copy_name(user->pw_name, account->name);
}

int account_of_group(const struct group *group, struct account *account)
{
    if (group == NULL)
        return missing();
    account->id = account->gid = group->gr_gid;
    return copy_name(group->gr_name, account->name);
}

/* Finds the user or group with that name or, if name is NULL, with that id. */
static int find(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    int result;

    errno = 0;
    if (group)
        result = account_of_group(name != NULL ? getgrnam(name) : getgrgid(id), account);
    else
        result = account_of_user(name != NULL ? getpwnam(name) : getpwuid(id), account);
    return result == -ENOENT ? getent_find(names, group, name, id, account) : result;
}

int names_uid(struct names *names, const char *name, uid_t *uid)
{
    struct account account;
    int result = find(names, false, name, 0, &account);

    if (result == 0)
        *uid = account.id;
    return result;
}

int names_primary_group(struct names *names, const char *name, gid_t *gid)
{
    struct account account;
    int result = find(names, false, name, 0, &account);

    if (result == 0)
        *gid = account.gid;
    return result;
}

int names_gid(struct names *names, const char *name, gid_t *gid)
{
    struct account account;
    int result = find(names, true, name, 0, &account);

    if (result == 0)
        *gid = account.id;
    return result;
}

static int find_name(struct names *names, bool group, uint32_t id, char *name)
{
    struct account account;
    int result = find(names, group, NULL, id, &account);

    if (result == 0)
        strcpy(name, account.name);
    return result;
}

int names_user(struct names *names, uid_t uid, char name[NAME_ROOM])
{
    return find_name(names, false, uid, name);
}

int names_group(struct names *names, gid_t gid, char name[NAME_ROOM])
{
    return find_name(names, true, gid, name);
}

const char *known_name(struct known_id *known, struct names *names, uint32_t id, names_lookup *lookup)
{
    if (!known->known || known->id != id) {
        *known = (struct known_id){.known = true, .id = id};
        if (lookup(names, id, known->name) < 0)
            known->name[0] = '\0';
    }
    return known->name[0] != '\0' ? known->name : NULL;
}

void names_each_user(void (*each)(const char *name, void *data), void *data)
{
    struct getent getent;
    const struct passwd *entry;
    bool asked = getent_start(&getent, "passwd", NULL) == 0;

    setpwent();
    while ((entry = asked ? fgetpwent(getent.answer) : getpwent()) != NULL)
        each(entry->pw_name, data);
    endpwent();
    if (asked)
        getent_end(&getent);
}

void names_each_group(void (*each)(const char *name, void *data), void *data)
{
    struct getent getent;
    const struct group *entry;
    bool asked = getent_start(&getent, "group", NULL) == 0;

    setgrent();
    while ((entry = asked ? fgetgrent(getent.answer) : getgrent()) != NULL)
        each(entry->gr_name, data);
    endgrent();
    if (asked)
        getent_end(&getent);
}
