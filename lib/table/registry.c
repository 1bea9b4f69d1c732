/* SPDX-License-Identifier: MIT */
/* Finds rows by name. */
#include "table/registry.h"
#include "value/texts.h"

#include <string.h>

bool words_match(struct word a, struct word b)
{
    for (size_t i = 0; i < a.size && i < b.size; i++)
        if (name_byte(a.data[i]) != name_byte(b.data[i]))
            return false;
    return a.size == b.size;
}

bool name_matches(struct word word, const char *name)
{
    for (size_t i = 0; i < word.size; i++)
        if (name[i] == '\0' || name_byte(word.data[i]) != name_byte(name[i]))
            return false;
    return name[word.size] == '\0';
}

static const struct op *find_in(const struct chapter *chapter, struct word name)
{
    for (size_t i = 0; i < chapter->count; i++)
        if (name_matches(name, chapter->ops[i].name))
            return &chapter->ops[i];
    return NULL;
}

struct word after_inner_module(struct word name)
{
    static const char inner[][18] = {"ctypes.util.", "logging.config.", "logging.handlers."};

    for (size_t i = 0; i < sizeof inner / sizeof inner[0]; i++) {
        size_t length = strlen(inner[i]);
        if (name.size > length && memcmp(name.data, inner[i], length) == 0)
            return (struct word){name.data + length, name.size - length};
    }
    return name;
}

static const struct op *find_bare(const struct chapter *const *chapter, struct word name)
{
    const struct op *op = NULL;

    for (; op == NULL && *chapter != NULL; chapter++)
        op = find_in(*chapter, name);
    return op;
}

/* Finds name, without the module before its first dot, among the rows that the pages of that module list. */
static const struct op *find_qualified(const struct chapter *const *chapters, struct word name)
{
    const char *dot = memchr(name.data, '.', name.size);

    if (dot == NULL)
        return NULL;
    struct word module = {name.data, (size_t)(dot - name.data)};
    struct word rest = {dot + 1, name.size - module.size - 1};
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++) {
        if (!name_matches(module, section_module((*chapter)->section)))
            continue;
        const struct op *op = find_in(*chapter, rest);
        if (op == NULL)
            op = find_in(*chapter, after_inner_module(name));
        if (op == NULL && (*chapter)->also != NULL && name_matches(rest, (*chapter)->also))
            op = find_bare(chapters, rest);
        if (op != NULL)
            return op;
    }
    return NULL;
}

const struct op *op_find(const struct chapter *const *chapters, struct word name)
{
    const struct op *op = find_bare(chapters, name);

    return op != NULL ? op : find_qualified(chapters, name);
}

const struct chapter *op_chapter(const struct chapter *const *chapter, const struct op *op)
{
    for (; *chapter != NULL; chapter++)
        if (op >= (*chapter)->ops && op < (*chapter)->ops + (*chapter)->count)
            return *chapter;
    return NULL;
}

bool op_is_member(const struct op *op, struct texts *texts)
{
    return op->run == NULL && texts_read(texts, op->texts).home != NULL;
}
