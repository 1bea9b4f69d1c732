/* SPDX-License-Identifier: MIT */
/* xcall layout: a record for each member of a structure. */
#include "call/xcall.h"

#include "value/format.h"

TEXTS_OF(call_layout);

enum { PATH_ROOM = 512, TYPE_ROOM = 256 };

struct listing {
    struct call *call;
    bool flatten;
};

static void list_members(const struct listing *listing, const struct ctype *type, uint64_t base, const char *path);

/* The member as ctypes' CField describes it: a bit field lies in a unit of its type, whose offset is byte_offset. */
static void list_member(const struct listing *listing, const struct cmember *member, uint64_t base, const char *path)
{
    struct out *out = listing->call->out;
    uint64_t bit = base + member->bit, unit = member->type->size > 0 ? member->type->size : 1;
    uint64_t offset = member->bit_field ? bit / 8 / unit * unit : bit / 8;
    char type[TYPE_ROOM];

    ctype_name(member->type, type, sizeof type);
    out_open(out, OUT_RECORD);
    out_field_text(out, "name", path);
    out_field_text(out, "type", type);
    out_field_uint(out, "offset", offset);
    out_field_uint(out, "byte_offset", offset);
    out_field_uint(out, "size", member->type->size);
    out_field_uint(out, "byte_size", member->type->size);
    out_field_bool(out, "is_bitfield", member->bit_field);
    out_field_uint(out, "bit_offset", bit - offset * 8);
    out_field_uint(out, "bit_size", member->bit_field ? member->bits : member->type->size * 8);
    out_field_bool(out, "is_anonymous", member->name == NULL);
    out_close(out);
}

static bool has_members(const struct ctype *type)
{
    return type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION;
}

static void list_members(const struct listing *listing, const struct ctype *type, uint64_t base, const char *path)
{
    char inner[PATH_ROOM];

    for (size_t i = 0; i < type->member_count; i++) {
        const struct cmember *member = &type->members[i];
        if (member->bit_field && member->name == NULL)
            continue;
        format_text(inner, sizeof inner, "%s%s%s", path, *path != '\0' && member->name != NULL ? "." : "",
                    member->name != NULL ? member->name : "");
        if (listing->flatten && has_members(member->type))
            list_members(listing, member->type, base + member->bit, inner);
        else
            list_member(listing, member, base, inner);
    }
}

int xcall_layout(struct call *call, struct words words)
{
    const struct xcall_args *args = ARGS(struct xcall_args, call);
    struct listing listing = {call, args->flatten};
    struct cdecl declaration;
    struct data_form form;

    if (xcall_type(call, words, &declaration, &form) < 0)
        return -1;
    if (words.count > 1)
        return fail_usage(call->fail, "surplus argument '%.60s'", words.items[1].data);
    if (!has_members(declaration.type))
        return fail_usage(call->fail, "layout takes a struct or union");
    out_open(call->out, OUT_STREAM);
    list_members(&listing, declaration.type, 0, "");
    out_close(call->out);
    return 0;
}
