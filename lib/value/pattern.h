/* SPDX-License-Identifier: MIT */
/* Extended regular expressions. They are of bytes, whatever the locale, take time in proportion to expression and text,
 * and need a fraction of the code of the C library's regcomp(3) and regexec(3). */
#ifndef XOS_VALUE_PATTERN_H
#define XOS_VALUE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/byteset.h"
#include "value/word.h"

enum { PATTERN_STEPS = 1000, PATTERN_SETS = 40 };

/* A step of a compiled expression. */
struct pattern_step {
    unsigned char code;  /* what it matches; see pattern.c */
    unsigned char value; /* the byte, or the index of the set */
    short next, other;   /* the steps that may follow, as distances from this one */
};

struct pattern {
    struct pattern_step steps[PATTERN_STEPS];
    uint32_t sets[PATTERN_SETS][BYTESET_WORDS];
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
