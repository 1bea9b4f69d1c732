/* SPDX-License-Identifier: MIT */
/* Finds rows by name. */
#include "table/registry.h"

#include <string.h>

bool name_matches(struct word word, const char *name)
{
    for (size_t i = 0; i < word.size; i++) {
        char byte = word.data[i] == '-' ? '_' : word.data[i];
        if (name[i] == '\0' || byte != (name[i] == '-' ? '_' : name[i]))
            return false;
    }
    return name[word.size] == '\0';
}

static const struct op *find_in(const struct chapter *chapter, struct word name)
{
    for (size_t i = 0; i < chapter->count; i++)
        if (name_matches(name, chapter->ops[i].name))
            return &chapter->ops[i];
    return NULL;
}

/* name without a module before its first dot, among the chapters of that module. */
static const struct op *find_qualified(const struct chapter *const *chapter, struct word name)
{
    const char *dot = memchr(name.data, '.', name.size);

    if (dot == NULL)
        return NULL;
    struct word module = {name.data, (size_t)(dot - name.data)};
    struct word rest = {dot + 1, name.size - module.size - 1};
    for (; *chapter != NULL; chapter++) {
        if (!name_matches(module, section_module((*chapter)->section)))
            continue;
        const struct op *op = find_in(*chapter, rest);
        if (op != NULL)
            return op;
    }
    return NULL;
}

const struct op *op_find(const struct chapter *const *chapters, struct word name)
{
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++) {
        const struct op *op = find_in(*chapter, name);
        if (op != NULL)
            return op;
    }
    return find_qualified(chapters, name);
}

const struct chapter *op_chapter(const struct chapter *const *chapter, const struct op *op)
{
    for (; *chapter != NULL; chapter++)
        if (op >= (*chapter)->ops && op < (*chapter)->ops + (*chapter)->count)
            return *chapter;
    return NULL;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int name_distance(struct word a, const char *b, int limit)
{
    enum { LONGEST = 64 };
    size_t width = strlen(b);
    int row[LONGEST + 1];

    if (a.size > LONGEST || width > LONGEST)
        return limit;
    for (size_t j = 0; j <= width; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a.size; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= width; j++) {
            int above = row[j];
            int changed = corner + (a.data[i - 1] != b[j - 1]);
            row[j] = least(least(above, row[j - 1]) + 1, changed);
            corner = above;
        }
    }
    return least(row[width], limit);
}

int name_far(struct word typed)
{
    enum { FAR = 4 };

    return typed.size / 2 + 1 < FAR ? (int)typed.size / 2 + 1 : FAR;
}
