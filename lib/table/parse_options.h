/* SPDX-License-Identifier: MIT */
/* Declarations shared by the parser's two files: parse_options.c reads options, parse.c assigns the other words. */
#ifndef XOS_TABLE_PARSE_OPTIONS_H
#define XOS_TABLE_PARSE_OPTIONS_H

#include "table/parse.h"

/* The state of a parse. */
struct state {
    const struct op *op;
    struct parsing *parsing;
    struct parsed *parsed;
    struct words words;
    size_t at;          /* the next word */
    struct word *given; /* the value given by name to each param; data NULL without one */
    struct word *positionals;
    size_t positional_count;
    bool split; /* words came from an option such as env -S: the first that is not NAME=VALUE begins a program */
};

/* Both read the option whose word precedes state->at, and store its value; more words are taken as its value where it
 * needs them. Return 0, or -1 with the usage error recorded. long_option reads --NAME, --NAME=VALUE or --no-NAME,
 * short_options a cluster of letters, whose last one's value may follow directly or as the next word. */
int long_option(struct state *state, struct word option);
int short_options(struct state *state, struct word option);

#endif
