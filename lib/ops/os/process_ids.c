/* SPDX-License-Identifier: MIT */
/* Process parameters: user and group ids, supplementary groups, the login name. */
#include "ops/chapters.h"

#include <unistd.h>

#include "ops/shared/groups.h"
#include "os/ids.h"

TEXTS_OF(os_process_ids);

struct user {
    uid_t uid;
};
struct two_users {
    uid_t ruid, euid;
};
struct three_users {
    uid_t ruid, euid, suid;
};
struct group {
    gid_t gid;
};
struct two_groups {
    gid_t rgid, egid;
};
struct three_groups {
    gid_t rgid, egid, sgid;
};
struct groups {
    struct ids groups;
};
struct membership {
    const char *user;
    gid_t group;
};

static int run_getuid(struct call *call)
{
    return call_end_int(call, getuid(), NULL);
}

static int run_geteuid(struct call *call)
{
    return call_end_int(call, geteuid(), NULL);
}

static int run_getgid(struct call *call)
{
    return call_end_int(call, getgid(), NULL);
}

static int run_getegid(struct call *call)
{
    return call_end_int(call, getegid(), NULL);
}

static int three_ids(struct call *call, int result, const char *const names[3], const id_t ids[3])
{
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_open(call->out, OUT_RECORD);
    for (int i = 0; i < 3; i++)
        out_field_int(call->out, names[i], ids[i]);
    out_close(call->out);
    return 0;
}

static int run_getresuid(struct call *call)
{
    uid_t ids[3];
    int result = os_getresuid(ids);

    return three_ids(call, result, (const char *const[]){"ruid", "euid", "suid"}, ids);
}

static int run_getresgid(struct call *call)
{
    gid_t ids[3];
    int result = os_getresgid(ids);

    return three_ids(call, result, (const char *const[]){"rgid", "egid", "sgid"}, ids);
}

static int run_getgroups(struct call *call)
{
    gid_t *groups;
    int count = own_groups(call, &groups);

    if (count < 0)
        return -1;
    put_groups(call->out, groups, count);
    return 0;
}

static int run_getgrouplist(struct call *call)
{
    const struct membership *args = ARGS(struct membership, call);
    gid_t *groups;
    int count = groups_of(call, args->user, args->group, &groups);

    if (count < 0)
        return -1;
    put_groups(call->out, groups, count);
    return 0;
}

static int run_getlogin(struct call *call)
{
    char name[256];
    int result = os_getlogin(name, sizeof name);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    out_text(call->out, name);
    return 0;
}

static int run_initgroups(struct call *call)
{
    const struct membership *args = ARGS(struct membership, call);

    return call_end(call, os_initgroups(args->user, args->group), NULL);
}

static int run_setgroups(struct call *call)
{
    const struct ids *groups = &ARGS(struct groups, call)->groups;

    return call_end(call, os_setgroups(groups->count, groups->items), NULL);
}

static int run_setuid(struct call *call)
{
    return call_end(call, os_setuid(ARGS(struct user, call)->uid), NULL);
}

static int run_seteuid(struct call *call)
{
    return call_end(call, os_seteuid(ARGS(struct user, call)->uid), NULL);
}

static int run_setreuid(struct call *call)
{
    const struct two_users *args = ARGS(struct two_users, call);

    return call_end(call, os_setreuid(args->ruid, args->euid), NULL);
}

static int run_setresuid(struct call *call)
{
    const struct three_users *args = ARGS(struct three_users, call);

    return call_end(call, os_setresuid(args->ruid, args->euid, args->suid), NULL);
}

static int run_setgid(struct call *call)
{
    return call_end(call, os_setgid(ARGS(struct group, call)->gid), NULL);
}

static int run_setegid(struct call *call)
{
    return call_end(call, os_setegid(ARGS(struct group, call)->gid), NULL);
}

static int run_setregid(struct call *call)
{
    const struct two_groups *args = ARGS(struct two_groups, call);

    return call_end(call, os_setregid(args->rgid, args->egid), NULL);
}

static int run_setresgid(struct call *call)
{
    const struct three_groups *args = ARGS(struct three_groups, call);

    return call_end(call, os_setresgid(args->rgid, args->egid, args->sgid), NULL);
}

static const struct param user_params[] = {PARAM(struct user, uid, UID, .help = PACKED("number or name"))};
static const struct param effective_user_params[] = {
    PARAM_AS("euid", struct user, uid, UID, .help = PACKED("number or name"))};
static const struct param group_params[] = {PARAM(struct group, gid, GID, .help = PACKED("number or name"))};
static const struct param effective_group_params[] = {
    PARAM_AS("egid", struct group, gid, GID, .help = PACKED("number or name"))};

static const struct param two_user_params[] = {
    PARAM(struct two_users, ruid, UID, .help = PACKED("real user; -1 leaves it")),
    PARAM(struct two_users, euid, UID, .help = PACKED("effective user; -1 leaves it")),
};

static const struct param three_user_params[] = {
    PARAM(struct three_users, ruid, UID, .help = PACKED("real user; -1 leaves it")),
    PARAM(struct three_users, euid, UID, .help = PACKED("effective user; -1 leaves it")),
    PARAM(struct three_users, suid, UID, .help = PACKED("saved user; -1 leaves it")),
};

static const struct param two_group_params[] = {
    PARAM(struct two_groups, rgid, GID, .help = PACKED("real group; -1 leaves it")),
    PARAM(struct two_groups, egid, GID, .help = PACKED("effective group; -1 leaves it")),
};

static const struct param three_group_params[] = {
    PARAM(struct three_groups, rgid, GID, .help = PACKED("real group; -1 leaves it")),
    PARAM(struct three_groups, egid, GID, .help = PACKED("effective group; -1 leaves it")),
    PARAM(struct three_groups, sgid, GID, .help = PACKED("saved group; -1 leaves it")),
};

static const struct param groups_params[] = {
    PARAM(struct groups, groups, GIDS, .help = PACKED("numbers or names; '' for none at all")),
};

static const struct param membership_params[] = {
    PARAM(struct membership, user, TEXT, .metavar = PACKED("USER"), .help = PACKED("a user's name")),
    PARAM(struct membership, group, GID, .help = PACKED("a group to add, as a rule the user's own")),
};

static const struct param initgroups_params[] = {
    PARAM_AS("username", struct membership, user, TEXT, .metavar = PACKED("USER"), .help = PACKED("a user's name")),
    PARAM_AS("gid", struct membership, group, GID, .help = PACKED("a group to add, as a rule the user's own")),
};

#define SETS_IDS .acts_on = ACTS_ON_SELF, .available = ON_UNIX, .flags = OP_CHAIN

static const struct op ops[] = {
    {
        .name = "getegid",
        TEXTS(.summary = "Return the effective group id", .result = "int group id", .example = "xos getegid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getegid,
    },
    {
        .name = "geteuid",
        TEXTS(.summary = "Return the effective user id, which decides most permissions", .result = "int user id",
              .example = "xos geteuid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_geteuid,
    },
    {
        .name = "getgid",
        TEXTS(.summary = "Return the real group id", .result = "int group id", .example = "xos getgid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getgid,
    },
    {
        .name = "getgrouplist",
        TEXTS(.summary = "Return the groups that the group database gives a user", .result = "list of int group ids",
              .note = "It reads the database, not a process; an unknown user is in the given group alone",
              .example = "xos getgrouplist root root"),
        .acts_on = ACTS_ON_SYSTEM,
        .available = ON_UNIX,
        OP_PARAMS(struct membership, membership_params),
        .run = run_getgrouplist,
    },
    {
        .name = "getgroups",
        TEXTS(.summary = "Return the supplementary groups of this process", .result = "list of int group ids",
              .note = "The effective group need not be among them", .example = "xos getgroups"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getgroups,
    },
    {
        .name = "getlogin",
        TEXTS(.summary = "Return the name under which the user logged in", .result = "str user name",
              .errors = "ENXIO ENOTTY ENOENT",
              .note = "Daemons and containers have none; xos geteuid prints the current user's id",
              .example = "xos getlogin || id -un"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX | ON_WINDOWS,
        .run = run_getlogin,
    },
    {
        .name = "getresuid",
        TEXTS(.summary = "Return the real, effective and saved user ids", .result = "tuple: ruid, euid, suid",
              .example = "xos getresuid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getresuid,
    },
    {
        .name = "getresgid",
        TEXTS(.summary = "Return the real, effective and saved group ids", .result = "tuple: rgid, egid, sgid",
              .example = "xos getresgid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getresgid,
    },
    {
        .name = "getuid",
        TEXTS(.summary = "Return the real user id", .result = "int user id", .example = "xos getuid"),
        .acts_on = ACTS_ON_SELF,
        .available = ON_UNIX,
        .run = run_getuid,
    },
    {
        .name = "initgroups",
        TEXTS(.summary = "Set the supplementary groups to those that the group database gives a user, and one more",
              .result = "None", .errors = "EPERM", .example = "xos initgroups root root -- id -G"),
        SETS_IDS,
        OP_PARAMS(struct membership, initgroups_params),
        .run = run_initgroups,
    },
    {
        .name = "setegid",
        TEXTS(.summary = "Set the effective group id", .result = "None", .errors = "EPERM EINVAL",
              .example = "xos setegid \"$(id -g)\" -- id -g"),
        SETS_IDS,
        OP_PARAMS(struct group, effective_group_params),
        .run = run_setegid,
    },
    {
        .name = "seteuid",
        TEXTS(.summary = "Set the effective user id", .result = "None", .errors = "EPERM EINVAL",
              .example = "xos seteuid \"$(id -u)\" -- id -u"),
        SETS_IDS,
        OP_PARAMS(struct user, effective_user_params),
        .run = run_seteuid,
    },
    {
        .name = "setgid",
        TEXTS(.summary = "Set the group id", .result = "None", .errors = "EPERM EINVAL",
              .note = "With privilege real, effective and saved id; without it the effective one alone",
              .example = "xos setgid \"$(id -g)\" -- id -g"),
        SETS_IDS,
        OP_PARAMS(struct group, group_params),
        .run = run_setgid,
    },
    {
        .name = "setgroups",
        TEXTS(.summary = "Set the supplementary groups", .result = "None", .errors = "EPERM EINVAL",
              .note = "Needs privilege, even to drop all of them", .example = "xos setgroups 0,4 -- id -G"),
        SETS_IDS,
        OP_PARAMS(struct groups, groups_params),
        .run = run_setgroups,
    },
    {
        .name = "setregid",
        TEXTS(.summary = "Set the real and effective group ids", .result = "None", .errors = "EPERM",
              .example = "xos setregid -1 \"$(id -g)\" -- id -g"),
        SETS_IDS,
        OP_PARAMS(struct two_groups, two_group_params),
        .run = run_setregid,
    },
    {
        .name = "setresgid",
        TEXTS(.summary = "Set the real, effective and saved group ids", .result = "None", .errors = "EPERM",
              .example = "xos setresgid -1 -1 \"$(id -g)\" -- xos getresgid"),
        SETS_IDS,
        OP_PARAMS(struct three_groups, three_group_params),
        .run = run_setresgid,
    },
    {
        .name = "setresuid",
        TEXTS(.summary = "Set the real, effective and saved user ids", .result = "None", .errors = "EPERM EAGAIN",
              .note = "Once all three are given up there is no way back",
              .example = "xos setresuid -1 -1 \"$(id -u)\" -- xos getresuid"),
        SETS_IDS,
        OP_PARAMS(struct three_users, three_user_params),
        .run = run_setresuid,
    },
    {
        .name = "setreuid",
        TEXTS(.summary = "Set the real and effective user ids", .result = "None", .errors = "EPERM EAGAIN",
              .note = "The saved id follows the effective one where the real one is set",
              .example = "xos setreuid -1 \"$(id -u)\" -- id -u"),
        SETS_IDS,
        OP_PARAMS(struct two_users, two_user_params),
        .run = run_setreuid,
    },
    {
        .name = "setuid",
        TEXTS(.summary = "Set the user id", .result = "None", .errors = "EPERM EINVAL EAGAIN",
              .note = "With privilege real, effective and saved id, for good; without it the effective one alone",
              .example = "xos setuid \"$(id -u)\" -- id -u"),
        SETS_IDS,
        OP_PARAMS(struct user, user_params),
        .run = run_setuid,
    },
};

const struct chapter chapter_process_ids = CHAPTER(SECTION_PROCESS_PARAMETERS, "Process parameters: users and groups",
                                                   ops);
