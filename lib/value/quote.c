/* SPDX-License-Identifier: MIT */
/* UTF-8 and control characters in texts. */
#include "value/quote.h"

#include "value/codec.h"

size_t utf8_length(const char *data, size_t size)
{
    int judged = utf8_judge((const unsigned char *)data, size, false);

    return judged > 0 ? (size_t)judged : 0;
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
