/* SPDX-License-Identifier: MIT */
/* The value writer: builds a tree from an operation's output. */
#include "sh/lang/value.h"

#include <errno.h>
#include <sysexits.h>

#include "out/encode.h"

TEXTS_OF(lang_value_writer);

static struct value_builder *builder_of(struct out *out)
{
    return (struct value_builder *)((char *)out - offsetof(struct value_builder, out));
}

/* Adds a new value to the current record or list. */
static struct value *add(struct out *out, enum value_kind kind)
{
    struct value_builder *builder = builder_of(out);
    struct value *value = builder->no_memory ? NULL : arena_alloc(builder->arena, sizeof *value);

    if (value == NULL) {
        builder->no_memory = true;
        return NULL;
    }
    value->kind = kind;
    if (builder->open[out->depth]->kind == VALUE_RECORD && out->pending != NULL) {
        value->name = arena_copy(builder->arena, out->pending, strlen(out->pending));
        builder->no_memory = value->name == NULL;
    }
    if (builder->last[out->depth] == NULL)
        builder->open[out->depth]->first = value;
    else
        builder->last[out->depth]->next = value;
    return builder->last[out->depth] = value;
}

static void add_scalar(struct out *out, enum value_kind kind, const char *data, size_t size)
{
    struct value_builder *builder = builder_of(out);
    struct value *value = add(out, kind);

    if (value == NULL)
        return;
    value->text = (struct word){arena_copy(builder->arena, data, size), size};
    if (value->text.data == NULL)
        builder->no_memory = true;
}

static void value_none(struct out *out)
{
    add_scalar(out, VALUE_NONE, "", 0);
}

static void value_boolean(struct out *out, bool truth)
{
    add_scalar(out, VALUE_BOOL, truth ? "true" : "false", truth ? 4 : 5);
}

static void value_number(struct out *out, const char *text, size_t size)
{
    add_scalar(out, VALUE_NUMBER, text, size);
}

static void value_string(struct out *out, const char *data, size_t size)
{
    add_scalar(out, VALUE_STRING, data, size);
}

/* Bytes that --hex or --base64 asked for encoded are a string. */
static void value_bytes(struct out *out, const char *data, size_t size)
{
    struct value_builder *builder = builder_of(out);
    struct out text;

    if (out->bytes_form == BYTES_RAW) {
        add_scalar(out, VALUE_BYTES, data, size);
        return;
    }
    size_t room = size * 2 + 8;
    char *memory = arena_alloc(builder->arena, room);
    if (memory == NULL) {
        builder->no_memory = true;
        return;
    }
    out_init(&text, &out_plain, -1, memory, room);
    if (out->bytes_form == BYTES_HEX)
        hex_write(&text, data, size);
    else
        base64_write(&text, base64_alphabet, data, size);
    add_scalar(out, VALUE_STRING, memory, text.used);
}

static void value_open(struct out *out, enum out_shape shape)
{
    struct value_builder *builder = builder_of(out);
    struct value *value = add(out, shape == OUT_RECORD ? VALUE_RECORD : VALUE_LIST);

    if (out->depth == VALUE_DEPTH)
        builder->no_memory = builder->too_deep = true;
    else
        out->depth++;
    builder->open[out->depth] = value != NULL ? value : &builder->root; /* without memory, nothing more is added */
    builder->last[out->depth] = NULL;
    out->level[out->depth].shape = (unsigned char)shape;
}

static void value_name(struct out *out, const char *name)
{
    out->pending = name;
}

static void value_close(struct out *out)
{
    if (out->depth > 0)
        out->depth--;
}

static const struct out_writer out_value = {
    .none = value_none,
    .boolean = value_boolean,
    .number = value_number,
    .string = value_string,
    .bytes = value_bytes,
    .open = value_open,
    .name = value_name,
    .close = value_close,
};

void value_builder_init(struct value_builder *builder, struct arena *arena)
{
    builder->arena = arena;
    builder->root = (struct value){.kind = VALUE_LIST};
    builder->open[0] = &builder->root;
    builder->last[0] = NULL;
    builder->no_memory = builder->too_deep = false;
    out_init(&builder->out, &out_value, -1, builder->spare, sizeof builder->spare);
}

const struct value *value_builder_end(struct value_builder *builder, struct fail *fail)
{
    if (builder->too_deep)
        fail_words(fail, EX_DATAERR, "the value nests deeper than %d", VALUE_DEPTH);
    else if (builder->no_memory)
        fail_errno(fail, ENOMEM, NULL, NULL);
    if (builder->no_memory)
        return NULL;
    if (builder->root.first == NULL)
        return &value_nothing;
    return builder->root.first->next == NULL ? builder->root.first : &builder->root;
}
