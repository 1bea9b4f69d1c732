/* SPDX-License-Identifier: MIT */
/* Results kept in variables. */
#include "inside/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "inside/guest.h"
#include "out/encode.h"
#include "table/op.h"

TEXTS_OF(inside_store);

static struct store *store_of(struct out *out)
{
    return (struct store *)((char *)out - offsetof(struct store, out));
}

static struct store *store_of_nested(struct out *nested)
{
    return (struct store *)((char *)nested - offsetof(struct store, nested));
}

int store_text(struct store *store, const void *data, size_t size)
{
    if (size > store->capacity - store->used) {
        size_t capacity = (store->used + size) * 2 + 64;
        char *grown = capacity < size ? NULL : realloc(store->text, capacity);
        if (grown == NULL)
            return -ENOMEM;
        store->text = grown;
        store->capacity = capacity;
    }
    if (size > 0)
        memcpy(store->text + store->used, data, size);
    store->used += size;
    return 0;
}

static int sink(struct out *out, const void *data, size_t size)
{
    return store_text(store_of(out), data, size);
}

static int sink_nested(struct out *nested, const void *data, size_t size)
{
    return store_text(store_of_nested(nested), data, size);
}

static bool failed(const struct store *store)
{
    return store->fail->status != 0;
}

static void refuse(struct store *store)
{
    fail_words(store->fail, EX_OSERR, "%s: the variable cannot be set", store->name);
}

static void refuse_kind(struct store *store, const char *what)
{
    fail_usage(store->fail, "-%s: the result is not a %s but %s", store->want == STORE_RECORD ? "A" : "a",
               store->want == STORE_RECORD ? "record" : "sequence", what);
}

static void refuse_nul(struct store *store)
{
    fail_words(store->fail, EX_DATAERR, "%s: no variable can hold a NUL byte (--hex and --base64 give text)",
               store->name);
}

/* A C string of the bytes: a NUL byte cannot stand in a variable. */
static const char *text_of(struct store *store, const char *data, size_t size)
{
    if (size > 0 && memchr(data, '\0', size) != NULL) {
        refuse_nul(store);
        return NULL;
    }
    store->used = 0;
    if (store_text(store, data, size) < 0 || store_text(store, "", 1) < 0) {
        fail_no_memory(store->fail);
        return NULL;
    }
    return store->text;
}

/* Stores a value that is text: as the variable's value, or as an array's next item. */
static void keep(struct store *store, const char *text)
{
    if (store->array == NULL) {
        if (!variable_set(store->name, text))
            refuse(store);
        store->stored = true;
    } else if (store->associative)
        assoc_add(store->array, store->out.pending, text);
    else
        array_add(store->array, store->index++, text);
}

static void store_scalar(struct out *out, const char *data, size_t size)
{
    struct store *store = store_of(out);

    if (failed(store))
        return;
    if (store->array == NULL && store->want != STORE_ANY) {
        refuse_kind(store, "a single value");
        return;
    }
    char copy[64]; /* numbers and other short values are not followed by a NUL byte */
    const char *text;
    if (size < sizeof copy && (size == 0 || memchr(data, '\0', size) == NULL)) {
        if (size > 0)
            memcpy(copy, data, size);
        copy[size] = '\0';
        text = copy;
    } else
        text = text_of(store, data, size);
    if (text != NULL)
        keep(store, text);
}

static bool in_nested(const struct out *out)
{
    return out->depth > 1;
}

static void write_string(struct out *out, const char *data, size_t size)
{
    if (in_nested(out))
        out_string(&store_of(out)->nested, data, size);
    else
        store_scalar(out, data, size);
}

static void write_number(struct out *out, const char *text, size_t size)
{
    struct store *store = store_of(out);

    if (in_nested(out))
        store->nested.writer->number(&store->nested, text, size);
    else
        store_scalar(out, text, size);
}

static void write_none(struct out *out)
{
    if (in_nested(out))
        out_none(&store_of(out)->nested);
    else if (out->depth > 0 || store_of(out)->want == STORE_ANY)
        store_scalar(out, "", 0);
}

static void write_boolean(struct out *out, bool value)
{
    if (in_nested(out))
        out_bool(&store_of(out)->nested, value);
    else
        store_scalar(out, value ? "true" : "false", value ? 4 : 5);
}

static void start_nested(struct store *store, const struct out_writer *writer)
{
    out_init(&store->nested, writer, -1, store->nested_buffer, sizeof store->nested_buffer);
    store->nested.bytes_form = store->out.bytes_form;
    store->nested.sink = sink_nested;
    store->used = 0;
}

/* Stores what the nested writer has written. */
static void end_nested(struct store *store)
{
    if (out_flush(&store->nested) < 0 || store_text(store, "", 1) < 0) {
        fail_no_memory(store->fail);
        return;
    }
    if (store->nested.writer == &out_json && store->used >= 2)
        store->text[store->used - 2] = '\0'; /* the line end */
    keep(store, store->text);
    store->used = 0;
}

static void write_bytes(struct out *out, const char *data, size_t size)
{
    struct store *store = store_of(out);

    if (in_nested(out))
        out_bytes(&store->nested, data, size);
    else if (out->bytes_form == BYTES_RAW)
        store_scalar(out, data, size);
    else if (store->array == NULL && store->want != STORE_ANY)
        refuse_kind(store, "a single value");
    else if (!failed(store)) {
        start_nested(store, &out_plain);
        if (out->bytes_form == BYTES_HEX)
            hex_write(&store->nested, data, size);
        else
            base64_write(&store->nested, base64_alphabet, data, size);
        end_nested(store);
    }
}

static void start_array(struct store *store, bool record)
{
    if (failed(store))
        return;
    if (store->want == (record ? STORE_SEQUENCE : STORE_RECORD)) {
        refuse_kind(store, record ? "a record" : "a sequence");
        return;
    }
    if (strchr(store->name, '[') != NULL) {
        fail_usage(store->fail, "%s: an element of an array cannot hold a %s", store->name,
                   record ? "record" : "sequence");
        return;
    }
    store->associative = record;
    store->array = variable_array(store->name, record);
    if (store->array == NULL)
        refuse(store);
    store->stored = true;
}

static void write_open(struct out *out, enum out_shape shape)
{
    struct store *store = store_of(out);

    if (out->depth == 0)
        start_array(store, shape == OUT_RECORD);
    else {
        if (out->depth == 1)
            start_nested(store, &out_json);
        out_open(&store->nested, shape == OUT_STREAM ? OUT_LIST : shape);
    }
    out->depth++;
}

static void write_name(struct out *out, const char *name)
{
    if (in_nested(out))
        out_name(&store_of(out)->nested, name);
    else
        out->pending = name;
}

static void write_close(struct out *out)
{
    struct store *store = store_of(out);

    if (--out->depth > 0)
        out_close(&store->nested);
    if (out->depth == 1 && !failed(store))
        end_nested(store);
}

static const struct out_writer out_variable = {
    .none = write_none,
    .boolean = write_boolean,
    .number = write_number,
    .string = write_string,
    .bytes = write_bytes,
    .open = write_open,
    .name = write_name,
    .close = write_close,
};

void store_start(struct store *store, const char *name, enum store_want want, struct fail *fail)
{
    store->name = name;
    store->want = want;
    store->stored = store->associative = false;
    store->array = NULL;
    store->index = 0;
    store->text = NULL;
    store->used = store->capacity = 0;
    store->fail = fail;
    out_init(&store->out, &out_variable, -1, store->buffer, sizeof store->buffer);
    store->out.sink = sink;
}

int store_expect(struct store *store, unsigned flags)
{
    if (flags & OP_VARIES)
        return 0;
    if (store->want != STORE_ANY && (flags & (OP_PREDICATE | OP_BYTES)))
        refuse_kind(store, "a single value");
    else if (store->want == STORE_RECORD && (flags & OP_STREAM))
        refuse_kind(store, "a sequence");
    return failed(store) ? -1 : 0;
}

/* Each line of the text becomes an item. */
static void keep_lines(struct store *store)
{
    char *at = store->text, *end = at + store->used, *stop;

    start_array(store, false);
    for (; !failed(store) && at < end; at = stop + 1) {
        stop = memchr(at, '\n', (size_t)(end - at));
        if (stop == NULL)
            stop = end; /* which store_end has made a NUL byte */
        *stop = '\0';
        keep(store, at);
    }
}

static void keep_text(struct store *store)
{
    if (store->used > 0 && memchr(store->text, '\0', store->used) != NULL) {
        refuse_nul(store);
        return;
    }
    if (store_text(store, "", 1) < 0) {
        fail_no_memory(store->fail);
        return;
    }
    store->used--;
    if (store->want == STORE_SEQUENCE) {
        keep_lines(store);
        return;
    }
    if (store->want == STORE_RECORD) {
        refuse_kind(store, "text");
        return;
    }
    if (store->used > 0 && store->text[store->used - 1] == '\n')
        store->text[store->used - 1] = '\0';
    keep(store, store->text);
}

int store_end(struct store *store, bool without_value)
{
    if (!store->stored && !failed(store) && (store->used > 0 || !without_value)) {
        if (store->used == 0 && store->want == STORE_RECORD)
            start_array(store, true);
        else
            keep_text(store);
    }
    if (store->array != NULL && !array_end(store->array) && !failed(store))
        refuse(store);
    free(store->text);
    return failed(store) ? -1 : 0;
}
