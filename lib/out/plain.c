/* SPDX-License-Identifier: MIT */
/* The plain writer: for shells and people. A record has a line NAME=VALUE for each member, quoted so that eval is safe;
 * a record inside a list is one line of such words; a list inside a record is one value holding shell words (eval "set
 * -- $value"). */
#include "out/encode.h"
#include "out/out.h"
#include "out/quote.h"

#include <string.h>

static bool inside(const struct out *out, int up, enum out_shape shape)
{
    if (out->depth < up)
        return false;
    bool record = out->level[out->depth - up].shape == OUT_RECORD;
    return record == (shape == OUT_RECORD);
}

/* True if the record is an item of a list: it is written on one line. */
static bool on_a_row(const struct out *out)
{
    for (int level = 0; level < out->depth; level++)
        if (out->level[level].shape != OUT_RECORD)
            return true;
    return false;
}

static bool list_in_record(const struct out *out)
{
    return inside(out, 1, OUT_LIST) && inside(out, 2, OUT_RECORD);
}

static void put_name(struct out *out)
{
    if (on_a_row(out)) {
        for (int level = 0; level < out->depth; level++)
            if (out->level[level].any && out->level[level].shape == OUT_RECORD) {
                out_char(out, ' ');
                break;
            }
        out->level[out->depth - 1].any = true;
    }
    out_put(out, out->pending);
    out_char(out, '=');
}

static void end_value(struct out *out)
{
    if (inside(out, 1, OUT_RECORD) && on_a_row(out))
        return;
    out_char(out, '\n');
}

static void plain_string_value(struct out *out, const char *data, size_t size)
{
    if (out->tty != 0 && has_control(data, size) && out_is_tty(out))
        quote_visible(out, data, size);
    else if (inside(out, 1, OUT_RECORD))
        quote_shell(out, data, size);
    else
        out_raw(out, data, size);
}

static void plain_string(struct out *out, const char *data, size_t size)
{
    if (list_in_record(out)) {
        if (out->level[out->depth - 1].any)
            out_char(out, ' ');
        out->level[out->depth - 1].any = true;
        if (has_control(data, size) && out_is_tty(out))
            quote_visible(out, data, size);
        else
            quote_shell_again(out, data, size);
        return;
    }
    if (inside(out, 1, OUT_RECORD))
        put_name(out);
    plain_string_value(out, data, size);
    end_value(out);
}

/* Nothing in a number can be a control byte or needs quotes, unless it is part of a list or record. */
static void plain_number(struct out *out, const char *text, size_t size)
{
    if (out->depth > 0) {
        plain_string(out, text, size);
        return;
    }
    out_raw(out, text, size);
    out_char(out, '\n');
}

static void plain_none(struct out *out)
{
    if (out->depth > 0) {
        if (inside(out, 1, OUT_RECORD))
            put_name(out);
        end_value(out);
    }
}

static void plain_boolean(struct out *out, bool value)
{
    if (!out->quiet || out->depth > 0)
        plain_string(out, value ? "true" : "false", value ? 4 : 5);
}

/* On a terminal the prompt that follows begins a line. */
static void raw_bytes(struct out *out, const char *data, size_t size)
{
    out_raw(out, data, size);
    if (size > 0 && data[size - 1] != '\n' && !out->long_bytes && out_is_tty(out))
        out_char(out, '\n');
}

static void plain_bytes(struct out *out, const char *data, size_t size)
{
    if (out->bytes_form == BYTES_RAW) {
        if (out->depth > 0)
            plain_string(out, data, size);
        else
            raw_bytes(out, data, size);
        return;
    }
    if (inside(out, 1, OUT_RECORD))
        put_name(out);
    if (out->bytes_form == BYTES_HEX)
        hex_write(out, data, size);
    else
        base64_write(out, base64_alphabet, data, size);
    end_value(out);
}

static void plain_open(struct out *out, enum out_shape shape)
{
    if (shape != OUT_RECORD && inside(out, 1, OUT_RECORD)) {
        put_name(out);
        out_char(out, '\'');
    }
    out->level[out->depth].shape = (unsigned char)shape;
    out->level[out->depth++].any = false;
}

static void plain_name(struct out *out, const char *name)
{
    out->pending = name;
}

static void plain_close(struct out *out)
{
    bool record = out->level[--out->depth].shape == OUT_RECORD;

    if (!record && inside(out, 1, OUT_RECORD)) {
        out_char(out, '\'');
        end_value(out);
    } else if (record && inside(out, 1, OUT_LIST))
        out_char(out, '\n');
}

const struct out_writer out_plain = {
    .none = plain_none,
    .boolean = plain_boolean,
    .number = plain_number,
    .string = plain_string,
    .bytes = plain_bytes,
    .open = plain_open,
    .name = plain_name,
    .close = plain_close,
};
