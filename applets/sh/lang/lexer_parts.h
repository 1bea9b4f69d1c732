/* SPDX-License-Identifier: MIT */
/* The classes of bytes, for the lexer's files. */
#ifndef XOS_SH_LANG_LEXER_PARTS_H
#define XOS_SH_LANG_LEXER_PARTS_H

#include <stdbool.h>

enum { SPECIAL = 1, BLANK = 2, NAME_START = 4, NAME = 8 };

/* The classes of a byte; SPECIAL bytes end a run of plain bytes. */
static inline unsigned classes(char byte)
{
    static const unsigned char table[256] = {
        [' '] = SPECIAL | BLANK,
        ['\t'] = SPECIAL | BLANK,
        ['\n'] = SPECIAL,
        [';'] = SPECIAL,
        [')'] = SPECIAL,
        ['\''] = SPECIAL,
        ['"'] = SPECIAL,
        ['\\'] = SPECIAL,
        ['$'] = SPECIAL,
        ['_'] = NAME_START | NAME,
        ['0' ... '9'] = NAME,
        ['a' ... 'z'] = NAME_START | NAME,
        ['A' ... 'Z'] = NAME_START | NAME,
    };

    return table[(unsigned char)byte];
}

static inline bool is(char byte, unsigned class)
{
    return classes(byte) & class;
}

#endif
