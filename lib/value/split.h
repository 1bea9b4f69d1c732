/* SPDX-License-Identifier: MIT */
/* Splits one argument into words, for #! lines, which pass everything after the interpreter as one argument. */
#ifndef XOS_VALUE_SPLIT_H
#define XOS_VALUE_SPLIT_H

#include "value/arena.h"
#include "value/fail.h"
#include "value/word.h"

/* Splits text at blanks as env -S does: 'single quotes' keep all bytes. In "double quotes" and outside of quotes,
 * \\ \" \' \# \$ stand for the character, \n \t \r \f \v for a control character, and \_ for a blank. # at the start of
 * a word begins a comment. Variables are not expanded: ${ is refused. Returns 0 with *words in the arena, or -1 with
 * the usage error recorded, which begins with option. */
int words_split(struct arena *arena, struct fail *fail, const char *option, struct word text, struct words *words);

#endif
