/* SPDX-License-Identifier: MIT */
/* The user and group databases. */
#include "os/names.h"

#include <string.h>

#include "os/names_source.h"

int names_uid(struct names *names, const char *name, uid_t *uid)
{
    struct account account;
    int result = source_find(names, false, name, 0, &account);

    if (result == 0)
        *uid = account.id;
    return result;
}

int names_primary_group(struct names *names, const char *name, gid_t *gid)
{
    struct account account;
    int result = source_find(names, false, name, 0, &account);

    if (result == 0)
        *gid = account.gid;
    return result;
}

int names_gid(struct names *names, const char *name, gid_t *gid)
{
    struct account account;
    int result = source_find(names, true, name, 0, &account);

    if (result == 0)
        *gid = account.id;
    return result;
}

static int find_name(struct names *names, bool group, uint32_t id, char *name)
{
    struct account account;
    int result = source_find(names, group, NULL, id, &account);

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
    source_each(false, each, data);
}

void names_each_group(void (*each)(const char *name, void *data), void *data)
{
    source_each(true, each, data);
}
