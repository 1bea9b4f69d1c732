/* SPDX-License-Identifier: MIT */
/* Patterns for names: globs as in the shell, and extended regular expressions. Both are of bytes, whatever the locale,
 * take time in proportion to pattern and name, and cost the program a fraction of what the C library's own would. */
#ifndef XOS_VALUE_PATTERN_H
#define XOS_VALUE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True where glob (*, ?, [a-z], [!a-z], [[:alpha:]], \ before a character that stands for itself) matches the whole
 * name. A leading dot is a byte like any other; a bracket that is not closed stands for itself. */
bool glob_matches(const char *glob, const char *name);

/* The same for a name of size bytes, which cannot contain a NUL byte; folded: the letters A to Z match their lower
 * case. */
bool glob_matches_bytes(const char *glob, const char *name, size_t size, bool folded);

/* byte in lower case, if it is one of A to Z. */
static inline unsigned char pattern_lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
}

/* A set of bytes: a bit a byte. */
enum { PATTERN_SET_WORDS = 8 };

/* Reads the bracket expression of a glob whose '[' is at text. What follows its ']', or NULL if it is not closed. */
const char *glob_set(const char *text, uint32_t set[PATTERN_SET_WORDS]);

static inline bool glob_set_has(const uint32_t set[PATTERN_SET_WORDS], unsigned char byte)
{
    return set[byte / 32] >> byte % 32 & 1;
}

enum { PATTERN_STEPS = 1000, PATTERN_SETS = 40 };

/* A step of a compiled expression; the steps to go on with are told as distances. */
struct pattern_step {
    unsigned char code, value;
    short next, other;
};

struct pattern {
    struct pattern_step steps[PATTERN_STEPS];
    uint32_t sets[PATTERN_SETS][8]; /* a bit a byte */
    int step_count, set_count;
};

/* Compiles an extended regular expression: . [] () | * + ? {m,n} ^ $ and \ before a character that stands for itself.
 * NULL, or the words for what is wrong with it. */
const char *pattern_compile(struct pattern *pattern, const char *text);

/* The same; *place is where in text it is wrong, in bytes from 0. */
const char *pattern_compile_at(struct pattern *pattern, const char *text, size_t *place);

/* True where the expression matches somewhere in text. */
bool pattern_found(const struct pattern *pattern, const char *text);

#endif
