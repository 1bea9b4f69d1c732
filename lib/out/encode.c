/* SPDX-License-Identifier: MIT */
/* Writes bytes in hexadecimal and base64. */
#include "out/encode.h"

#include "out/out.h"

static const char digits[] = "0123456789abcdef";

void address_write(struct out *out, uint64_t address)
{
    char text[2 + 2 * sizeof address], *at = text + sizeof text;

    do
        *--at = digits[address & 15];
    while ((address >>= 4) != 0);
    *--at = 'x';
    *--at = '0';
    out_string(out, at, (size_t)(text + sizeof text - at));
}

void hex_write(struct out *out, const void *data, size_t size)
{
    const unsigned char *bytes = data;

    for (size_t i = 0; i < size; i++) {
        char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        out_raw(out, pair, 2);
    }
}

void base64_write(struct out *out, const char *alphabet, const void *data, size_t size)
{
    const unsigned char *bytes = data;

    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        unsigned group = (unsigned)bytes[i] << 16;
        if (left > 1)
            group |= (unsigned)bytes[i + 1] << 8;
        if (left > 2)
            group |= bytes[i + 2];
        char quad[4] = {alphabet[group >> 18], alphabet[group >> 12 & 63], left > 1 ? alphabet[group >> 6 & 63] : '=',
                        left > 2 ? alphabet[group & 63] : '='};
        out_raw(out, quad, 4);
    }
}
