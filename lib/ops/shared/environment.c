/* SPDX-License-Identifier: MIT */
/* The environment by name: open addressing over the entries, at most half full. */
#include "ops/shared/environment.h"

#include <errno.h>

#include "out/quote.h"
#include "value/ascii.h"

TEXTS_OF(shared_environment);

enum { NONE = -1 };

struct word environment_name(const char *entry)
{
    const char *equals = strchr(entry, '=');

    return equals != NULL ? (struct word){entry, (size_t)(equals - entry)} : (struct word){NULL, 0};
}

bool environment_assignable(struct word name)
{
    for (size_t i = 0; i < name.size; i++)
        if (!ascii_in_name(name.data[i], i == 0))
            return false;
    return name.size > 0;
}

static size_t hash(struct word name)
{
    size_t value = 5381;

    for (size_t i = 0; i < name.size; i++)
        value = value * 33 + (unsigned char)name.data[i];
    return value ^ value >> 15;
}

static bool is_named(const char *entry, struct word name)
{
    return entry != NULL && name.data != NULL && strncmp(entry, name.data, name.size) == 0 && entry[name.size] == '=';
}

/* The slot of name: the one that holds its first entry, or the empty one where it would go. A slot whose entry was
 * taken out stays in use, so that names behind it are found. */
static uint32_t *slot_of(const struct environment *environment, struct word name)
{
    size_t at = hash(name) & (environment->slot_count - 1);

    while (environment->slots[at] != 0 && !is_named(environment->entries[environment->slots[at] - 1], name))
        at = (at + 1) & (environment->slot_count - 1);
    return &environment->slots[at];
}

static void index_entry(struct environment *environment, size_t index)
{
    struct word name = environment_name(environment->entries[index]);

    if (name.data == NULL) {
        environment->odd = true;
        return;
    }
    uint32_t *slot = slot_of(environment, name);
    if (*slot == 0)
        *slot = (uint32_t)index + 1;
    else
        environment->odd = true;
}

/* Room for more entries than there are, and an index for all of it. */
static int grow(struct environment *environment)
{
    size_t room = environment->count + environment->count / 2 + 64, slots = 64;

    while (slots < room * 2)
        slots *= 2;
    char **entries = arena_alloc(environment->arena, (room + 1) * sizeof *entries);
    environment->slots = arena_alloc(environment->arena, slots * sizeof *environment->slots);
    if (entries == NULL || environment->slots == NULL)
        return -ENOMEM;
    if (environment->count > 0)
        memcpy(entries, environment->entries, environment->count * sizeof *entries);
    environment->entries = entries;
    environment->room = room;
    environment->slot_count = slots;
    for (size_t i = 0; i < environment->count; i++)
        if (entries[i] != NULL)
            index_entry(environment, i);
    return 0;
}

int environment_start(struct environment *environment, struct arena *arena, char *const *entries)
{
    *environment = (struct environment){.arena = arena, .entries = (char **)entries};
    while (entries != NULL && entries[environment->count] != NULL)
        environment->count++;
    return grow(environment);
}

/* The first entry of that name, or NONE. */
static int64_t find(const struct environment *environment, struct word name)
{
    return (int64_t)*slot_of(environment, name) - 1;
}

/* Takes out entries of that name, or that are the name alone, from index on. */
static void take_out(struct environment *environment, struct word name, size_t index)
{
    for (; index < environment->count; index++) {
        const char *entry = environment->entries[index];
        if (is_named(entry, name) || (entry != NULL && strchr(entry, '=') == NULL && word_is(name, entry)))
            environment->entries[index] = NULL;
    }
}

int environment_set(struct environment *environment, char *entry)
{
    struct word name = environment_name(entry);
    int64_t index = find(environment, name);

    if (index != NONE) {
        environment->entries[index] = entry;
        if (environment->odd)
            take_out(environment, name, (size_t)index + 1);
        return 0;
    }
    if (environment->count == environment->room && grow(environment) < 0)
        return -ENOMEM;
    environment->entries[environment->count] = entry;
    index_entry(environment, environment->count++);
    return 0;
}

void environment_unset(struct environment *environment, struct word name)
{
    int64_t index = find(environment, name);

    if (environment->odd)
        take_out(environment, name, 0);
    else if (index != NONE)
        environment->entries[index] = NULL;
}

int environment_set_option(struct environment *environment, struct fail *fail, const char *option, struct word entry)
{
    const char *equals = memchr(entry.data, '=', entry.size);

    if (equals == NULL || equals == entry.data || !is_c_string(entry))
        return fail_usage(fail, "%s: '%.*s' is not NAME=VALUE", option, shown_size(entry), entry.data);
    return environment_set(environment, (char *)entry.data) < 0 ? fail_no_memory(fail) : 0;
}

int environment_unset_option(struct environment *environment, struct fail *fail, const char *option, struct word name)
{
    if (name.size == 0 || memchr(name.data, '=', name.size) != NULL || !is_c_string(name))
        return fail_usage(fail, "%s: '%.*s' is not the name of a variable", option, shown_size(name), name.data);
    environment_unset(environment, name);
    return 0;
}

const char *environment_get(const struct environment *environment, struct word name)
{
    int64_t index = find(environment, name);

    return index != NONE ? environment->entries[index] + name.size + 1 : NULL;
}

char **environment_entries(struct environment *environment)
{
    size_t kept = 0;

    while (kept < environment->count && environment->entries[kept] != NULL)
        kept++;
    if (kept == environment->count) { /* no gap: the index stays valid */
        environment->entries[kept] = NULL;
        return environment->entries;
    }
    for (size_t i = kept; i < environment->count; i++)
        if (environment->entries[i] != NULL)
            environment->entries[kept++] = environment->entries[i];
    environment->entries[kept] = NULL;
    environment->count = kept;
    memset(environment->slots, 0, environment->slot_count * sizeof *environment->slots);
    for (size_t i = 0; i < kept; i++)
        index_entry(environment, i);
    return environment->entries;
}

void environment_comment(struct out *out, const char *entry)
{
    out_put(out, "# ");
    quote_visible(out, entry, strlen(entry));
    out_char(out, '\n');
}

int environment_write(const struct environment *environment, struct out *out)
{
    out_open(out, OUT_RECORD);
    for (size_t i = 0; i < environment->count; i++) {
        const char *entry = environment->entries[i];
        struct word name = entry != NULL ? environment_name(entry) : (struct word){NULL, 0};
        if (name.data == NULL || find(environment, name) != (int64_t)i)
            continue;
        if (out->writer == &out_plain && !environment_assignable(name)) {
            environment_comment(out, entry);
            continue;
        }
        const char *copy = arena_copy(environment->arena, name.data, name.size);
        if (copy == NULL)
            return -ENOMEM;
        out_field_text(out, copy, entry + name.size + 1);
    }
    out_close(out);
    return 0;
}
