/* SPDX-License-Identifier: MIT */
/* What the word in front of the cursor may become. */
#ifndef XOS_SH_PROMPT_CHOICES_H
#define XOS_SH_PROMPT_CHOICES_H

#include "sh/prompt/cursor.h"

/* What the text from begin to the cursor may become. */
struct choice {
    struct session *session; /* these two are set by the caller */
    struct cursor cursor;
    size_t begin;       /* where in the line the candidates' text takes over */
    struct word prefix; /* what a candidate begins with */
    bool is_path, is_variable;
    char **items; /* sorted */
    size_t count, capacity;
};

/* Finds the items: operations, options and constants from the table, variables and their fields, paths. */
void choices_find(struct choice *choice);

void choices_free(struct choice *choice);

#endif
