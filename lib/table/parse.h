/* SPDX-License-Identifier: MIT */
/* From words to an operation's argument struct. */
#ifndef XOS_TABLE_PARSE_H
#define XOS_TABLE_PARSE_H

#include "table/run.h"

struct parsed {
    void *args; /* op's argument struct, filled in */
    struct common common;
    const struct word *prog; /* the words after --, for an op with OP_CHAIN; NULL without "--" */
    size_t prog_count;
};

/* Parses options (anywhere before "--"), assigns the remaining words to the positional parameters in documented order,
 * and sets omitted parameters to their fallback. Stops early, with args unset, at --help and --version. Returns 0, or
 * -1 with parsing->fail filled in. */
int op_parse(const struct op *op, struct words words, struct parsing *parsing, struct parsed *parsed);

#endif
