/* SPDX-License-Identifier: MIT */
/* Declarators, and complete declarations. */
#include "value/ctype/parts.h"

#include <errno.h>
#include <string.h>

/* Reads a type that is one word, or a keyword and what follows it. Returns 1 if the token does not start a type. */
static int read_simple(struct parser *parser, const struct ctype **type)
{
    if (parser->token != TOKEN_NAME)
        return 1;
    if (cdecl_take(parser, "struct"))
        return cdecl_structure(parser, CTYPE_STRUCT, type);
    if (cdecl_take(parser, "union"))
        return cdecl_structure(parser, CTYPE_UNION, type);
    if (cdecl_take(parser, "enum"))
        return cdecl_enum(parser, type);
    const struct symbol *symbol = cdecl_find(parser, SYMBOL_TYPEDEF, parser->text);
    *type = symbol != NULL ? symbol->type : ctype_named(parser->arena, parser->text, parser->abi);
    if (*type == NULL)
        return 1;
    cdecl_next(parser);
    return 0;
}

/* Reads the specifiers before the declarators. is_typedef may be NULL if typedef is not allowed. */
int cdecl_specifiers(struct parser *parser, const struct ctype **type, bool *is_typedef)
{
    struct ctype_words words = {0};
    struct word first = parser->text;

    *type = NULL;
    for (;;) {
        cdecl_skip_qualifiers(parser);
        if (is_typedef != NULL && cdecl_take(parser, "typedef"))
            *is_typedef = true;
        else if (*type == NULL && parser->token == TOKEN_NAME && ctype_count_word(&words, parser->text))
            cdecl_next(parser);
        else if (*type == NULL && !words.any) {
            int result = read_simple(parser, type);
            if (result != 0)
                return result < 0 ? result : cdecl_refuse(parser, "expected a type");
        } else
            break;
    }
    if (*type != NULL)
        return 0;
    int result = ctype_of_words(parser->arena, &words, parser->abi, type);
    if (result == -EINVAL) {
        parser->text = first;
        return cdecl_refuse(parser, "these words make no type");
    }
    return result;
}

static int make_array(struct parser *parser, int64_t length, size_t length_from, struct declarator *declarator)
{
    const struct ctype *of = declarator->type;
    struct ctype *type = arena_alloc(parser->arena, sizeof *type);

    if (type == NULL)
        return -ENOMEM;
    if (of->kind == CTYPE_VOID || of->kind == CTYPE_FUNCTION || of->incomplete)
        return cdecl_refuse(parser, "the elements of this array have no size");
    type->kind = CTYPE_ARRAY;
    type->of = of;
    type->length = length;
    type->length_from = length_from;
    type->align = of->align;
    if (length > 0 && __builtin_mul_overflow(of->size, (uint64_t)length, &type->size))
        return cdecl_refuse(parser, "this type is too large");
    declarator->type = type;
    int result = cdecl_check_size(parser, type->size);
    return result < 0 ? result : cdecl_nest(parser, type, of);
}

/* Reads [N], [] or [n=K] after the bracket; further brackets belong to the element type. */
static int read_array(struct parser *parser, struct declarator *declarator)
{
    int64_t length = CTYPE_FLEXIBLE, from = 0;

    cdecl_skip_qualifiers(parser);
    if (cdecl_take(parser, "n")) {
        if (cdecl_expect(parser, "=", "expected '='") < 0 || cdecl_constant(parser, &from) < 0)
            return -EINVAL;
        if (from < 1)
            return cdecl_refuse(parser, "arguments count from 1");
    } else if (!cdecl_is(parser, "]")) {
        const struct word place = parser->text;
        if (cdecl_constant(parser, &length) < 0)
            return -EINVAL;
        if (length < 0) {
            parser->text = place;
            return cdecl_refuse(parser, "an array has no negative length");
        }
    }
    if (cdecl_expect(parser, "]", "expected ']'") < 0)
        return cdecl_refuse(parser, "expected a length or ']'");
    if (cdecl_take(parser, "[")) {
        int result = cdecl_enter(parser);
        if (result == 0)
            result = read_array(parser, declarator);
        if (result < 0)
            return result;
        cdecl_leave(parser);
    }
    return make_array(parser, length, (size_t)from, declarator);
}

static enum ctype_mark read_mark(struct parser *parser)
{
    if (cdecl_take(parser, "out"))
        return CTYPE_OUT;
    return cdecl_take(parser, "inout") ? CTYPE_INOUT : CTYPE_IN;
}

/* As in C, a function parameter becomes a pointer to it, and an array a pointer to its elements; but a mark keeps the
 * array. */
static int decay(struct parser *parser, struct cmember *parameter)
{
    const struct ctype *type = parameter->type;

    if (type->kind == CTYPE_FUNCTION ||
        (type->kind == CTYPE_ARRAY && parameter->mark == CTYPE_IN && type->length == CTYPE_FLEXIBLE))
        parameter->type = ctype_pointer(parser->arena, type->kind == CTYPE_ARRAY ? type->of : type, parser->abi);
    return parameter->type == NULL ? -ENOMEM : 0;
}

static int read_parameter(struct parser *parser, struct members *members)
{
    struct cmember parameter = {.mark = read_mark(parser)};
    struct declarator declarator = {0};
    int result = cdecl_specifiers(parser, &declarator.type, NULL);

    if (result == 0)
        result = cdecl_declarator(parser, &declarator);
    if (result == 0)
        result = cdecl_copy_name(parser, declarator.name, &parameter.name);
    parameter.type = declarator.type;
    if (result == 0)
        result = decay(parser, &parameter);
    if (result == 0 && parameter.type->kind == CTYPE_VOID)
        return cdecl_refuse(parser, "a parameter cannot be void");
    if (result == 0 && parameter.mark != CTYPE_IN && parameter.type->kind != CTYPE_POINTER &&
        parameter.type->kind != CTYPE_ARRAY)
        return cdecl_refuse(parser, "out and inout are for a pointer or an array");
    return result < 0 ? result : cdecl_add_member(parser, members, &parameter);
}

/* Reads the parameters of a function, after the parenthesis. */
static int read_parameters(struct parser *parser, struct declarator *declarator)
{
    struct members members = {0};
    struct ctype *type = arena_alloc(parser->arena, sizeof *type);

    if (type == NULL)
        return -ENOMEM;
    const char *at = parser->at;
    struct word text = parser->text;
    enum token token = parser->token;
    if (cdecl_take(parser, "void") && !cdecl_is(parser, ")")) { /* not "(void)" but "(void *...)" */
        parser->at = at;
        parser->text = text;
        parser->token = token;
    }
    while (!cdecl_is(parser, ")")) {
        if (parser->token == TOKEN_DOTS) {
            type->variadic = true;
            cdecl_next(parser);
            break;
        }
        int result = read_parameter(parser, &members);
        if (result < 0)
            return result;
        if (!cdecl_is(parser, ")") && cdecl_expect(parser, ",", "expected ',' or ')'") < 0)
            return -EINVAL;
    }
    type->kind = CTYPE_FUNCTION;
    type->of = declarator->type;
    type->members = members.items;
    type->member_count = members.count;
    type->align = 1;
    declarator->type = type;
    return cdecl_expect(parser, ")", "expected ')'");
}

/* True if a parenthesis here starts a declarator in parentheses, not parameters. */
static bool opens_declarator(struct parser *parser)
{
    struct parser ahead = *parser;

    if (!cdecl_is(parser, "("))
        return false;
    cdecl_next(&ahead);
    return cdecl_is(&ahead, "*") || cdecl_is(&ahead, "(") ||
           (ahead.token == TOKEN_NAME && !cdecl_at_qualifier(&ahead) && !cdecl_is(&ahead, "struct") &&
            !cdecl_is(&ahead, "union") && !cdecl_is(&ahead, "enum") && !cdecl_is(&ahead, "void") &&
            !cdecl_is(&ahead, "out") && !cdecl_is(&ahead, "inout") &&
            !ctype_count_word(&(struct ctype_words){0}, ahead.text) &&
            cdecl_find(&ahead, SYMBOL_TYPEDEF, ahead.text) == NULL &&
            ctype_named(ahead.arena, ahead.text, ahead.abi) == NULL);
}

static int read_suffixes(struct parser *parser, struct declarator *declarator)
{
    if (cdecl_take(parser, "["))
        return read_array(parser, declarator);
    return cdecl_take(parser, "(") ? read_parameters(parser, declarator) : 0;
}

/* Reads a declarator in parentheses: what follows them applies before their contents, so it is read first. */
static int read_bracketed(struct parser *parser, struct declarator *declarator)
{
    struct parser inside = *parser;
    int level = 0;

    cdecl_next(&inside);
    do {
        level += cdecl_is(parser, "(") ? 1 : cdecl_is(parser, ")") ? -1 : 0;
        if (parser->token == TOKEN_END)
            return cdecl_refuse(parser, "expected ')'");
        cdecl_next(parser);
    } while (level > 0);
    int result = read_suffixes(parser, declarator);
    if (result < 0)
        return result;
    inside.symbols = parser->symbols;
    result = cdecl_declarator(&inside, declarator);
    if (result < 0)
        return result;
    return cdecl_is(&inside, ")") ? 0 : cdecl_refuse(&inside, "expected ')'");
}

int cdecl_declarator(struct parser *parser, struct declarator *declarator)
{
    int result;

    if ((result = cdecl_enter(parser)) < 0)
        return result;
    for (int level = 0; cdecl_take(parser, "*"); level++) {
        if (level == CDECL_DEPTH)
            return cdecl_refuse(parser, "nested too deep");
        declarator->type = ctype_pointer(parser->arena, declarator->type, parser->abi);
        if (declarator->type == NULL)
            return -ENOMEM;
        cdecl_skip_qualifiers(parser);
    }
    if (opens_declarator(parser))
        result = read_bracketed(parser, declarator);
    else {
        if (parser->token == TOKEN_NAME) {
            declarator->name = parser->text;
            cdecl_next(parser);
        }
        result = read_suffixes(parser, declarator);
    }
    cdecl_leave(parser);
    return result;
}

/* Gives the type of a declaration the alignment of its attributes. */
static int realign(struct parser *parser, const struct attributes *attributes, const struct ctype **type)
{
    struct ctype *copy;

    if (attributes->align == 0)
        return 0;
    if ((copy = arena_alloc(parser->arena, sizeof *copy)) == NULL)
        return -ENOMEM;
    *copy = **type;
    copy->align = (uint64_t)attributes->align;
    *type = copy;
    return 0;
}

/* Reads one declaration: specifiers and their declarators; the last one is the result. */
static int read_declaration(struct parser *parser, struct declarator *last)
{
    const struct ctype *type;
    bool is_typedef = false;
    int result = cdecl_specifiers(parser, &type, &is_typedef);

    if (result < 0)
        return result;
    do {
        struct attributes attributes = {0};
        *last = (struct declarator){.type = type};
        result = cdecl_declarator(parser, last);
        if (result == 0)
            result = cdecl_attributes(parser, &attributes);
        if (result == 0)
            result = realign(parser, &attributes, &last->type);
        if (result == 0 && is_typedef)
            result = last->name.data == NULL ? cdecl_refuse(parser, "expected a name")
                                             : cdecl_define(parser, SYMBOL_TYPEDEF, last->name, last->type, 0);
        if (result < 0)
            return result;
    } while (cdecl_take(parser, ","));
    return 0;
}

int cdecl_read(struct arena *arena, struct word text, enum ctype_abi abi, struct cdecl *declaration,
               struct cdecl_error *error)
{
    struct parser parser = {
        .arena = arena, .abi = abi, .start = text.data, .at = text.data, .end = text.data + text.size, .error = error};
    struct declarator last = {0};
    int result = 0;

    cdecl_next(&parser);
    while (result == 0 && parser.token != TOKEN_END) {
        if (parser.token == TOKEN_PRAGMA)
            result = cdecl_pragma(&parser);
        else if (!cdecl_take(&parser, ";")) {
            result = read_declaration(&parser, &last);
            if (result == 0 && parser.token != TOKEN_END && !cdecl_is(&parser, ";"))
                result = cdecl_refuse(&parser, "expected ';' or the end");
        }
    }
    if (result == 0 && last.type == NULL)
        result = cdecl_refuse(&parser, "expected a type");
    declaration->type = last.type;
    return result < 0 ? result : cdecl_copy_name(&parser, last.name, &declaration->name);
}
