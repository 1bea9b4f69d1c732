/* SPDX-License-Identifier: MIT */
/* struct, union and enum, their attributes, #pragma pack. */
#include "value/ctype/parts.h"

#include <errno.h>
#include <string.h>

#include "os/search.h"
#include "value/ascii.h"
#include "value/number.h"

static int read_attribute(struct parser *parser, struct attributes *attributes)
{
    if (cdecl_take(parser, "packed") || cdecl_take(parser, "__packed__")) {
        attributes->packed = true;
        return 0;
    }
    if (!cdecl_take(parser, "aligned") && !cdecl_take(parser, "__aligned__"))
        return cdecl_refuse(parser, "expected packed or aligned(N)");
    if (cdecl_expect(parser, "(", "expected '('") < 0 || cdecl_constant(parser, &attributes->align) < 0)
        return -EINVAL;
    if (attributes->align < 1 || attributes->align > 4096 || (attributes->align & (attributes->align - 1)) != 0)
        return cdecl_refuse(parser, "an alignment is a power of two up to 4096");
    return cdecl_expect(parser, ")", "expected ')'");
}

int cdecl_attributes(struct parser *parser, struct attributes *attributes)
{
    while (cdecl_take(parser, "__attribute__") || cdecl_take(parser, "__attribute")) {
        if (cdecl_expect(parser, "(", "expected '(('") < 0 || cdecl_expect(parser, "(", "expected '(('") < 0)
            return -EINVAL;
        do {
            if (read_attribute(parser, attributes) < 0)
                return -EINVAL;
        } while (cdecl_take(parser, ","));
        if (cdecl_expect(parser, ")", "expected '))'") < 0 || cdecl_expect(parser, ")", "expected '))'") < 0)
            return -EINVAL;
    }
    return 0;
}

/* #pragma pack(N), pack(), pack(push, N), pack(pop): push and pop keep no stack, a pop ends the packing. */
int cdecl_pragma(struct parser *parser)
{
    enum { MOST_DIGITS = 3 };
    const char *at = search_bytes(parser->text.data, parser->text.size, "pack", 4);
    const char *end = parser->text.data + parser->text.size;

    if (at == NULL)
        return cdecl_refuse(parser, "only #pragma pack is understood");
    while (at < end && !ascii_is_digit(*at))
        at++;
    unsigned pack = digits_read(&at, end, 10, MOST_DIGITS);
    if (pack > 16 || (pack & (pack - 1)) != 0)
        return cdecl_refuse(parser, "#pragma pack takes 1, 2, 4, 8 or 16");
    parser->pack = pack;
    cdecl_next(parser);
    return 0;
}

int cdecl_add_member(struct parser *parser, struct members *members, const struct cmember *member)
{
    if (members->count == CDECL_MEMBERS)
        return cdecl_refuse(parser, "too many members");
    if (members->count == members->capacity) {
        size_t capacity = members->capacity * 2 + 8;
        struct cmember *items = arena_alloc(parser->arena, capacity * sizeof *items);
        if (items == NULL)
            return -ENOMEM;
        if (members->count > 0)
            memcpy(items, members->items, members->count * sizeof *items);
        members->items = items;
        members->capacity = capacity;
    }
    members->items[members->count++] = *member;
    return 0;
}

/* True if a member has that name. The members of a struct or union without a name count as members, too. */
static bool has_name(const struct cmember *members, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (members[i].name != NULL ? strcmp(members[i].name, name) == 0
                                    : has_name(members[i].type->members, members[i].type->member_count, name))
            return true;
    return false;
}

/* True if adding the member would give two members the same name. A member without a name adds its own members. */
static bool shares_name(const struct members *members, const struct cmember *member)
{
    if (member->name != NULL)
        return has_name(members->items, members->count, member->name);
    for (size_t i = 0; i < member->type->member_count; i++)
        if (shares_name(members, &member->type->members[i]))
            return true;
    return false;
}

/* Adds a member that begins at place. 0, or -errno with the refusal recorded. */
static int add_new(struct parser *parser, struct word place, struct members *members, const struct cmember *member)
{
    if (!shares_name(members, member))
        return cdecl_add_member(parser, members, member);
    parser->text = place;
    return cdecl_refuse(parser, "another member has this name");
}

static int read_width(struct parser *parser, struct cmember *member)
{
    int64_t width;

    if (member->type->kind != CTYPE_BOOL && member->type->kind != CTYPE_INT && member->type->kind != CTYPE_UINT &&
        member->type->kind != CTYPE_CHAR)
        return cdecl_refuse(parser, "a bit field has an integer type");
    struct word place = parser->text;
    if (cdecl_constant(parser, &width) < 0)
        return -EINVAL;
    int64_t most = member->type->kind == CTYPE_BOOL ? 1 : (int64_t)member->type->size * 8;
    if (width < 0 || width > most || (width == 0 && member->name != NULL)) {
        parser->text = place;
        return cdecl_refuse(parser, "this width does not fit the type");
    }
    member->bits = (unsigned)width;
    member->bit_field = true;
    return 0;
}

/* One declarator of a member's declaration. */
static int read_member(struct parser *parser, const struct ctype *type, struct members *members)
{
    struct declarator declarator = {.type = type};
    struct attributes attributes = {0};
    struct cmember member = {0};
    const struct word start = parser->text;
    int result = cdecl_is(parser, ":") ? 0 : cdecl_declarator(parser, &declarator);

    if (result == 0)
        result = cdecl_copy_name(parser, declarator.name, &member.name);
    if (result < 0)
        return result;
    member.type = declarator.type;
    if (cdecl_take(parser, ":"))
        result = read_width(parser, &member);
    else if (member.name == NULL)
        return cdecl_refuse(parser, "expected a name");
    else if (member.type->incomplete || member.type->kind == CTYPE_VOID || member.type->kind == CTYPE_FUNCTION)
        return cdecl_refuse(parser, "this member's type has no size");
    struct word place = parser->text;
    if (result == 0)
        result = cdecl_attributes(parser, &attributes);
    if (result == 0 && member.bit_field && (attributes.packed || attributes.align > 0)) {
        parser->text = place;
        return cdecl_refuse(parser, "a bit field cannot have attributes here");
    }
    member.packed = attributes.packed;
    member.align = (uint64_t)attributes.align;
    return result < 0 ? result : add_new(parser, start, members, &member);
}

/* One line of a structure: the specifiers, then names. A struct or union without a name is a member by itself. */
static int read_members(struct parser *parser, struct members *members)
{
    const struct word start = parser->text;
    const struct ctype *type;
    int result = cdecl_specifiers(parser, &type, NULL);

    if (result < 0)
        return result;
    if (cdecl_is(parser, ";") && (type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION) && !type->incomplete)
        return add_new(parser, start, members, &(struct cmember){.type = type});
    do {
        if ((result = read_member(parser, type, members)) < 0)
            return result;
    } while (cdecl_take(parser, ","));
    return 0;
}

int cdecl_nest(struct parser *parser, struct ctype *type, const struct ctype *inner)
{
    if (inner->depth == CTYPE_DEPTH)
        return cdecl_refuse(parser, "nested too deep");
    if (type->depth <= inner->depth)
        type->depth = (unsigned char)(inner->depth + 1);
    return 0;
}

int cdecl_check_size(struct parser *parser, uint64_t size)
{
    return size > (uint64_t)1 << 40 ? cdecl_refuse(parser, "this type is too large") : 0;
}

/* The body of a struct or union, its brace read; attributes has those after its keyword. */
static int read_body(struct parser *parser, struct ctype *type, struct attributes *attributes)
{
    struct members members = {0};
    uint64_t sum = 0;

    while (!cdecl_take(parser, "}")) {
        if (parser->token == TOKEN_END)
            return cdecl_refuse(parser, "expected '}'");
        bool pragma = parser->token == TOKEN_PRAGMA;
        int result = pragma ? cdecl_pragma(parser) : read_members(parser, &members);
        if (result < 0)
            return result;
        if (!pragma && !cdecl_is(parser, "}") && cdecl_expect(parser, ";", "expected ';'") < 0)
            return -EINVAL;
    }
    int result = cdecl_attributes(parser, attributes);
    for (size_t i = 0; i < members.count && result == 0; i++) {
        if (members.items[i].type->length == CTYPE_FLEXIBLE && members.items[i].type->kind == CTYPE_ARRAY &&
            (i + 1 < members.count || type->kind == CTYPE_UNION))
            return cdecl_refuse(parser, "an array without length comes last in a struct");
        sum += members.items[i].type->size;
        result = cdecl_check_size(parser, sum);
        if (result == 0)
            result = cdecl_nest(parser, type, members.items[i].type);
    }
    type->members = members.items;
    type->member_count = members.count;
    if (result == 0)
        ctype_lay_out(type, parser->pack, attributes->packed, (uint64_t)attributes->align);
    return result;
}

/* struct or union, its keyword read: a tag, a body, or both. */
int cdecl_structure(struct parser *parser, enum ctype_kind kind, const struct ctype **type)
{
    struct attributes attributes = {0};
    struct word tag = {0};
    const struct symbol *known = NULL;
    int result = cdecl_attributes(parser, &attributes);

    if (result < 0)
        return result;
    if (parser->token == TOKEN_NAME) {
        tag = parser->text;
        known = cdecl_find(parser, SYMBOL_TAG, tag);
        cdecl_next(parser);
    }
    if (tag.data == NULL && !cdecl_is(parser, "{"))
        return cdecl_refuse(parser, "expected a tag or '{'");
    if (known != NULL && !cdecl_is(parser, "{")) {
        *type = known->type;
        return known->type->kind == kind ? 0 : cdecl_refuse(parser, "this tag is of another kind");
    }
    struct ctype *made = arena_alloc(parser->arena, sizeof *made);
    if (made == NULL || cdecl_copy_name(parser, tag, &made->name) < 0)
        return -ENOMEM;
    made->kind = kind;
    made->incomplete = true;
    made->align = 1;
    *type = made;
    if (tag.data != NULL && (result = cdecl_define(parser, SYMBOL_TAG, tag, made, 0)) < 0)
        return result;
    if (!cdecl_take(parser, "{"))
        return 0;
    if ((result = cdecl_enter(parser)) < 0)
        return result;
    result = read_body(parser, made, &attributes);
    cdecl_leave(parser);
    return result;
}

/* enum, its keyword read: it is an unsigned int, or an int where a value is negative. */
int cdecl_enum(struct parser *parser, const struct ctype **type)
{
    int64_t value = 0;
    bool negative = false;

    if (parser->token == TOKEN_NAME)
        cdecl_next(parser);
    if (cdecl_take(parser, "{"))
        while (!cdecl_take(parser, "}")) {
            struct word name = parser->text;
            if (parser->token != TOKEN_NAME)
                return cdecl_refuse(parser, "expected a name");
            cdecl_next(parser);
            if (cdecl_take(parser, "=") && cdecl_constant(parser, &value) < 0)
                return -EINVAL;
            if (value < INT32_MIN || value > UINT32_MAX)
                return cdecl_refuse(parser, "an enumerator has 32 bits");
            negative |= value < 0;
            if (cdecl_define(parser, SYMBOL_CONSTANT, name, NULL, value++) < 0)
                return -ENOMEM;
            if (!cdecl_is(parser, "}") && cdecl_expect(parser, ",", "expected ',' or '}'") < 0)
                return -EINVAL;
        }
    *type = ctype_base(parser->arena, negative ? "int" : "unsigned int", parser->abi);
    return *type == NULL ? -ENOMEM : 0;
}
