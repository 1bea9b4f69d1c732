/* SPDX-License-Identifier: MIT */
/* What the word in front of the cursor may become. */
#ifndef XOS_SH_PROMPT_CHOICES_H
#define XOS_SH_PROMPT_CHOICES_H

#include "sh/prompt/cursor.h"

/* The candidates for the text between begin and the cursor. */
struct choice {
    struct session *session; /* these two are set by the caller */
    struct cursor cursor;
    size_t begin;       /* offset in the line that candidates replace from */
    struct word prefix; /* the text that candidates begin with */
    bool is_path, is_variable;
    char **items; /* sorted */
    size_t count, capacity;
};

/* Finds the items: operations, options and constants from the table, variables and their fields, paths. */
void choices_find(struct choice *choice);

void choices_free(struct choice *choice);

#endif
