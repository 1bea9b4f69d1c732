/* SPDX-License-Identifier: MIT */
/* Trees of values: looking up members, writing, copying. */
#include "sh/lang/value.h"

#include <stdlib.h>

#include "value/number.h"
#include "out/quote.h"

const struct value value_nothing = {.kind = VALUE_NONE, .text = {"", 0}};

struct value *value_text(struct arena *arena, struct word text)
{
    struct value *value = arena_alloc(arena, sizeof *value);

    if (value != NULL)
        *value = (struct value){.kind = VALUE_STRING, .text = {arena_copy(arena, text.data, text.size), text.size}};
    return value != NULL && value->text.data != NULL ? value : NULL;
}

struct value *value_integer(struct arena *arena, int64_t number)
{
    struct value *value = arena_alloc(arena, sizeof *value + NUMBER_ROOM);

    if (value != NULL) {
        char *digits = (char *)(value + 1);
        *value = (struct value){.kind = VALUE_NUMBER, .text = {digits, int_write(digits, number)}};
    }
    return value;
}

const struct value *value_truth(bool truth)
{
    static const struct value values[] = {{.kind = VALUE_BOOL, .text = {"false", 5}},
                                          {.kind = VALUE_BOOL, .text = {"true", 4}}};

    return &values[truth];
}

const struct value *value_member(const struct value *value, struct word part)
{
    const struct value *member = value_is_tree(value) ? value->first : NULL;
    struct number number;
    uint64_t index;

    if (value->kind == VALUE_RECORD) {
        while (member != NULL && !word_is(part, member->name))
            member = member->next;
        return member;
    }
    if (!number_read(part, 10, &number) || !number_to_uint64(number, UINT64_MAX, &index))
        return NULL;
    for (; member != NULL && index > 0; index--)
        member = member->next;
    return member;
}

/* True for an integer beyond 2^53. */
static bool is_big(struct word text)
{
    struct number number;

    return text.size > 15 && number_read(text, 10, &number) && (number.beyond || number.magnitude > (uint64_t)1 << 53);
}

void value_write(const struct value *value, struct out *out, bool big_as_text)
{
    switch (value->kind) {
    case VALUE_NONE:
        out_none(out);
        break;
    case VALUE_BOOL:
        out_bool(out, value->text.data[0] == 't');
        break;
    case VALUE_NUMBER:
        if (big_as_text && is_big(value->text))
            out_string(out, value->text.data, value->text.size);
        else
            out->writer->number(out, value->text.data, value->text.size);
        break;
    case VALUE_STRING:
        out_string(out, value->text.data, value->text.size);
        break;
    case VALUE_BYTES:
        out_bytes(out, value->text.data, value->text.size);
        break;
    case VALUE_RECORD:
    case VALUE_LIST:
        out_open(out, value->kind == VALUE_RECORD ? OUT_RECORD : OUT_LIST);
        for (const struct value *member = value->first; member != NULL; member = member->next) {
            if (value->kind == VALUE_RECORD)
                out_name(out, member->name);
            value_write(member, out, big_as_text);
        }
        out_close(out);
        break;
    }
}

/* Writes a scalar in a record or list as one shell word, and a tree in a tree in parentheses. */
static void line_inside(const struct value *value, struct out *out)
{
    if (!value_is_tree(value)) {
        if (has_control(value->text.data, value->text.size) && out_is_tty(out))
            quote_visible(out, value->text.data, value->text.size);
        else
            quote_shell(out, value->text.data, value->text.size);
        return;
    }
    out_char(out, '(');
    value_line(value, out);
    out_char(out, ')');
}

/* Writes a scalar unquoted. On a terminal only line ends and tabs are passed unchanged. */
static void scalar_line(struct word text, struct out *out)
{
    bool for_eyes = has_control(text.data, text.size) && out_is_tty(out);

    for (size_t size; for_eyes && text.size > 0; text.data += size, text.size -= size) {
        for (size = 0; size < text.size && text.data[size] != '\n' && text.data[size] != '\t'; size++)
            continue;
        quote_visible(out, text.data, size);
        if (size < text.size)
            out_char(out, text.data[size++]);
    }
    out_raw(out, text.data, text.size);
}

void value_line(const struct value *value, struct out *out)
{
    if (!value_is_tree(value)) {
        scalar_line(value->text, out);
        return;
    }
    for (const struct value *member = value->first; member != NULL; member = member->next) {
        if (member != value->first)
            out_char(out, ' ');
        if (value->kind == VALUE_RECORD) {
            out_put(out, member->name);
            out_char(out, '=');
        }
        line_inside(member, out);
    }
}

bool value_word(const struct value *value, struct arena *arena, struct word *word)
{
    size_t size = 0;

    *word = value->text;
    if (!value_is_tree(value))
        return true;
    for (const struct value *member = value->first; member != NULL; member = member->next) {
        if (value->kind == VALUE_RECORD || value_is_tree(member))
            return false;
        size += member->text.size + 1;
    }
    char *text = value->kind == VALUE_RECORD ? NULL : arena_alloc(arena, size + 1), *at = text;
    if (text == NULL)
        return false;
    for (const struct value *member = value->first; member != NULL; member = member->next) {
        memcpy(at, member->text.data, member->text.size);
        at += member->text.size;
        *at++ = ',';
    }
    if (size > 0)
        at[-1] = '\0';
    *word = (struct word){text, size > 0 ? size - 1 : 0};
    return true;
}

/* The memory that a copy needs: nodes, and bytes of text with a NUL byte after each text. */
struct need {
    size_t nodes, bytes;
};

static void measure(const struct value *value, struct need *need)
{
    need->nodes++;
    need->bytes += value->text.size + 1 + (value->name != NULL ? strlen(value->name) + 1 : 0);
    for (const struct value *member = value->first; member != NULL; member = member->next)
        measure(member, need);
}

bool value_line_word(const struct value *value, struct arena *arena, struct word *word)
{
    struct need need = {0};
    struct out line;

    measure(value, &need);
    size_t room = need.nodes * 8 + need.bytes * 4; /* a ' becomes '\\'' in quotes */
    char *memory = arena_alloc(arena, room);
    if (memory == NULL)
        return false;
    out_init(&line, &out_plain, -1, memory, room);
    value_line(value, &line);
    *word = (struct word){memory, line.used};
    return true;
}

/* Where to put the next node and the next text of a copy. */
struct place {
    struct value *node;
    char *text;
};

static const char *copy_text(struct place *place, const char *data, size_t size)
{
    char *copy = place->text;

    if (size > 0)
        memcpy(copy, data, size);
    copy[size] = '\0';
    place->text += size + 1;
    return copy;
}

static struct value *copy_node(const struct value *value, struct place *place)
{
    struct value *copy = place->node++;
    struct value **link = &copy->first;

    *copy = (struct value){.kind = value->kind};
    if (value->name != NULL)
        copy->name = copy_text(place, value->name, strlen(value->name));
    copy->text = (struct word){copy_text(place, value->text.data, value->text.size), value->text.size};
    for (const struct value *member = value->first; member != NULL; member = member->next) {
        *link = copy_node(member, place);
        link = &(*link)->next;
    }
    return copy;
}

static size_t copy_size(struct need need)
{
    return need.nodes * sizeof(struct value) + need.bytes;
}

static struct value *copy_to(void *memory, const struct value *value, struct need need)
{
    struct place place = {memory, (char *)memory + need.nodes * sizeof *value};

    return copy_node(value, &place);
}

struct value *value_copy(const struct value *value, void *block, size_t *room)
{
    struct need need = {0};

    measure(value, &need);
    size_t size = copy_size(need);
    bool inside = (uintptr_t)value - (uintptr_t)block < *room; /* a part of the value that the block has now */
    if (block != NULL && !inside && size <= *room)
        return copy_to(block, value, need);
    void *memory = malloc(size);
    if (memory == NULL)
        return NULL;
    struct value *copy = copy_to(memory, value, need);
    free(block);
    *room = size;
    return copy;
}

const struct value *value_keep(const struct value *value, struct arena *arena)
{
    struct need need = {0};

    measure(value, &need);
    void *memory = arena_alloc(arena, copy_size(need));
    return memory != NULL ? copy_to(memory, value, need) : NULL;
}

struct value *value_list(const struct value *const *items, size_t count, struct arena *arena)
{
    struct value *list = arena_alloc(arena, sizeof *list), **link;

    if (list == NULL)
        return NULL;
    *list = (struct value){.kind = VALUE_LIST, .text = {"", 0}};
    link = &list->first;
    for (size_t i = 0; i < count; i++, link = &(*link)->next) {
        if ((*link = arena_alloc(arena, sizeof **link)) == NULL)
            return NULL;
        **link = *items[i];
        (*link)->next = NULL;
        (*link)->name = NULL;
    }
    return list;
}
