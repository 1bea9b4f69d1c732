/* SPDX-License-Identifier: MIT */
/* Which entries are wanted, which directories are entered. */
#include "walk/xwalk.h"

#include <dirent.h>

#include "value/pattern.h"

static unsigned char type_of_letter(char letter)
{
    static const char letters[] = "fdlpsbc";
    static const unsigned char types[] = {DT_REG, DT_DIR, DT_LNK, DT_FIFO, DT_SOCK, DT_BLK, DT_CHR};
    const char *at = letter != '\0' ? strchr(letters, letter) : NULL;

    return at != NULL ? types[at - letters] : DT_UNKNOWN;
}

/* --type: letters as find has them, with or without commas between. */
static int read_types(struct xwalk *walk)
{
    const char *text = walk->args->types;

    if (text == NULL)
        return 0;
    for (size_t i = 0; text[i] != '\0'; i++) {
        unsigned char type = type_of_letter(text[i]);
        if (text[i] == ',' && i > 0 && text[i + 1] != '\0')
            continue;
        if (type == DT_UNKNOWN)
            return fail_usage(walk->call->fail, "type: '%.200s' is not made of the letters f d l p s b c", text);
        walk->types |= 1u << type;
    }
    return walk->types != 0 ? 0 : fail_usage(walk->call->fail, "type: an empty list of types");
}

int xwalk_filter_read(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;

    for (size_t i = 0; i < args->names.count; i++)
        if (strlen(args->names.items[i].value.data) != args->names.items[i].value.size)
            return fail_usage(walk->call->fail, "name: a NUL byte cannot stand in it");
    walk->filtered = args->types != NULL || args->names.count > 0;
    return read_types(walk);
}

const char *xwalk_base_name(const struct walk_entry *entry, size_t *size)
{
    const char *name = entry->name;

    *size = entry->name_size;
    if (entry->depth > 0)
        return name;
    while (*size > 1 && name[*size - 1] == '/')
        --*size;
    size_t start = *size;
    while (start > 0 && name[start - 1] != '/')
        start--;
    if (start == *size) /* nothing but slashes */
        return name;
    *size -= start;
    return name + start;
}

static bool matches(const struct occurrences *globs, const struct walk_entry *entry)
{
    char room[256];
    size_t size;
    const char *name = xwalk_base_name(entry, &size);

    if (name[size] != '\0') { /* slashes follow: the name by itself */
        if (size >= sizeof room)
            return false;
        name = memcpy(room, name, size);
        room[size] = '\0';
    }
    for (size_t i = 0; i < globs->count; i++)
        if (glob_matches(globs->items[i].value.data, name))
            return true;
    return false;
}

bool xwalk_wanted(const struct xwalk *walk, const struct walk_entry *entry)
{
    if (entry->depth < walk->min_depth)
        return false;
    if (!walk->filtered)
        return true;
    if (walk->types != 0 && !(walk->types & 1u << entry->type))
        return false;
    return walk->args->names.count == 0 || matches(&walk->args->names, entry);
}

bool xwalk_enter(void *context_, const struct walk_entry *entry)
{
    const struct xwalk_context *context = context_;

    return entry->depth == 0 || !matches(&context->walk->args->prunes, entry);
}

bool xwalk_keep(void *context_, const struct walk_entry *entry)
{
    const struct xwalk *walk = ((const struct xwalk_context *)context_)->walk;

    return entry->type == DT_DIR || xwalk_wanted(walk, entry);
}
