/* SPDX-License-Identifier: MIT */
/* Users and groups as the C library finds them. */
#include "os/names_source.h"

#if !NAMES_FROM_FILES

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <string.h>

#include "os/ids.h"
#include "os/retry.h"

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

int source_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    const char *found;

    (void)names; /* the C library remembers names itself */
    errno = 0;
    if (group) {
        const struct group *entry = name != NULL ? getgrnam(name) : getgrgid(id);
        if (entry == NULL)
            return missing();
        account->id = account->gid = entry->gr_gid;
        found = entry->gr_name;
    } else {
        const struct passwd *entry = name != NULL ? getpwnam(name) : getpwuid(id);
        if (entry == NULL)
            return missing();
        account->id = entry->pw_uid;
        account->gid = entry->pw_gid;
        found = entry->pw_name;
    }
    if (strlen(found) >= NAME_ROOM)
        return -ENAMETOOLONG;
    strcpy(account->name, found);
    return 0;
}

static void each_user(void (*each)(const char *name, void *data), void *data)
{
    const struct passwd *entry;

    setpwent();
    while ((entry = getpwent()) != NULL)
        each(entry->pw_name, data);
    endpwent();
}

static void each_group(void (*each)(const char *name, void *data), void *data)
{
    const struct group *entry;

    setgrent();
    while ((entry = getgrent()) != NULL)
        each(entry->gr_name, data);
    endgrent();
}

void source_each(bool group, void (*each)(const char *name, void *data), void *data)
{
    (group ? each_group : each_user)(each, data);
}

int os_getgrouplist(const char *user, gid_t gid, size_t count, gid_t *groups)
{
    int known = count > INT_MAX ? INT_MAX : (int)count;

    errno = 0;
    if (getgrouplist(user, gid, groups, &known) < 0 &&
        (size_t)known <= count) /* it did not fail because groups is too small */
        return errno != 0 ? os_error() : -ENOMEM;
    return known;
}

void names_clear(struct names *names)
{
    (void)names;
}

#endif
