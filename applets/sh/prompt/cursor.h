/* SPDX-License-Identifier: MIT */
/* Where the cursor stands in a line that is being written: in which statement, in which word, inside which quotes. */
#ifndef XOS_SH_PROMPT_CURSOR_H
#define XOS_SH_PROMPT_CURSOR_H

#include "sh/session.h"

enum { CURSOR_WORDS = 64 };

struct cursor {
    const char *text; /* the line up to the cursor */
    size_t size;
    size_t start; /* where the last word begins, its quote included */
    char quote;   /* the quote that is open at the end; 0 for none */
    size_t count; /* words of the command in front of the last, without NAME = and keywords; at most CURSOR_WORDS */
    struct word words[CURSOR_WORDS];
    struct word last;   /* the word at the cursor without its quotes */
    struct arena arena; /* what the words are in */
};

/* Reads text, which stays the caller's. False when memory is out; cursor_free is due in any case. */
bool cursor_read(struct cursor *cursor, const char *text, size_t size);

void cursor_free(struct cursor *cursor);

/* Where a variable that is being written at the end begins, after its $; size if there is none. */
size_t cursor_variable(const struct cursor *cursor);

#endif
