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

static inline bool ascii_is_alnum(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte);
}

/* True for a byte of an identifier of C or of a shell: a letter, an underscore or, unless it is the first, a digit. */
static inline bool ascii_in_name(char byte, bool first)
{
    return ascii_is_letter(byte) || byte == '_' || (!first && ascii_is_digit(byte));
}

/* A blank or a tab. */
static inline bool ascii_is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* A blank, a tab, or another byte that begins a line, a column or a page. */
static inline bool ascii_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
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
