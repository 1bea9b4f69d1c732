/* SPDX-License-Identifier: MIT */
/* The NUL writer: every item and every name=value unquoted, followed by a NUL byte. */
#include "out/encode.h"
#include "out/out.h"

#include <string.h>

static void put_name(struct out *out)
{
    if (out->pending != NULL && out->depth > 0) {
        out_put(out, out->pending);
        out_char(out, '=');
    }
}

static void null_item(struct out *out, const char *data, size_t size)
{
    put_name(out);
    out_raw(out, data, size);
    out_char(out, '\0');
}

static void null_none(struct out *out)
{
    if (out->depth > 0)
        null_item(out, "", 0);
}

static void null_boolean(struct out *out, bool value)
{
    if (!out->quiet || out->depth > 0)
        null_item(out, value ? "true" : "false", value ? 4 : 5);
}

static void null_bytes(struct out *out, const char *data, size_t size)
{
    put_name(out);
    if (out->bytes_form == BYTES_HEX)
        hex_write(out, data, size);
    else if (out->bytes_form == BYTES_BASE64)
        base64_write(out, base64_alphabet, data, size);
    else
        out_raw(out, data, size);
    if (out->bytes_form != BYTES_RAW || out->depth > 0)
        out_char(out, '\0');
}

static void null_open(struct out *out, enum out_shape shape)
{
    out->level[out->depth++].shape = (unsigned char)shape;
}

static void null_name(struct out *out, const char *name)
{
    out->pending = name;
}

static void null_close(struct out *out)
{
    out->depth--;
    out->pending = NULL;
}

const struct out_writer out_null = {
    .none = null_none,
    .boolean = null_boolean,
    .number = null_item,
    .string = null_item,
    .bytes = null_bytes,
    .open = null_open,
    .name = null_name,
    .close = null_close,
};
