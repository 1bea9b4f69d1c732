/* SPDX-License-Identifier: MIT */
/* ACLs in words, as acl_to_any_text(3) writes and acl_from_text(3) reads them: entries TAG:NAME:PERMISSIONS with commas
 * or line ends between, comments from # to the end of the line. The value is what linux/posix_acl_xattr.h says: a
 * version, and eight bytes for each entry. */
#include "value/attrwords_parts.h"

#include <stdlib.h>
#include <string.h>

#include "os/names.h"
#include "os/xattr.h"
#include "value/choices.h"
#include "value/number.h"

enum { ACL_VERSION = 2, HEAD_SIZE = 4, ENTRY_SIZE = 8 };
enum { OWNER = 1, USER = 2, OWNING_GROUP = 4, GROUP = 8, MASK = 16, OTHER = 32 };
static const uint32_t no_id = UINT32_MAX;

struct acl_entry {
    uint32_t tag, permissions, id;
};

static struct acl_entry entry_at(const char *value, size_t index)
{
    const char *at = value + HEAD_SIZE + index * ENTRY_SIZE;

    return (struct acl_entry){little_get(at, 2), little_get(at + 2, 2), little_get(at + 4, 4)};
}

static void put_entry(char *value, size_t index, struct acl_entry entry)
{
    char *at = value + HEAD_SIZE + index * ENTRY_SIZE;

    little_put(at, 2, entry.tag);
    little_put(at + 2, 2, entry.permissions);
    little_put(at + 4, 4, entry.id);
}

static const char *tag_name(uint32_t tag)
{
    return tag == OWNER || tag == USER           ? "user"
           : tag == OWNING_GROUP || tag == GROUP ? "group"
           : tag == MASK                         ? "mask"
                                                 : "other";
}

/* The name of a named entry's user or group; its number if it has no name that can be read back. */
static void put_account(struct names *names, struct acl_entry entry, char name[NAME_ROOM])
{
    int result = entry.tag == USER ? names_user(names, entry.id, name) : names_group(names, entry.id, name);

    if (result < 0 || strpbrk(name, ":,#\\\" \t\r\n") != NULL || strspn(name, "0123456789") == strlen(name))
        name[uint_write(name, entry.id)] = '\0';
}

char *acl_to_words(struct names *names, const char *value, size_t size)
{
    enum { LONGEST = NAME_ROOM + 16 };
    size_t count = size / ENTRY_SIZE;
    char *words = malloc((count + 1) * LONGEST), *at = words;

    if (words == NULL || size < HEAD_SIZE || size % ENTRY_SIZE != HEAD_SIZE || size > XATTR_VALUE_ROOM) {
        free(words);
        return NULL;
    }
    *words = '\0';
    for (size_t i = 0; i < count; i++) {
        struct acl_entry entry = entry_at(value, i);
        char name[NAME_ROOM] = "";
        if (entry.tag == USER || entry.tag == GROUP)
            put_account(names, entry, name);
        at = stpcpy(stpcpy(at, i > 0 ? "," : ""), tag_name(entry.tag));
        at = stpcpy(stpcpy(stpcpy(at, ":"), name), ":");
        at = stpcpy(stpcpy(at, entry.permissions & 4 ? "r" : "-"), entry.permissions & 2 ? "w" : "-");
        at = stpcpy(at, entry.permissions & 1 ? "x" : "-");
    }
    return words;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Takes the next field of an entry, up to a colon; *rest becomes what follows the colon. data is NULL after the last.
 */
static struct word next_field(struct word *rest)
{
    struct word field = *rest;

    if (field.data == NULL)
        return (struct word){"", 0};
    const char *colon = memchr(field.data, ':', field.size);
    *rest = (struct word){NULL, 0};
    if (colon != NULL) {
        size_t size = (size_t)(colon - field.data);
        *rest = (struct word){colon + 1, field.size - size - 1};
        field.size = size;
    }
    while (field.size > 0 && is_blank(*field.data))
        field = (struct word){field.data + 1, field.size - 1};
    while (field.size > 0 && is_blank(field.data[field.size - 1]))
        field.size--;
    return field;
}

static bool read_permissions(struct word field, uint32_t *permissions)
{
    *permissions = 0;
    if (field.size == 1 && *field.data >= '0' && *field.data <= '7') {
        *permissions = (uint32_t)(*field.data - '0');
        return true;
    }
    for (size_t i = 0; i < field.size; i++)
        if (field.data[i] == 'r')
            *permissions |= 4;
        else if (field.data[i] == 'w')
            *permissions |= 2;
        else if (field.data[i] == 'x')
            *permissions |= 1;
        else if (field.data[i] != '-')
            return false;
    return field.size > 0;
}

/* Reads the name or number of a user or group. */
static bool read_account(struct names *names, struct word field, struct acl_entry *entry, struct words_problem *problem)
{
    struct number number;
    uint64_t id;
    char name[NAME_ROOM];

    if (number_read(field, 10, &number)) {
        entry->id = number_to_uint64(number, no_id - 1, &id) ? (uint32_t)id : no_id;
        return entry->id != no_id || words_wrong(problem, "is not in the range of ids", field);
    }
    int result = -1;
    if (field.size < sizeof name && is_c_string(field)) {
        memcpy(name, field.data, field.size);
        name[field.size] = '\0';
        result = entry->tag == USER ? names_uid(names, name, &entry->id) : names_gid(names, name, &entry->id);
    }
    problem->unknown_account = result < 0;
    return result == 0 ||
           words_wrong(problem, entry->tag == USER ? "is not the name of a user" : "is not the name of a group", field);
}

/* Reads TAG:NAME:PERMISSIONS; mask and other may go without the empty name. */
static bool read_entry(struct names *names, struct word text, bool is_default, struct acl_entry *entry,
                       struct words_problem *problem)
{
    static const uint32_t tags[] = {OWNER, OWNER, OWNING_GROUP, OWNING_GROUP, MASK, MASK, OTHER, OTHER};
    struct word rest = text, tag = next_field(&rest);

    if (choice_index(tag, "", "d default") >= 0) {
        if (!is_default)
            return words_wrong(problem, "is an entry for system.posix_acl_default", text);
        tag = next_field(&rest);
    }
    int index = choice_index(tag, "", "u user g group m mask o other");
    struct word name = next_field(&rest), permissions = name;
    if (index >= 4 && rest.data == NULL)
        name.size = 0;
    else
        permissions = next_field(&rest);
    if (index < 0 || rest.data != NULL || (index >= 4 && name.size > 0) ||
        !read_permissions(permissions, &entry->permissions))
        return words_wrong(problem, "is not TAG:NAME:rwx (tags are user, group, mask, other)", text);
    entry->tag = tags[index];
    entry->id = no_id;
    if (name.size == 0)
        return true;
    entry->tag *= 2; /* USER, GROUP */
    return read_account(names, name, entry, problem);
}

static int compare_entries(const void *a, const void *b)
{
    struct acl_entry one = entry_at((const char *)a - HEAD_SIZE, 0), other = entry_at((const char *)b - HEAD_SIZE, 0);

    if (one.tag != other.tag)
        return one.tag < other.tag ? -1 : 1;
    return one.id < other.id ? -1 : one.id > other.id;
}

/* Puts the entries in the order that the kernel wants, with a mask if one is needed, and checks that each is there
 * once.
 */
static bool complete(char *value, size_t *count, struct word words, struct words_problem *problem)
{
    uint32_t tags = 0, group_permissions = 0;

    for (size_t i = 0; i < *count; i++) {
        struct acl_entry entry = entry_at(value, i);
        tags |= entry.tag;
        if (entry.tag & (USER | OWNING_GROUP | GROUP))
            group_permissions |= entry.permissions;
    }
    if ((tags & (OWNER | OWNING_GROUP | OTHER)) != (OWNER | OWNING_GROUP | OTHER))
        return words_wrong(problem, "lacks one of user::, group:: and other::", words);
    if ((tags & (USER | GROUP)) != 0 && (tags & MASK) == 0)
        put_entry(value, (*count)++, (struct acl_entry){MASK, group_permissions, no_id});
    qsort(value + HEAD_SIZE, *count, ENTRY_SIZE, compare_entries);
    for (size_t i = 1; i < *count; i++)
        if (compare_entries(value + HEAD_SIZE + (i - 1) * ENTRY_SIZE, value + HEAD_SIZE + i * ENTRY_SIZE) == 0)
            return words_wrong(problem, "has an entry twice", words);
    return true;
}

bool acl_from_words(struct names *names, struct word words, bool is_default, char *value, size_t *size,
                    struct words_problem *problem)
{
    static const size_t most = (XATTR_VALUE_ROOM - HEAD_SIZE) / ENTRY_SIZE;
    const char *end = words.data + words.size;
    size_t count = 0;
    struct acl_entry entry;

    for (const char *at = words.data, *next; at < end; at = next + 1) {
        for (next = at; next < end && *next != ',' && *next != '\n' && *next != '#';)
            next++;
        struct word text = {at, (size_t)(next - at)};
        if (next < end && *next == '#') {
            next = memchr(next, '\n', (size_t)(end - next));
            next = next != NULL ? next : end;
        }
        struct word whole = text, first = next_field(&whole);
        if (first.size == 0 && whole.data == NULL) /* an empty line */
            continue;
        if (count >= most - 1)
            return words_wrong(problem, "has too many entries", words);
        if (!read_entry(names, text, is_default, &entry, problem))
            return false;
        put_entry(value, count++, entry);
    }
    little_put(value, HEAD_SIZE, ACL_VERSION);
    if (!complete(value, &count, words, problem))
        return false;
    *size = HEAD_SIZE + count * ENTRY_SIZE;
    return true;
}
