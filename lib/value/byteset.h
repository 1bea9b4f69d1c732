/* SPDX-License-Identifier: MIT */
/* Sets of bytes, and the bracket expressions of globs and regular expressions that describe them. */
#ifndef XOS_VALUE_BYTESET_H
#define XOS_VALUE_BYTESET_H

#include <stdbool.h>
#include <stdint.h>

/* A set of bytes is an array of this many words: byte B is bit B % 32 of word B / 32. */
enum { BYTESET_WORDS = 8 };

static inline bool byteset_has(const uint32_t set[BYTESET_WORDS], unsigned char byte)
{
    return set[byte / 32] >> byte % 32 & 1;
}

/* Reads the bracket expression whose '[' is at text into set: "[a-z]", "[^a]", "[[:alpha:]_]". In a glob, '!' negates
 * as '^' does, and \ makes the next byte literal. In a regular expression an unknown class, [.a.], [=a=] and a reversed
 * range are malformed. Returns the address after the ']', or NULL if the expression is malformed or not closed. */
const char *byteset_read(const char *text, bool glob, uint32_t set[BYTESET_WORDS]);

#endif
