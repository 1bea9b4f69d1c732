/* SPDX-License-Identifier: MIT */
/* Classes of ASCII bytes, whatever the locale. A byte above 127 belongs to none. */
#ifndef XOS_VALUE_ASCII_H
#define XOS_VALUE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool ascii_is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool ascii_is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static inline bool ascii_is_letter(char byte)
{
    return ascii_is_lower(byte) || ascii_is_upper(byte);
}

/* A letter, a digit or an underscore. */
static inline bool ascii_is_word(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte) || byte == '_';
}

/* A blank or a tab. */
static inline bool ascii_is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Converts A to Z to lower case, and leaves other bytes unchanged. */
static inline char ascii_lower(char byte)
{
    return ascii_is_upper(byte) ? (char)(byte - 'A' + 'a') : byte;
}

/* Converts a to z to upper case, and leaves other bytes unchanged. */
static inline char ascii_upper(char byte)
{
    return ascii_is_lower(byte) ? (char)(byte - 'a' + 'A') : byte;
}

#endif
