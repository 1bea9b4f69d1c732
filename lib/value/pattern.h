/* SPDX-License-Identifier: MIT */
/* Patterns for names: globs as in the shell, and extended regular expressions. Both are of bytes, whatever the locale,
 * take time in proportion to pattern and name, and cost the program a fraction of what the C library's own would. */
#ifndef XOS_CLI_PATTERN_H
#define XOS_CLI_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

/* True where glob (*, ?, [a-z], [!a-z], [[:alpha:]], \ before a character that stands for itself) matches the whole
 * name. A leading dot is a byte like any other; a bracket that is not closed stands for itself. */
bool glob_matches(const char *glob, const char *name);

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

/* True where the expression matches somewhere in text. */
bool pattern_found(const struct pattern *pattern, const char *text);

#endif
