/* SPDX-License-Identifier: MIT */
/* Passes on items: a value builder builds each one; when it is complete, it is passed to the loop, and its memory is
 * freed. */
#include "sh/lang/each.h"

#include <errno.h>

static struct each *each_of(struct out *out)
{
    return (struct each *)((char *)out - offsetof(struct each, out));
}

/* Called after a value: passes it on if it is an item. */
static void after(struct each *each)
{
    const struct value *value;

    if (each->depth > 0)
        return;
    if (each->out.errnum == 0) {
        value = value_builder_end(&each->builder, each->fail);
        if (value == NULL)
            each_stop(each);
        else
            each->item(each, value);
    }
    arena_clear(&each->arena);
    value_builder_init(&each->builder, &each->arena);
}

static struct out *item_out(struct each *each)
{
    each->builder.out.bytes_form = each->out.bytes_form;
    return &each->builder.out;
}

static void each_none(struct out *out)
{
    struct each *each = each_of(out);

    if (each->depth == 0 && !each->in_list) /* an operation without a value has no items */
        return;
    out_none(item_out(each));
    after(each);
}

static void each_boolean(struct out *out, bool truth)
{
    out_bool(item_out(each_of(out)), truth);
    after(each_of(out));
}

static void each_number(struct out *out, const char *text, size_t size)
{
    struct out *item = item_out(each_of(out));

    item->writer->number(item, text, size);
    after(each_of(out));
}

static void each_string(struct out *out, const char *data, size_t size)
{
    out_string(item_out(each_of(out)), data, size);
    after(each_of(out));
}

static void each_bytes(struct out *out, const char *data, size_t size)
{
    out_bytes(item_out(each_of(out)), data, size);
    after(each_of(out));
}

static void each_open(struct out *out, enum out_shape shape)
{
    struct each *each = each_of(out);

    if (each->depth == 0 && !each->in_list && shape != OUT_RECORD) {
        each->in_list = true;
        return;
    }
    each->depth++;
    out_open(item_out(each), shape);
}

static void each_name(struct out *out, const char *name)
{
    out_name(item_out(each_of(out)), name);
}

static void each_close(struct out *out)
{
    struct each *each = each_of(out);

    if (each->depth == 0) {
        each->in_list = false;
        return;
    }
    out_close(item_out(each));
    each->depth--;
    after(each);
}

static const struct out_writer out_each = {
    .none = each_none,
    .boolean = each_boolean,
    .number = each_number,
    .string = each_string,
    .bytes = each_bytes,
    .open = each_open,
    .name = each_name,
    .close = each_close,
};

void each_init(struct each *each, struct fail *fail, void (*item)(struct each *each, const struct value *item),
               void *context)
{
    each->fail = fail;
    each->item = item;
    each->context = context;
    each->depth = 0;
    each->in_list = false;
    arena_init(&each->arena, each->memory, sizeof each->memory);
    value_builder_init(&each->builder, &each->arena);
    out_init(&each->out, &out_each, -1, each->builder.spare, sizeof each->builder.spare);
}

void each_stop(struct each *each)
{
    each->out.errnum = ECANCELED;
}

void each_end(struct each *each)
{
    arena_clear(&each->arena);
}
