/* SPDX-License-Identifier: MIT */
/* Where the cursor is in a line that is being written: in which statement, in which word, inside which quotes. */
#ifndef XOS_SH_PROMPT_CURSOR_H
#define XOS_SH_PROMPT_CURSOR_H

#include "sh/session.h"

enum { CURSOR_WORDS = 64 };

struct cursor {
    const char *text; /* the line up to the cursor */
    size_t size;
    size_t start; /* start of the last word, including its quote */
    char quote;   /* the open quote at the end; 0: none */
    size_t count; /* words of the command before the last, without NAME = and keywords; at most CURSOR_WORDS */
    struct word words[CURSOR_WORDS];
    struct word last;   /* the word at the cursor without its quotes */
    struct arena arena; /* memory of the words */
};

/* Reads text, which the caller keeps. False if memory is exhausted. Call cursor_free in any case. */
bool cursor_read(struct cursor *cursor, const char *text, size_t size);

void cursor_free(struct cursor *cursor);

/* Offset of a variable at the end of the line, after its $; size if there is none. */
size_t cursor_variable(const struct cursor *cursor);

#endif
