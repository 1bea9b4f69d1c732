/* SPDX-License-Identifier: MIT */
/* Users and groups from /etc/passwd and /etc/group; then from getent(1), where nsswitch.conf(5) names more sources than
 * files, such as LDAP. */
#include "os/names_source.h"

#if NAMES_FROM_FILES

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/decimal.h"
#include "os/ids.h"
#include "os/spawn/popen.h"
#include "os/spawn/wait.h"

enum { MOST = 256 * 1024 * 1024 }; /* bytes of a database */

/* Lines as in the database's file. */
struct lines {
    char *text, *next; /* what was read, which the caller frees, and what of it is left; NULL: nothing */
};

/* One of them. */
struct entry {
    const char *name, *members; /* members: of a group, with commas between them */
    uint32_t id;
    gid_t gid;
};

static int read_file(struct lines *lines, bool group)
{
    size_t size;
    int result = contents_of(group ? "/etc/group" : "/etc/passwd", MOST, &lines->text, &size);

    if (result < 0)
        lines->text = NULL;
    lines->next = lines->text;
    return result;
}

/* True if the line after "database:" names more than files. */
static bool has_other_source(const char *at)
{
    for (;;) {
        at += strspn(at, " \t");
        size_t size = strcspn(at, " \t\n#");
        if (size != 5 || memcmp(at, "files", 5) != 0)
            return size > 0;
        at += size;
    }
}

static bool is_elsewhere(const char *database)
{
    char *text, *next, *line;
    size_t size, name_size = strlen(database);
    bool elsewhere = false;

    if (contents_of("/etc/nsswitch.conf", MOST, &text, &size) < 0)
        return false;
    for (next = text; !elsewhere && (line = strsep(&next, "\n")) != NULL;) {
        line += strspn(line, " \t");
        elsewhere = strncmp(line, database, name_size) == 0 && line[name_size] == ':' &&
                    has_other_source(line + name_size + 1);
    }
    free(text);
    return elsewhere;
}

/* Reads what `getent database key` writes; all entries if key is NULL. Returns 0, or -ENOENT if it cannot be started.
 */
static int run_getent(struct lines *lines, const char *database, const char *key)
{
    char *argv[] = {(char *)"getent", (char *)database, (char *)key, NULL};
    struct popen popen;
    size_t size;

    if (popen_tool(&popen, argv) < 0)
        return -ENOENT;
    int result = contents_read(popen.fd, MOST, &lines->text, &size);
    close(popen.fd);
    wait_process(popen.pid, 0, NULL, NULL);
    lines->next = result < 0 ? NULL : lines->text;
    return result < 0 ? -ENOENT : 0;
}

/* True if getent may be asked for key: a set-user-ID program starts no program, and getent would take a key with a
 * hyphen for an option. */
static bool may_ask(const char *key)
{
    return getauxval(AT_SECURE) == 0 && (key == NULL || (*key != '-' && *key != '\0'));
}

/* run_getent if nsswitch.conf names other sources than files for the database. */
static int ask_getent(struct lines *lines, const char *database, const char *key)
{
    return may_ask(key) && is_elsewhere(database) ? run_getent(lines, database, key) : -ENOENT;
}

/* Reads a field that is an id. False for one beyond 32 bits, which would be another user's. */
static bool take_id(char **rest, uint32_t *id)
{
    const char *digit = strsep(rest, ":");
    uint64_t value = 0;

    if (digit == NULL || *digit == '\0')
        return false;
    for (; *digit >= '0' && *digit <= '9' && value <= UINT32_MAX; digit++)
        value = value * 10 + (uint64_t)(*digit - '0');
    *id = (uint32_t)value;
    return *digit == '\0' && value <= UINT32_MAX;
}

/* Reads a line, which it changes: name, password, id, and then a group's members; or a user's group and the rest. */
static bool read_entry(char *line, bool group, struct entry *entry)
{
    entry->name = strsep(&line, ":");
    strsep(&line, ":");
    if (!take_id(&line, &entry->id) || line == NULL)
        return false;
    entry->members = line;
    entry->gid = entry->id;
    return *entry->name != '\0' && (group || take_id(&line, &entry->gid));
}

/* The next line that is an entry. */
static bool next_entry(struct lines *lines, bool group, struct entry *entry)
{
    for (char *line; (line = strsep(&lines->next, "\n")) != NULL;)
        if (read_entry(line, group, entry))
            return true;
    return false;
}

/* Finds the entry with that name or, if name is NULL, with that id. */
static int find(struct lines *lines, bool group, const char *name, uint32_t id, struct account *account)
{
    struct entry entry;

    while (next_entry(lines, group, &entry)) {
        if (name != NULL ? strcmp(entry.name, name) != 0 : entry.id != id)
            continue;
        if (strlen(entry.name) >= NAME_ROOM)
            return -ENAMETOOLONG;
        account->id = entry.id;
        account->gid = entry.gid;
        strcpy(account->name, entry.name);
        return 0;
    }
    return -ENOENT;
}

struct answer {
    struct answer *next;
    bool group, by_name, found;
    struct account key, account; /* what was asked for: a name or an id; and what was found */
};

/* An account by another key than the one asked for is no answer: getent takes a name of digits as an id. */
static void ask(struct answer *answer)
{
    const char *name = answer->by_name ? answer->key.name : NULL;
    char number[16];
    struct lines lines;

    put_decimal(number, answer->key.id);
    if (ask_getent(&lines, answer->group ? "group" : "passwd", name != NULL ? name : number) < 0)
        return;
    answer->found = find(&lines, answer->group, name, answer->key.id, &answer->account) == 0;
    free(lines.text);
}

/* True if answer says which account has the name or, if that is NULL, the id. */
static bool answers(const struct answer *answer, bool group, const char *name, uint32_t id)
{
    if (answer->group != group)
        return false;
    if (name == NULL)
        return !answer->by_name && answer->key.id == id;
    return strcmp(answer->by_name ? answer->key.name : answer->account.name, name) == 0;
}

/* Asks, and remembers the answer. NULL if memory is out. */
static struct answer *learn(struct names *names, bool group, const char *name, uint32_t id)
{
    struct answer *answer = calloc(1, sizeof *answer);

    if (answer == NULL)
        return NULL;
    answer->group = group;
    answer->by_name = name != NULL;
    answer->key.id = id;
    if (name != NULL)
        strcpy(answer->key.name, name);
    ask(answer);
    answer->next = names->answers;
    return names->answers = answer;
}

static int find_elsewhere(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    struct names own = {0}, *all = names != NULL ? names : &own;
    struct answer **at = &all->answers, *answer;

    if (name != NULL && strlen(name) >= NAME_ROOM)
        return -ENOENT;
    while ((answer = *at) != NULL && !answers(answer, group, name, id))
        at = &answer->next;
    if (answer != NULL) { /* to the front */
        *at = answer->next;
        answer->next = all->answers;
        all->answers = answer;
    } else if ((answer = learn(all, group, name, id)) == NULL)
        return -ENOENT;
    bool found = answer->found;
    *account = answer->account;
    names_clear(&own);
    return found ? 0 : -ENOENT;
}

void names_clear(struct names *names)
{
    for (struct answer *answer; (answer = names->answers) != NULL; free(answer))
        names->answers = answer->next;
}

int source_find(struct names *names, bool group, const char *name, uint32_t id, struct account *account)
{
    struct lines lines;
    int result = read_file(&lines, group);

    if (result == 0)
        result = find(&lines, group, name, id, account);
    free(lines.text);
    return result == -ENOENT ? find_elsewhere(names, group, name, id, account) : result;
}

void source_each(bool group, void (*each)(const char *name, void *data), void *data)
{
    struct lines lines;
    struct entry entry;

    if (ask_getent(&lines, group ? "group" : "passwd", NULL) < 0)
        read_file(&lines, group);
    while (next_entry(&lines, group, &entry))
        each(entry.name, data);
    free(lines.text);
}

/* A list of groups with room for count, of which `found` were found. */
struct found_groups {
    gid_t *groups;
    size_t count, found;
};

static void add_group(struct found_groups *list, gid_t gid)
{
    if (list->found < list->count)
        list->groups[list->found] = gid;
    list->found++;
}

/* True if name is one of the members. */
static bool is_member(const char *name, const char *members)
{
    size_t size = strlen(name);

    for (; *members != '\0'; members += members[0] == ',') {
        size_t length = strcspn(members, ",");
        if (length == size && memcmp(members, name, size) == 0)
            return true;
        members += length;
    }
    return false;
}

/* Adds the groups that `getent initgroups` writes, but for gid: "name 10 20 30". False if it is not asked, or does not
 * know the user. */
static bool add_from_getent(struct found_groups *list, gid_t gid, const char *user)
{
    struct lines lines;
    uint32_t group;

    if (!may_ask(user) || !(is_elsewhere("initgroups") || is_elsewhere("group")) ||
        run_getent(&lines, "initgroups", user) < 0)
        return false;
    bool known = strsep(&lines.next, " ") != NULL && lines.next != NULL;
    for (char *word; (word = strsep(&lines.next, " \n")) != NULL;)
        if (take_id(&word, &group) && group != gid)
            add_group(list, group);
    free(lines.text);
    return known;
}

/* Adds the groups that have the user as a member, but for gid. */
static void add_memberships(struct found_groups *list, gid_t gid, const char *user)
{
    struct lines lines;
    struct entry entry;

    read_file(&lines, true);
    while (next_entry(&lines, true, &entry))
        if (entry.id != gid && is_member(user, entry.members))
            add_group(list, entry.id);
    free(lines.text);
}

int os_getgrouplist(const char *user, gid_t gid, size_t count, gid_t *groups)
{
    struct found_groups list = {.groups = groups, .count = count};

    add_group(&list, gid);
    if (!add_from_getent(&list, gid, user))
        add_memberships(&list, gid, user);
    return (int)list.found;
}

#endif
