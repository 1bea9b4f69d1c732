/* SPDX-License-Identifier: MIT */
/* xspawn: the program's user and its limits, as steps of its start: --cgroup, --rlimit, --ionice, --user, --group,
 * --caps, --no-new-privs. */
#include "spawn/xspawn.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "ops/shared/groups.h"
#include "os/names.h"
#include "os/process.h"
#include "value/attrwords.h"
#include "value/choices.h"
#include "value/number.h"

TEXTS_OF(spawn_privileges);

static int read_limit(struct word word, rlim_t *limit)
{
    struct number number;
    uint64_t value;

    *limit = RLIM_INFINITY;
    if (word_is(word, "unlimited") || word_is(word, "infinity"))
        return 0;
    if (!number_read_size(word, &number) || !number_to_uint64(number, UINT64_MAX, &value) ||
        (uint64_t)(rlim_t)value != value)
        return -1;
    *limit = (rlim_t)value;
    return 0;
}

/* NAME=SOFT[:HARD]. */
static int read_rlimit(struct xspawn *xspawn, struct word word)
{
    static const int resources[] = {RLIMIT_CPU,      RLIMIT_FSIZE, RLIMIT_DATA,   RLIMIT_STACK,
                                    RLIMIT_CORE,     RLIMIT_RSS,   RLIMIT_NPROC,  RLIMIT_NOFILE,
                                    RLIMIT_MEMLOCK,  RLIMIT_AS,    RLIMIT_LOCKS,  RLIMIT_SIGPENDING,
                                    RLIMIT_MSGQUEUE, RLIMIT_NICE,  RLIMIT_RTPRIO, RLIMIT_RTTIME};
    const char *equals = memchr(word.data, '=', word.size);
    struct word name = {word.data, equals != NULL ? (size_t)(equals - word.data) : 0};
    int index = choice_index(
        name, "RLIMIT_",
        "cpu fsize data stack core rss nproc nofile memlock as locks sigpending msgqueue nice rtprio "
        "rttime");
    struct rlimit *limit = xspawn_memory(xspawn, sizeof *limit);

    if (limit == NULL)
        return -1;
    if (index < 0)
        return fail_usage(xspawn->call->fail, "rlimit: '%.*s' is not NAME=SOFT[:HARD] (xenv --limits lists the names)",
                          shown_size(word), word.data);
    int result = os_getrlimit(0, resources[index], limit);
    if (result < 0)
        return fail_errno(xspawn->call->fail, -result, word.data, NULL);
    const char *colon = strchr(equals, ':');
    struct word soft = {equals + 1, colon != NULL ? (size_t)(colon - equals - 1) : strlen(equals + 1)};
    if (read_limit(soft, &limit->rlim_cur) < 0 ||
        (colon != NULL && read_limit(word_of(colon + 1), &limit->rlim_max) < 0))
        return fail_usage(xspawn->call->fail, "rlimit: '%.*s' is not NAME=SOFT[:HARD] (a size, or unlimited)",
                          shown_size(word), word.data);
    struct spawn_step *step = xspawn_add_step(xspawn, SPAWN_RLIMIT);
    step->number = resources[index];
    step->limit = limit;
    return 0;
}

/* CLASS[:LEVEL]. */
static int read_ionice(struct xspawn *xspawn, const char *text)
{
    enum { CLASS_SHIFT = 13, LEVELS = 8, DEFAULT_LEVEL = 4 };
    static const char classes[] = {0, 1, 2, 3, 1, 2};
    size_t size = strcspn(text, ":");
    int index = choice_index((struct word){text, size}, "", "none realtime best-effort idle rt be");
    struct number number;
    int64_t level = DEFAULT_LEVEL;

    bool leveled = index >= 0 && (classes[index] == 1 || classes[index] == 2);
    if (index < 0 || (text[size] == ':' && (!leveled || !number_read(word_of(text + size + 1), 10, &number) ||
                                            !number_to_int64(number, 0, LEVELS - 1, &level))))
        return fail_usage(xspawn->call->fail, "ionice: '%.200s' is not none, idle, best-effort[:0-7] or realtime[:0-7]",
                          text);
    xspawn_add_step(xspawn, SPAWN_IO_PRIORITY)->number = classes[index] << CLASS_SHIFT | (leveled ? (int)level : 0);
    return 0;
}

/* Names and numbers of capabilities separated by commas, or none. */
static int read_caps(struct xspawn *xspawn, const char *text, uint64_t *set)
{
    *set = 0;
    if (strcmp(text, "none") == 0)
        return 0;
    for (const char *at = text;; at++) {
        struct word name = {at, strcspn(at, ",")};
        int number = capability_number(name);
        if (number < 0)
            return fail_usage(xspawn->call->fail, "caps: '%.*s' is not a capability (net_bind_service, ...), or none",
                              shown_size(name), name.data);
        *set |= UINT64_C(1) << number;
        at += name.size;
        if (*at == '\0')
            return 0;
    }
}

struct named_ids {
    uid_t uid;
    gid_t gid;
};

/* Reads the user's primary group and supplementary groups from the databases. */
static int read_groups(struct xspawn *xspawn, struct spawn_ids *ids)
{
    char name[NAME_ROOM];
    gid_t gid;

    bool known = names_user(xspawn->call->names, ids->uid, name) == 0 &&
                 names_primary_group(xspawn->call->names, name, &gid) == 0;
    if (!known && ids->gid == (gid_t)-1)
        return fail_usage(xspawn->call->fail, "user: %u has no entry in the user database, so --group is needed",
                          (unsigned)ids->uid);
    if (!known) {
        ids->groups = &ids->gid; /* and so has no other groups */
        return 0;
    }
    if (ids->gid == (gid_t)-1)
        ids->gid = gid;
    gid_t *groups;
    int count = groups_of(xspawn->call, name, ids->gid, &groups);
    if (count < 0)
        return -1;
    ids->groups = groups;
    ids->group_count = (size_t)count;
    return 0;
}

static int read_ids(struct xspawn *xspawn, bool keeps)
{
    static const struct param user = PARAM_AS("user", struct named_ids, uid, UID);
    static const struct param group = PARAM_AS("group", struct named_ids, gid, GID);
    const struct xspawn_args *args = xspawn->args;
    struct names *names = xspawn->call->names;
    struct parsing parsing = {.arena = xspawn->call->arena, .fail = xspawn->call->fail, .names = names};
    struct named_ids named = {(uid_t)-1, (gid_t)-1};
    struct spawn_ids *ids = xspawn_memory(xspawn, sizeof *ids);

    if (ids == NULL || (args->user.data != NULL && kind_parse(&parsing, &user, args->user, &named) < 0) ||
        (args->group.data != NULL && kind_parse(&parsing, &group, args->group, &named) < 0))
        return -1;
    *ids = (struct spawn_ids){.uid = named.uid, .gid = named.gid, .keep_capabilities = keeps};
    if (named.uid != (uid_t)-1 && read_groups(xspawn, ids) < 0)
        return -1;
    xspawn_add_step(xspawn, SPAWN_IDS)->ids = ids;
    return 0;
}

static int read_cgroup(struct xspawn *xspawn, const char *folder)
{
    static const char name[] = "/cgroup.procs";
    size_t size = strlen(folder);
    char *path = xspawn_memory(xspawn, size + sizeof name);

    if (path == NULL)
        return -1;
    memcpy(path, folder, size);
    memcpy(path + size, name, sizeof name);
    struct spawn_step *step = xspawn_add_step(xspawn, SPAWN_WRITE);
    step->path = path;
    step->text = "0"; /* the writer */
    return 0;
}

int xspawn_privileges(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    uint64_t caps = 0;

    if (args->cgroup != NULL && read_cgroup(xspawn, args->cgroup) < 0)
        return -1;
    for (size_t i = 0; i < args->rlimit.count; i++)
        if (read_rlimit(xspawn, args->rlimit.items[i].value) < 0)
            return -1;
    if ((args->ionice != NULL && read_ionice(xspawn, args->ionice) < 0) ||
        (args->caps != NULL && read_caps(xspawn, args->caps, &caps) < 0) ||
        ((args->user.data != NULL || args->group.data != NULL) && read_ids(xspawn, args->caps != NULL) < 0))
        return -1;
    if (args->caps != NULL)
        xspawn_add_step(xspawn, SPAWN_CAPS)->set = caps;
    if (args->no_new_privs)
        xspawn_add_step(xspawn, SPAWN_NO_NEW_PRIVS);
    return 0;
}
