/* SPDX-License-Identifier: MIT */
/* The JSON writer: one value per line; each item of a stream is a line. */
#include "out/encode.h"
#include "out/out.h"
#include "out/quote.h"

#include <string.h>

static bool inside_stream(const struct out *out)
{
    return out->depth == 1 && out->level[0].shape == OUT_STREAM;
}

static void before(struct out *out)
{
    if (out->depth == 0 || inside_stream(out))
        return;
    bool *any = &out->level[out->depth - 1].any;
    if (*any)
        out_char(out, ',');
    *any = true;
    if (out->level[out->depth - 1].shape == OUT_RECORD) {
        quote_json(out, out->pending, strlen(out->pending));
        out_char(out, ':');
    }
}

static void after(struct out *out)
{
    if (out->depth == 0 || inside_stream(out))
        out_char(out, '\n');
}

static void json_raw(struct out *out, const char *text, size_t size)
{
    before(out);
    out_raw(out, text, size);
    after(out);
}

static void json_none(struct out *out)
{
    json_raw(out, "null", 4);
}

static void json_boolean(struct out *out, bool value)
{
    if (!out->quiet || out->depth > 0)
        json_raw(out, value ? "true" : "false", value ? 4 : 5);
}

static void json_string(struct out *out, const char *data, size_t size)
{
    before(out);
    quote_json(out, data, size);
    after(out);
}

static void json_bytes(struct out *out, const char *data, size_t size)
{
    before(out);
    if (out->bytes_form == BYTES_HEX) {
        out_char(out, '"');
        hex_write(out, data, size);
        out_char(out, '"');
    } else if (out->bytes_form == BYTES_RAW && is_text(data, size)) {
        out_put(out, "{\"text\":");
        quote_json(out, data, size);
        out_char(out, '}');
    } else {
        out_put(out, out->bytes_form == BYTES_RAW ? "{\"bytes\":\"" : "\"");
        base64_write(out, base64_alphabet, data, size);
        out_put(out, out->bytes_form == BYTES_RAW ? "\"}" : "\"");
    }
    after(out);
}

static void json_open(struct out *out, enum out_shape shape)
{
    before(out);
    bool stream = shape == OUT_STREAM && out->depth == 0;
    if (!stream)
        out_char(out, shape == OUT_RECORD ? '{' : '[');
    out->level[out->depth].shape = (unsigned char)(shape == OUT_STREAM && !stream ? OUT_LIST : shape);
    out->level[out->depth++].any = false;
}

static void json_name(struct out *out, const char *name)
{
    out->pending = name;
}

static void json_close(struct out *out)
{
    unsigned char shape = out->level[--out->depth].shape;

    if (shape == OUT_STREAM)
        return;
    out_char(out, shape == OUT_RECORD ? '}' : ']');
    after(out);
}

const struct out_writer out_json = {
    .none = json_none,
    .boolean = json_boolean,
    .number = json_raw,
    .string = json_string,
    .bytes = json_bytes,
    .open = json_open,
    .name = json_name,
    .close = json_close,
};
