/* SPDX-License-Identifier: MIT */
/* From words to an operation's argument struct. */
#ifndef XOS_TABLE_PARSE_H
#define XOS_TABLE_PARSE_H

#include "table/run.h"

struct parsed {
    void *args; /* the op's struct, filled in */
    struct common common;
    const struct word *prog; /* the words after --, for an op that chains; NULL without */
    size_t prog_count;
};

/* Reads options (anywhere before "--"), assigns the rest to the positional parameters in documented order, sets what
 * was left out to its fallback. 0, or -1 with parsing->fail filled in. Stops early, with args unset, at --help and
 * --version. */
int op_parse(const struct op *op, struct words words, struct parsing *parsing, struct parsed *parsed);

#endif
