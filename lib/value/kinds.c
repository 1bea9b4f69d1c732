/* SPDX-License-Identifier: MIT */
/* Dispatches kinds to their parsers; repeated options; fallbacks of omitted parameters. */
#include "value/kinds_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sysexits.h>

TEXTS_OF(value_kinds);

int kind_refuse(struct parsing *parsing, const struct param *param, struct word word, const char *what)
{
    return fail_usage(parsing->fail, "%s: '%.*s' is not %s", param->name, shown_size(word), word.data, what);
}

bool param_is_on(const struct param *param)
{
    return param->kind == KIND_BOOL && param->fallback == FALLBACK_TRUE;
}

const char *param_fallback(const struct param *param)
{
    static const char *const fallbacks[] = {NULL,
#define FALLBACK_TEXT(name, text) text,
                                            FALLBACKS(FALLBACK_TEXT)
#undef FALLBACK_TEXT
    };

    return fallbacks[param->fallback];
}

const char *kind_metavar(enum kind kind)
{
    static const char *const metavars[] = {
#define KIND_METAVAR(name, type, metavar) [KIND_##name] = metavar,
        KINDS(KIND_METAVAR)
#undef KIND_METAVAR
    };

    return metavars[kind];
}

int parse_REPEATED(struct parsing *parsing, const struct param *param, struct word word, struct occurrences *list)
{
    enum { FIRST = 8 };
    bool full = list->count >= FIRST && (list->count & (list->count - 1)) == 0;

    if (list->count == 0 || full) {
        struct occurrence *grown = arena_alloc(parsing->arena, (full ? list->count * 2 : FIRST) * sizeof *grown);
        if (grown == NULL)
            return fail_no_memory(parsing->fail);
        if (full)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
    }
    list->items[list->count++] = (struct occurrence){param, word};
    return 0;
}

int kind_parse(struct parsing *parsing, const struct param *param, struct word word, void *args)
{
    void *member = (char *)args + param->offset;

    switch ((enum kind)param->kind) {
#define KIND_CASE(name, type, metavar) \
    case KIND_##name: \
        return parse_##name(parsing, param, word, member);
        KINDS(KIND_CASE)
#undef KIND_CASE
    case KIND_COUNT:
        break;
    }
    return fail_words(parsing->fail, EX_SOFTWARE, "%s: a kind without a parser", param->name);
}

int kind_default(struct parsing *parsing, const struct param *param, void *args)
{
    void *member = (char *)args + param->offset;

    if (param->kind == KIND_DIR_FD)
        *(int *)member = AT_FDCWD;
    if (param->kind == KIND_PATH_OR_FD)
        *(struct path *)member = (struct path){.fd = -1};
    if (param->fallback <= FALLBACK_NO_ITEMS)
        return 0;
    struct word word = word_of(param_fallback(param));
    if (word.size > 1 && word.data[0] == '\'') /* a string as the documentation prints it */
        word = (struct word){arena_copy(parsing->arena, word.data + 1, word.size - 2), word.size - 2};
    return word.data == NULL ? fail_no_memory(parsing->fail) : kind_parse(parsing, param, word, args);
}
