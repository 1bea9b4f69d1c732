/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files of completion: complete.c finds out what the last word is, complete_values.c finds
 * the values that it may have. */
#ifndef XOS_SELF_COMPLETE_PARTS_H
#define XOS_SELF_COMPLETE_PARTS_H

#include "table/op.h"
#include "value/texts.h"

/* The command line so far; the last word is the one to be completed. */
struct line {
    struct out *out;
    struct texts texts;
    bool described; /* each word is followed by a tab and what it is, where that is known */
    const struct op *op;
    int argc;
    char **argv;
    int before;        /* positional arguments before the last word */
    struct word typed; /* of the last word: what candidates begin with */
    struct word kept;  /* of the last word: what precedes it and is repeated ("O_RDWR|", "--mode=") */
};

/* Writes the name if it begins with what was typed; about says what it is, NULL if there is nothing to say. */
void offer_word(struct line *line, struct word name, const char *about);
void offer(struct line *line, const char *name);

/* The option of op of that name, without dashes; NULL for none. */
const struct param *option_of(const struct op *op, const char *word, size_t size);

/* Writes the values that the parameter may have; the programs that PATH leads to. */
void offer_values(struct line *line, const struct param *param);
void offer_programs(struct line *line);

#endif
