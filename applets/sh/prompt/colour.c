/* SPDX-License-Identifier: MIT */
/* Values in colour at the prompt: numbers and names of fields; otherwise as out_plain prints them. */
#include "sh/prompt/prompt.h"

#include <string.h>

#define NUMBER "\033[36m"
#define TRUTH "\033[33m"
#define FIELD "\033[34m"
#define NORMAL "\033[m"

/* True for a value on a line by itself, which may be coloured as a whole. */
static bool alone(const struct out *out)
{
    return out->depth == 0 || (out->depth == 1 && out->level[0].shape != OUT_RECORD);
}

static void colour_boolean(struct out *out, bool value)
{
    bool coloured = alone(out) && !(out->quiet && out->depth == 0);

    out_put(out, coloured ? TRUTH : "");
    out_plain.boolean(out, value);
    out_put(out, coloured ? NORMAL : "");
}

static void colour_number(struct out *out, const char *text, size_t size)
{
    bool coloured = alone(out);

    out_put(out, coloured ? NUMBER : "");
    out_plain.number(out, text, size);
    out_put(out, coloured ? NORMAL : "");
}

/* The name is kept until its value is written, so its colours are put around it then. */
static void colour_name(struct out *out, const char *name)
{
    static char coloured[96];
    size_t size = strlen(name);

    if (size + sizeof FIELD + sizeof NORMAL > sizeof coloured) {
        out_plain.name(out, name);
        return;
    }
    strcpy(stpcpy(stpcpy(coloured, FIELD), name), NORMAL);
    out_plain.name(out, coloured);
}

static void colour_none(struct out *out)
{
    out_plain.none(out);
}

static void colour_string(struct out *out, const char *data, size_t size)
{
    out_plain.string(out, data, size);
}

static void colour_bytes(struct out *out, const char *data, size_t size)
{
    out_plain.bytes(out, data, size);
}

static void colour_open(struct out *out, enum out_shape shape)
{
    out_plain.open(out, shape);
}

static void colour_close(struct out *out)
{
    out_plain.close(out);
}

const struct out_writer out_coloured = {
    .none = colour_none,
    .boolean = colour_boolean,
    .number = colour_number,
    .string = colour_string,
    .bytes = colour_bytes,
    .open = colour_open,
    .name = colour_name,
    .close = colour_close,
};
