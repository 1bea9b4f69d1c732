/* SPDX-License-Identifier: MIT */
/* The environment: entries as execve(2) takes them, found and changed by name, and written as the value that os.environ
 * is. */
#ifndef XOS_OPS_SHARED_ENVIRONMENT_H
#define XOS_OPS_SHARED_ENVIRONMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "out/out.h"
#include "value/arena.h"
#include "value/fail.h"
#include "value/word.h"

/* Entries in their order. Of several entries of one name the first counts, as for getenv(3); an entry without "=" has
 * no name. Memory is the arena's. */
struct environment {
    struct arena *arena;
    char **entries; /* count of them and a NULL; NULL too for one taken out, until environment_entries */
    size_t count, room;
    uint32_t *slots; /* the first entry of each name, by hash: index + 1 */
    size_t slot_count;
    bool odd; /* there are entries of one name, or without a name */
};

/* Starts with entries (NULL at the end; NULL itself stands for none). 0 or -ENOMEM, as the others. */
int environment_start(struct environment *environment, struct arena *arena, char *const *entries);

/* Adds NAME=VALUE, or puts it in the place of the first entry of that name and takes out the others. The entry is
 * borrowed. */
int environment_set(struct environment *environment, char *entry);

/* Takes out every entry of that name, and entries that are the name alone. */
void environment_unset(struct environment *environment, struct word name);

/* The two above for an option of that name: what is not NAME=VALUE, or not a name, is a usage error. 0, or -1 with the
 * failure recorded. */
int environment_set_option(struct environment *environment, struct fail *fail, const char *option, struct word entry);
int environment_unset_option(struct environment *environment, struct fail *fail, const char *option, struct word name);

/* The value of name; NULL where it is not set. */
const char *environment_get(const struct environment *environment, struct word name);

/* The entries without gaps, as execve takes them. */
char **environment_entries(struct environment *environment);

/* The part of an entry before its first "="; data is NULL where there is no "=". */
struct word environment_name(const char *entry);

/* True where name is one that a shell can assign: letters, digits, underscores, no digit in front. */
bool environment_assignable(struct word name);

/* Writes the environment as a record; entries without a name are left out, as os.environ does. In plain text an entry
 * that no shell can assign is a comment line, so that the whole is safe to eval. 0 or -ENOMEM. */
int environment_write(const struct environment *environment, struct out *out);

/* One entry that no shell can assign, as a comment line of plain text. */
void environment_comment(struct out *out, const char *entry);

#endif
