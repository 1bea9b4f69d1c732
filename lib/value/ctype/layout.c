/* SPDX-License-Identifier: MIT */
/* Places the members of structures, and writes the names of types. The rules are those of gcc's System V targets: a bit
 * field goes on in the current unit unless it would cross a boundary of its own type; a named one gives the structure
 * the alignment of its type; one of width 0 ends the unit. */
#include "value/ctype/parts.h"

#include <string.h>

#include "value/format.h"

#if defined __arm__ || defined __aarch64__
enum { UNNAMED_FIELDS_ALIGN = 1 }; /* the ARM ABIs let unnamed bit fields count for the alignment */
#else
enum { UNNAMED_FIELDS_ALIGN = 0 };
#endif

struct layout {
    uint64_t bit;   /* the next free bit */
    uint64_t end;   /* of the longest member of a union */
    uint64_t align; /* of the whole, in bytes */
    unsigned pack;
    bool packed;
};

static uint64_t round_up(uint64_t number, uint64_t unit)
{
    return (number + unit - 1) / unit * unit;
}

/* The alignment that a member has here. */
static uint64_t member_align(const struct layout *layout, const struct cmember *member)
{
    uint64_t align = layout->packed || member->packed ? 1 : member->type->align;

    if (member->align > align)
        align = member->align;
    return layout->pack != 0 && layout->pack < align ? layout->pack : align;
}

static void place_bit_field(struct layout *layout, struct cmember *member)
{
    uint64_t unit = member->type->size * 8, align = member->type->align * 8;
    bool counts = member->name != NULL || UNNAMED_FIELDS_ALIGN;

    if (member->bits == 0)
        layout->bit = round_up(layout->bit, align);
    else if (layout->pack == 0 && !layout->packed &&
             round_up(layout->bit % align + member->bits, align) > round_up(unit, align))
        layout->bit = round_up(layout->bit, align);
    member->bit = layout->bit;
    layout->bit += member->bits;
    struct layout unpacked = {.pack = layout->pack, .packed = layout->packed && layout->pack == 0};
    if (counts && member_align(&unpacked, member) > layout->align) /* for bit fields #pragma pack overrides packed */
        layout->align = member_align(&unpacked, member);
}

static void place_member(struct layout *layout, struct cmember *member)
{
    uint64_t align = member_align(layout, member);

    if (member->bit_field) {
        place_bit_field(layout, member);
        return;
    }
    layout->bit = round_up(layout->bit, align * 8);
    member->bit = layout->bit;
    layout->bit += member->type->size * 8;
    if (align > layout->align)
        layout->align = align;
}

void ctype_lay_out(struct ctype *type, unsigned pack, bool packed, uint64_t align)
{
    struct layout layout = {.align = 1, .pack = pack, .packed = packed};

    for (size_t i = 0; i < type->member_count; i++) {
        place_member(&layout, &type->members[i]);
        if (layout.bit > layout.end)
            layout.end = layout.bit;
        if (type->kind == CTYPE_UNION)
            layout.bit = 0;
    }
    if (align > layout.align)
        layout.align = align;
    type->align = layout.align;
    type->size = round_up(round_up(layout.end, 8) / 8, layout.align);
    type->incomplete = false;
}

static void put(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);

    format_text(text + used, size - used, "%s", more);
}

static void put_lengths(const struct ctype *type, char *text, size_t size)
{
    char length[32];

    for (; type->kind == CTYPE_ARRAY; type = type->of) {
        format_text(length, sizeof length, "[%lld]", (long long)type->length);
        put(text, size, type->length == CTYPE_FLEXIBLE ? "[]" : length);
    }
}

void ctype_name(const struct ctype *type, char *text, size_t size)
{
    const struct ctype *element = type;

    while (element->kind == CTYPE_ARRAY)
        element = element->of;
    if (element->kind == CTYPE_POINTER) {
        ctype_name(element->of, text, size);
        put(text, size, text[strlen(text) - 1] == '*' ? "*" : " *");
    } else if (element->kind == CTYPE_FUNCTION) {
        ctype_name(element->of, text, size);
        put(text, size, " ()");
    } else if (element->kind == CTYPE_STRUCT || element->kind == CTYPE_UNION) {
        format_text(text, size, "%s%s%s", element->kind == CTYPE_STRUCT ? "struct" : "union",
                    element->name != NULL ? " " : "", element->name != NULL ? element->name : "");
    } else {
        format_text(text, size, "%s", element->name);
    }
    if (element != type) {
        put(text, size, " ");
        put_lengths(type, text, size);
    }
}
