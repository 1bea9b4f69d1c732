/* SPDX-License-Identifier: MIT */
/* xspawn --each: the words of a run, made of the program's arguments and the run's items. Placeholders:
 *
 *     {}  the item                {/}  its last component     {//}  its directory
 *     {.} without its extension   {/.} both of these          {#}   the number of the run    {%}  its slot
 */
#ifndef XOS_SPAWN_TEMPLATE_H
#define XOS_SPAWN_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/word.h"

enum { ARGUMENT_MOST = 128 * 1024 }; /* bytes that the kernel takes for one argument, its NUL byte included */

/* What the placeholders of a run stand for. */
struct run_words {
    const struct word *items;
    size_t count;
    size_t number, slot;
};

/* The program's arguments as given. */
struct template
{
    char **argv;
    size_t count;
    bool placed;  /* an item's placeholder is in them; else the items come last */
    bool inside;  /* one is part of a longer argument */
    size_t bytes; /* that the arguments and the environment take */
    size_t limit; /* that they may take */
};

void template_begin(struct template *template, char **argv, char *const *environment);

/* The bytes that an item adds to the arguments. */
size_t template_cost(const struct template *template, struct word item);

/* The arguments of a run, in the arena. NULL when memory is out. */
char **template_fill(const struct template *template, struct arena *arena, const struct run_words *words);

/* True if text has a placeholder. */
bool has_placeholder(const char *text);

/* text with its placeholders replaced, in the arena; those of an item stand for the first one. NULL when memory is
 * out. */
char *placeholders_fill(struct arena *arena, const char *text, const struct run_words *words);

#endif
