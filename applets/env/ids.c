/* SPDX-License-Identifier: MIT */
/* xenv --ids and --groups-of: users, groups and processes. */
#include <errno.h>
#include <sysexits.h>
#include <unistd.h>

#include "env/xenv.h"
#include "ops/shared/groups.h"
#include "os/ids.h"
#include "os/names.h"
#include "os/process.h"
#include "out/table.h"
#include "table/help.h"
#include "value/format.h"

TEXTS_OF(env_ids);

enum { LABEL = 9, ID_ROOM = NAME_ROOM + 16 }; /* the first column of the table; bytes of "0(root)" */

/* Writes an id and, as name_field, its name. */
static void write_id(struct call *call, const char *field, const char *name_field, id_t id, names_lookup *find)
{
    char name[NAME_ROOM];

    out_field_uint(call->out, field, id);
    out_field_text(call->out, name_field, find(call->names, id, name) == 0 ? name : NULL);
}

/* Writes the groups' names, or the number of a group without a name. */
static void write_group_names(struct call *call, const gid_t *groups, int count)
{
    struct out *out = call->out;

    out_open(out, OUT_LIST);
    for (int i = 0; i < count; i++) {
        char name[NAME_ROOM];
        if (names_group(call->names, groups[i], name) == 0)
            out_text(out, name);
        else
            out_uint(out, groups[i]);
    }
    out_close(out);
}

/* "0(root)", or the number alone if it has no name. */
static size_t id_text(const struct call *call, char *text, size_t size, id_t id, names_lookup *find)
{
    char name[NAME_ROOM];

    return format_text(text, size, find(call->names, id, name) == 0 ? "%u(%s)" : "%u", (unsigned)id, name);
}

static void put_row(const struct call *call, struct table *table, const char *label, const id_t *ids,
                    names_lookup *find)
{
    char text[ID_ROOM];

    table_text(table, label);
    for (int i = 0; i < 3; i++)
        table_cell(table, text, id_text(call, text, sizeof text, ids[i], find));
}

static size_t put_process(struct out *out, const char *label, pid_t pid, size_t column)
{
    char text[ID_ROOM];

    format_text(text, sizeof text, "%s %d", label, (int)pid);
    return help_wrap(out, text, column, LABEL);
}

/* Writes the table of --long. */
static void put_table(const struct call *call, const uid_t *uids, const gid_t *gids, const gid_t *groups, int count)
{
    static const struct table_column columns[] = {
        {"IDS", LABEL - 1, 0, false, false},
        {"REAL", 12, 0, false, false},
        {"EFFECTIVE", 12, 0, false, false},
        {"SAVED", 12, 1, false, false},
    };
    struct out *out = call->out;
    struct table table;
    char text[ID_ROOM];

    table_start(&table, out, columns, 4, 0);
    table_heading(&table);
    put_row(call, &table, "user", uids, names_user);
    put_row(call, &table, "group", gids, names_group);
    out_put(out, "groups   ");
    if (count == 0)
        out_char(out, '-');
    size_t column = LABEL;
    for (int i = 0; i < count; i++) {
        id_text(call, text, sizeof text, groups[i], names_group);
        column = help_wrap(out, text, column, LABEL);
    }
    out_put(out, "\nprocess  ");
    column = put_process(out, "pid", getpid(), LABEL);
    column = put_process(out, "parent", getppid(), column);
    column = put_process(out, "group", getpgrp(), column);
    put_process(out, "session", os_getsid(0), column);
    out_char(out, '\n');
}

int xenv_ids(struct call *call, bool table)
{
    struct out *out = call->out;
    uid_t uids[3];
    gid_t gids[3], *groups;
    int count = own_groups(call, &groups);

    if (count < 0)
        return -1;
    int result = os_getresuid(uids);
    if (result >= 0)
        result = os_getresgid(gids);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    if (table) {
        put_table(call, uids, gids, groups, count);
        return 0;
    }
    out_open(out, OUT_RECORD);
    out_field_int(out, "pid", getpid());
    out_field_int(out, "ppid", getppid());
    out_field_int(out, "pgrp", getpgrp());
    out_field_int(out, "sid", os_getsid(0));
    write_id(call, "ruid", "ruser", uids[0], names_user);
    write_id(call, "euid", "euser", uids[1], names_user);
    write_id(call, "suid", "suser", uids[2], names_user);
    write_id(call, "rgid", "rgroup", gids[0], names_group);
    write_id(call, "egid", "egroup", gids[1], names_group);
    write_id(call, "sgid", "sgroup", gids[2], names_group);
    out_name(out, "groups");
    put_groups(out, groups, count);
    out_name(out, "group_names");
    write_group_names(call, groups, count);
    out_close(out);
    return 0;
}

int xenv_groups_of(struct call *call, const char *user)
{
    gid_t primary, *groups;
    int result = names_primary_group(call->names, user, &primary), count;

    call->fail->op = "getgrouplist";
    if (result == -ENOENT)
        return fail_words(call->fail, EX_NOUSER, "no user is named '%.200s'", user);
    if (result < 0)
        return fail_errno(call->fail, -result, user, NULL);
    count = groups_of(call, user, primary, &groups);
    if (count < 0)
        return -1;
    out_open(call->out, OUT_LIST);
    for (int i = 0; i < count; i++) {
        out_open(call->out, OUT_RECORD);
        write_id(call, "gid", "group", groups[i], names_group);
        out_close(call->out);
    }
    out_close(call->out);
    return 0;
}
