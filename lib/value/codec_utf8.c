/* SPDX-License-Identifier: MIT */
/* UTF-8, character by character, and ASCII eight bytes at a time. */
#include <string.h>

#include "value/codec.h"

size_t ascii_span(const unsigned char *data, const unsigned char *end)
{
    const unsigned char *at = data;
    uint64_t eight[4];

    for (; (size_t)(end - at) >= sizeof eight; at += sizeof eight) {
        memcpy(eight, at, sizeof eight);
        if ((eight[0] | eight[1] | eight[2] | eight[3]) & 0x8080808080808080)
            break;
    }
    for (; (size_t)(end - at) >= sizeof eight[0]; at += sizeof eight[0]) {
        memcpy(eight, at, sizeof eight[0]);
        if (eight[0] & 0x8080808080808080)
            break;
    }
    while (at < end && *at < 0x80)
        at++;
    return (size_t)(at - data);
}

/* True if second is in the range allowed after first (Unicode, table 3-7). */
static bool is_second(unsigned char first, unsigned char second, bool pass)
{
    unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char high = first == 0xed && !pass ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

    return second >= low && second <= high;
}

int utf8_judge(const unsigned char *data, size_t size, bool pass)
{
    unsigned char first = data[0];
    int whole = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;

    if (whole <= 1)
        return whole == 1 ? 1 : -1;
    for (int i = 1; i < whole; i++) {
        if ((size_t)i == size)
            return 0;
        if (i == 1 ? !is_second(first, data[1], pass) : (data[i] & 0xc0) != 0x80)
            return -i;
    }
    return whole;
}

size_t utf8_write(char *text, uint32_t character)
{
    if (character < 0x80) {
        text[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        text[0] = (char)(0xc0 | character >> 6);
        text[1] = (char)(0x80 | (character & 0x3f));
        return 2;
    }
    if (character < 0x10000) {
        text[0] = (char)(0xe0 | character >> 12);
        text[1] = (char)(0x80 | (character >> 6 & 0x3f));
        text[2] = (char)(0x80 | (character & 0x3f));
        return 3;
    }
    text[0] = (char)(0xf0 | character >> 18);
    text[1] = (char)(0x80 | (character >> 12 & 0x3f));
    text[2] = (char)(0x80 | (character >> 6 & 0x3f));
    text[3] = (char)(0x80 | (character & 0x3f));
    return 4;
}

uint32_t utf8_read(const char *text, size_t *size)
{
    const unsigned char *data = (const unsigned char *)text;
    uint32_t first = data[0];

    if (first < 0x80) {
        *size = 1;
        return first;
    }
    if (first < 0xe0) {
        *size = 2;
        return (first & 0x1f) << 6 | (data[1] & 0x3fu);
    }
    if (first < 0xf0) {
        *size = 3;
        return (first & 0x0f) << 12 | (data[1] & 0x3fu) << 6 | (data[2] & 0x3fu);
    }
    *size = 4;
    return (first & 0x07) << 18 | (data[1] & 0x3fu) << 12 | (data[2] & 0x3fu) << 6 | (data[3] & 0x3fu);
}
