/* SPDX-License-Identifier: MIT */
/* Hex and base64. */
#include "value/encode.h"

#include <string.h>

#include "value/number.h"

const char base64_alphabet[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const char base64url_alphabet[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool hex_read(const char *text, size_t text_size, char *bytes, size_t *size)
{
    if (text_size % 2 != 0)
        return false;
    for (size_t i = 0; i < text_size; i += 2) {
        int high = digit_value(text[i]), low = digit_value(text[i + 1]);
        if (high > 15 || low > 15)
            return false;
        bytes[i / 2] = (char)(high << 4 | low);
    }
    *size = text_size / 2;
    return true;
}

static int base64_digit(char digit)
{
    if (digit == '-')
        return 62;
    if (digit == '_')
        return 63;
    const char *at = digit != '\0' ? strchr(base64_alphabet, digit) : NULL;
    return at != NULL ? (int)(at - base64_alphabet) : -1;
}

bool base64_read(const char *text, size_t text_size, char *bytes, size_t *size)
{
    unsigned group = 0;
    size_t digits = text_size;

    while (digits > 0 && text[digits - 1] == '=' && text_size - digits < 2)
        digits--;
    if (digits % 4 == 1 || (digits != text_size && text_size % 4 != 0))
        return false;
    *size = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = base64_digit(text[i]);
        if (digit < 0)
            return false;
        group = group << 6 | (unsigned)digit;
        if (i % 4 != 0)
            bytes[(*size)++] = (char)(group >> (6 - i % 4 * 2));
    }
    unsigned unused = digits % 4 == 2 ? 15 : digits % 4 == 3 ? 3 : 0;
    return (group & unused) == 0;
}

size_t digits_join(char *text, size_t size)
{
    size_t kept = 0;

    for (size_t i = 0; i < size; i++)
        if (memchr(" \t\r\n", text[i], 5) == NULL)
            text[kept++] = text[i];
    return kept;
}
