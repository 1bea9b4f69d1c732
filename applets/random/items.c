/* SPDX-License-Identifier: MIT */
/* Writes xurandom's items: one per line, on one line with a separator, or as JSON. */
#include <string.h>
#include <unistd.h>

#include "random/random.h"

static bool is_joined(const struct random_items *items)
{
    return items->separator.data != NULL;
}

void random_items_start(struct random_items *items)
{
    if (items->listed && !is_joined(items))
        out_open(items->call->out, OUT_LIST);
}

static void put_separator(struct random_items *items)
{
    if (items->any)
        out_raw(items->call->out, items->separator.data, items->separator.size);
    items->any = true;
}

void random_item_text(struct random_items *items, const char *data, size_t size)
{
    if (!is_joined(items)) {
        out_string(items->call->out, data, size);
        return;
    }
    put_separator(items);
    out_raw(items->call->out, data, size);
}

void random_item_int(struct random_items *items, int64_t value)
{
    if (!is_joined(items)) {
        out_int(items->call->out, value);
        return;
    }
    put_separator(items);
    out_put_int(items->call->out, value);
}

void random_items_end(struct random_items *items)
{
    if (is_joined(items))
        out_char(items->call->out, items->call->null ? '\0' : '\n');
    else if (items->listed)
        out_close(items->call->out);
}

/* The base-2 logarithm of value in 65536ths, computed by squaring its mantissa. */
static uint64_t binary_logarithm(uint64_t value)
{
    unsigned whole = 63 - (unsigned)__builtin_clzll(value);
    uint64_t mantissa = value << (63 - whole) >> 32, result = whole; /* 1 to 2, in 2^31ths */

    for (int i = 0; i < 16; i++) {
        mantissa = mantissa * mantissa >> 31;
        result = result << 1 | mantissa >> 32;
        mantissa >>= mantissa >> 32;
    }
    return result;
}

void random_entropy(const struct random_items *items, uint64_t choices, uint64_t count)
{
    struct out out;
    char line[64];

    if (!items->entropy || choices < 2 || count > UINT32_MAX)
        return;
    out_init(&out, &out_plain, STDERR_FILENO, line, sizeof line);
    out_put(&out, "entropy: ");
    out_put_uint(&out, binary_logarithm(choices) * count >> 16);
    out_put(&out, " bits\n");
    out_flush(&out);
}
