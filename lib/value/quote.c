/* SPDX-License-Identifier: MIT */
/* UTF-8 and control characters in texts. */
#include "value/quote.h"

#include <string.h>

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

size_t json_length(const char *data, size_t size)
{
    return data[0] == '"' || data[0] == '\\' ? 0 : visible_length(data, size);
}

size_t json_escape(char text[JSON_ESCAPE_ROOM], const char *data, size_t size, size_t *taken)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr";     /* 8 to 13 */
    bool control = utf8_length(data, size) == 2; /* U+0080 to U+009F, whose number is the second byte */
    unsigned char byte = (unsigned char)data[control];

    *taken = control ? 2 : 1;
    text[0] = '\\';
    if (byte == '"' || byte == '\\')
        text[1] = (char)byte;
    else if (byte >= 8 && byte <= 13 && letters[byte - 8] != '\0')
        text[1] = letters[byte - 8];
    else {
        memcpy(text + 1, byte >= 0x80 && !control ? "udc" : "u00", 3);
        text[4] = hex[byte >> 4];
        text[5] = hex[byte & 15];
        return 6;
    }
    return 2;
}
