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
    const char *names[NEAREST_MOST]; /* the best first; NULL after the last */
    int ranks[NEAREST_MOST];
};

/* No names yet for what was typed. */
struct nearest nearest_to(struct word typed);

/* Keeps name (borrowed) if it is near enough and nearer than what is kept; '-' and '_' are the same. */
void nearest_offer(struct nearest *nearest, const char *name);

struct hint {
    char text[160];
};

/* " (did you mean NAME, NAME?)", or "" if no name is near enough. Each name has prefix before it; if prefix is "--", a
 * '_' in a name is written '-'. */
struct hint nearest_hint(const struct nearest *nearest, const char *prefix);

/* " (use NAME)", with prefix before the name as in nearest_hint: for a word that stands for exactly that. */
struct hint use_hint(const char *prefix, struct word name);

#endif
