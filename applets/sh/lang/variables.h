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
    size_t room; /* of the block that holds value */
};

/* Zero it before use. */
struct variables {
    struct variable *buckets[VARIABLE_BUCKETS];
    struct variable *first, **end;
};

/* The value of that name; NULL if there is none. */
const struct value *variables_get(const struct variables *variables, struct word name);

/* Gives name a copy of value. False when memory is out; the old value is kept then. */
bool variables_set(struct variables *variables, struct word name, const struct value *value);

/* Forgets name; false if there is none. */
bool variables_unset(struct variables *variables, struct word name);

/* Forgets them all. */
void variables_clear(struct variables *variables);

#endif
