/* SPDX-License-Identifier: MIT */
/* Patterns for names: globs as in the shell, and extended regular expressions. Both are of bytes, whatever the locale,
 * take time in proportion to pattern and name, and cost the program a fraction of what the C library's own would. */
#ifndef XOS_VALUE_PATTERN_H
#define XOS_VALUE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

/* True if glob (*, ?, [a-z], [!a-z], [[:alpha:]], \ before a literal character) matches the whole name. A leading dot
 * is not special; an unclosed bracket is literal. */
bool glob_matches(const char *glob, const char *name);

/* The same for a name of size bytes, which cannot contain a NUL byte; folded: the letters A to Z match their lower
 * case. */
bool glob_matches_bytes(const char *glob, const char *name, size_t size, bool folded);

/* Converts A to Z to lower case. */
static inline unsigned char pattern_lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
}

/* A set of bytes: one bit for each byte. */
enum { PATTERN_SET_WORDS = 8 };

/* Reads the bracket expression of a glob whose '[' is at text. What follows its ']', or NULL if it is not closed. */
const char *glob_set(const char *text, uint32_t set[PATTERN_SET_WORDS]);

static inline bool glob_set_has(const uint32_t set[PATTERN_SET_WORDS], unsigned char byte)
{
    return set[byte / 32] >> byte % 32 & 1;
}

enum { PATTERN_STEPS = 1000, PATTERN_SETS = 40 };

/* A step of a compiled expression; the following steps are given as distances. */
struct pattern_step {
    unsigned char code, value;
    short next, other;
};

struct pattern {
    struct pattern_step steps[PATTERN_STEPS];
    uint32_t sets[PATTERN_SETS][8]; /* a bit a byte */
    int step_count, set_count;
};

/* Compiles an extended regular expression: . [] () | * + ? {m,n} ^ $ and \ before a literal character. Returns NULL, or
 * a description of the error. */
const char *pattern_compile(struct pattern *pattern, const char *text);

/* The same; *place gets the byte offset of the error in text. */
const char *pattern_compile_at(struct pattern *pattern, const char *text, size_t *place);

/* True if the expression matches anywhere in text. */
bool pattern_found(const struct pattern *pattern, const char *text);

/* The same for a text that may contain NUL bytes. */
bool pattern_found_in(const struct pattern *pattern, struct word text);

#endif
