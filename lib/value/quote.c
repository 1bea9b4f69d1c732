/* SPDX-License-Identifier: MIT */
/* UTF-8 and control characters in texts. */
#include "value/quote.h"

static bool continues(const unsigned char *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((at[i] & 0xc0) != 0x80)
            return false;
    return true;
}

size_t utf8_length(const char *data, size_t size)
{
    const unsigned char *s = (const unsigned char *)data;

    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf)
        return size >= 2 && continues(s + 1, 1) ? 2 : 0;
    if (s[0] >= 0xe0 && s[0] <= 0xef) {
        if (size < 3 || !continues(s + 1, 2) || (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f))
            return 0;
        return 3;
    }
    if (s[0] >= 0xf0 && s[0] <= 0xf4) {
        if (size < 4 || !continues(s + 1, 3) || (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

bool is_text(const char *data, size_t size)
{
    for (size_t i = 0, length; i < size; i += length) {
        length = utf8_length(data + i, size - i);
        if (length == 0 || data[i] == '\0')
            return false;
    }
    return true;
}

size_t visible_length(const char *data, size_t size)
{
    unsigned char byte = (unsigned char)data[0];

    if (byte < 0x20 || byte == 0x7f)
        return 0;
    size_t length = utf8_length(data, size);
    if (length == 2 && byte == 0xc2 && (unsigned char)data[1] < 0xa0)
        return 0;
    return length;
}

bool has_control(const char *data, size_t size)
{
    for (size_t i = 0, length; i < size; i += length)
        if ((length = visible_length(data + i, size - i)) == 0)
            return true;
    return false;
}
