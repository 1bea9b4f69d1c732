/* SPDX-License-Identifier: MIT */
/* Tokens of C declarations, the symbols that were defined, constants. */
#include "value/ctype/parts.h"

#include <errno.h>
#include <string.h>

#include "os/search.h"
#include "value/ascii.h"
#include "value/number.h"

int cdecl_refuse(struct parser *parser, const char *what)
{
    *parser->error = (struct cdecl_error){(size_t)(parser->text.data - parser->start) + 1, what, parser->text};
    return -EINVAL;
}

/* Skips blanks and comments. */
static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end) {
        size_t left = (size_t)(parser->end - parser->at);
        if (strchr(" \t\r\n\f\v", *parser->at) != NULL && *parser->at != '\0')
            parser->at++;
        else if (left >= 2 && memcmp(parser->at, "/*", 2) == 0) {
            const char *close = left >= 4 ? search_bytes(parser->at + 2, left - 2, "*/", 2) : NULL;
            parser->at = close != NULL ? close + 2 : parser->end;
        } else if (left >= 2 && memcmp(parser->at, "//", 2) == 0) {
            const char *line = memchr(parser->at, '\n', left);
            parser->at = line != NULL ? line : parser->end;
        } else
            return;
    }
}

static enum token token_kind(struct word text)
{
    if (*text.data >= '0' && *text.data <= '9')
        return TOKEN_NUMBER;
    if (ascii_in_name(*text.data, false))
        return TOKEN_NAME;
    if (word_is(text, "..."))
        return TOKEN_DOTS;
    return *text.data == '#' ? TOKEN_PRAGMA : TOKEN_OTHER;
}

void cdecl_next(struct parser *parser)
{
    skip_blanks(parser);
    const char *start = parser->at;
    size_t left = (size_t)(parser->end - start), size = 1;

    if (left == 0) {
        parser->token = TOKEN_END;
        parser->text = (struct word){start, 0};
        return;
    }
    if (ascii_in_name(*start, false))
        while (size < left && ascii_in_name(start[size], false))
            size++;
    else if (left >= 3 && memcmp(start, "...", 3) == 0)
        size = 3;
    else if (*start == '#')
        while (size < left && start[size] != '\n')
            size++;
    parser->at = start + size;
    parser->text = (struct word){start, size};
    parser->token = token_kind(parser->text);
}

bool cdecl_is(const struct parser *parser, const char *text)
{
    return parser->token != TOKEN_END && word_is(parser->text, text);
}

bool cdecl_take(struct parser *parser, const char *text)
{
    if (!cdecl_is(parser, text))
        return false;
    cdecl_next(parser);
    return true;
}

int cdecl_expect(struct parser *parser, const char *text, const char *what)
{
    return cdecl_take(parser, text) ? 0 : cdecl_refuse(parser, what);
}

const struct symbol *cdecl_find(const struct parser *parser, enum symbol_sort sort, struct word name)
{
    for (const struct symbol *symbol = parser->symbols; symbol != NULL; symbol = symbol->next)
        if (symbol->sort == sort && symbol->name.size == name.size &&
            memcmp(symbol->name.data, name.data, name.size) == 0)
            return symbol;
    return NULL;
}

int cdecl_define(struct parser *parser, enum symbol_sort sort, struct word name, const struct ctype *type,
                 int64_t value)
{
    struct symbol *symbol = arena_alloc(parser->arena, sizeof *symbol);

    if (symbol == NULL)
        return -ENOMEM;
    *symbol = (struct symbol){.next = parser->symbols, .sort = sort, .name = name, .type = type, .value = value};
    parser->symbols = symbol;
    return 0;
}

int cdecl_constant(struct parser *parser, int64_t *value)
{
    bool negative = cdecl_take(parser, "-");
    struct word text = parser->text;
    struct number number;

    if (parser->token == TOKEN_NAME) {
        const struct symbol *symbol = cdecl_find(parser, SYMBOL_CONSTANT, text);
        if (symbol == NULL)
            return cdecl_refuse(parser, "expected an integer");
        *value = symbol->value;
    } else {
        while (text.size > 1 && strchr("uUlL", text.data[text.size - 1]) != NULL)
            text.size--;
        if (parser->token != TOKEN_NUMBER || !number_read(text, 10, &number) ||
            !number_to_int64(number, 0, INT64_MAX, value))
            return cdecl_refuse(parser, "expected an integer");
    }
    *value = negative ? -*value : *value;
    cdecl_next(parser);
    return 0;
}

bool cdecl_at_qualifier(const struct parser *parser)
{
    static const char *const words[] = {"const",  "volatile", "restrict", "__restrict", "static",
                                        "extern", "inline",   "register", "_Atomic"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (cdecl_is(parser, words[i]))
            return true;
    return false;
}

void cdecl_skip_qualifiers(struct parser *parser)
{
    while (cdecl_at_qualifier(parser))
        cdecl_next(parser);
}

int cdecl_copy_name(struct parser *parser, struct word name, const char **copy)
{
    *copy = name.data == NULL ? NULL : arena_copy(parser->arena, name.data, name.size);
    return name.data != NULL && *copy == NULL ? -ENOMEM : 0;
}

int cdecl_enter(struct parser *parser)
{
    if (parser->depth == CDECL_DEPTH)
        return cdecl_refuse(parser, "nested too deep");
    parser->depth++;
    return 0;
}

void cdecl_leave(struct parser *parser)
{
    parser->depth--;
}
