/* SPDX-License-Identifier: MIT */
/* Where the cursor stands in a line being written: which statement, which word of it, inside which quotes. */
#ifndef XOS_XSH_CURSOR_H
#define XOS_XSH_CURSOR_H

#include "sh/xsh.h"

enum { CURSOR_WORDS = 64 };

struct cursor {
    const char *text; /* the line up to the cursor */
    size_t size;
    size_t start; /* where the last word begins, its quote included */
    char quote;   /* the quote that is open at the end; 0 for none */
    size_t count; /* words in front of the last, without @ID, NAME = and fork; as many as there is room for */
    struct word words[CURSOR_WORDS];
    struct word last; /* the word under way without its quotes */
    char *memory;     /* what the words are in */
};

/* Reads text, which stays the caller's. False when memory is out. */
bool cursor_read(struct cursor *cursor, const char *text, size_t size);

void cursor_free(struct cursor *cursor);

/* Where a variable that is being written at the end begins, behind its $; size where none is. */
size_t cursor_variable(const struct cursor *cursor);

#endif
