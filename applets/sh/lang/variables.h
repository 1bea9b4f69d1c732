/* SPDX-License-Identifier: MIT */
/* The variables of a session: values by name. */
#ifndef XOS_SH_LANG_VARIABLES_H
#define XOS_SH_LANG_VARIABLES_H

#include "sh/lang/value.h"

enum { VARIABLE_BUCKETS = 64 };

struct variable {
    struct variable *next, *later; /* in its bucket; in order of first assignment */
    char *name;
    struct value *value;
    size_t room; /* size of value's block in bytes */
};

/* Initialise it with zeros. */
struct variables {
    struct variable *buckets[VARIABLE_BUCKETS];
    struct variable *first, **end;
};

/* Returns the variable's value; NULL if there is no such variable. */
const struct value *variables_get(const struct variables *variables, struct word name);

/* Assigns a copy of value. Returns false if memory is exhausted; then the old value stays. */
bool variables_set(struct variables *variables, struct word name, const struct value *value);

/* Removes a variable; false if there is no such variable. */
bool variables_unset(struct variables *variables, struct word name);

/* Removes all variables. */
void variables_clear(struct variables *variables);

#endif
