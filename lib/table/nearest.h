/* SPDX-License-Identifier: MIT */
/* The names that somebody who typed an unknown one may have meant: what begins with the typed word, else what differs
 * from it by the fewest edits.
 *
 *     struct nearest nearest = nearest_to(word);
 *     nearest_offer(&nearest, "stat");
 *     fail_usage(fail, "unknown operation '%s'%s", typed, nearest_hint(&nearest, "").text); */
#ifndef XOS_TABLE_NEAREST_H
#define XOS_TABLE_NEAREST_H

#include "value/word.h"

enum { NEAREST_MOST = 3 };

struct nearest {
    struct word typed;
    const char *names[NEAREST_MOST]; /* best first; NULL after the last */
    int ranks[NEAREST_MOST];
};

/* Returns an empty list of suggestions for the typed word. */
struct nearest nearest_to(struct word typed);

/* Considers name, which is borrowed: keeps it if it is among the nearest so far. '-' and '_' are equal. */
void nearest_offer(struct nearest *nearest, const char *name);

struct hint {
    char text[160];
};

/* Returns " (did you mean NAME, NAME?)", or "" without suggestions. Each name is preceded by prefix; if prefix is "--",
 * '_' in names is written as '-'. */
struct hint nearest_hint(const struct nearest *nearest, const char *prefix);

/* Returns " (use NAME)" for a word with exactly one equivalent; prefix as in nearest_hint. */
struct hint use_hint(const char *prefix, struct word name);

#endif
