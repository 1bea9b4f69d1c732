/* SPDX-License-Identifier: MIT */
/* What the files of kinds.c share: a parser for each kind, and the words in which they refuse. */
#ifndef XOS_VALUE_KINDS_PARTS_H
#define XOS_VALUE_KINDS_PARTS_H

#include "value/kinds.h"

/* parse_INT and so on: parse word as that kind into value. They return 0, or -1 with parsing->fail filled in. */
#define KIND_PARSER(name, type, metavar) \
    int parse_##name(struct parsing *parsing, const struct param *param, struct word word, type *value);
KINDS(KIND_PARSER)
#undef KIND_PARSER

/* Records "name: 'word' is not WHAT". Returns -1. */
int kind_refuse(struct parsing *parsing, const struct param *param, struct word word, const char *what);

/* True for the documentation's None; the first letter may be lower-case. */
static inline bool is_none(struct word word)
{
    return word_is(word, "None") || word_is(word, "none");
}

#endif
