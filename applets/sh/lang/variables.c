/* SPDX-License-Identifier: MIT */
/* Variables: a hash table, and a chain in the order of assignment for listing them. */
#include "sh/lang/variables.h"

#include <stdlib.h>

static size_t bucket_of(struct word name)
{
    size_t hash = 5381;

    for (size_t i = 0; i < name.size; i++)
        hash = hash * 33 + (unsigned char)name.data[i];
    return hash % VARIABLE_BUCKETS;
}

static struct variable *find(const struct variables *variables, struct word name)
{
    struct variable *variable = variables->buckets[bucket_of(name)];

    while (variable != NULL && !word_is(name, variable->name))
        variable = variable->next;
    return variable;
}

const struct value *variables_get(const struct variables *variables, struct word name)
{
    const struct variable *variable = find(variables, name);

    return variable != NULL ? variable->value : NULL;
}

static struct variable *create(struct variables *variables, struct word name)
{
    struct variable *variable = calloc(1, sizeof *variable);
    struct variable **bucket = &variables->buckets[bucket_of(name)];

    if (variable == NULL || (variable->name = strndup(name.data, name.size)) == NULL) {
        free(variable);
        return NULL;
    }
    variable->next = *bucket;
    *bucket = variable;
    if (variables->first == NULL)
        variables->end = &variables->first;
    *variables->end = variable;
    variables->end = &variable->later;
    return variable;
}

bool variables_set(struct variables *variables, struct word name, const struct value *value)
{
    struct variable *variable = find(variables, name);
    bool fresh = variable == NULL;

    if (fresh && (variable = create(variables, name)) == NULL)
        return false;
    struct value *copy = value_copy(value, variable->value, &variable->room);
    if (copy != NULL)
        variable->value = copy;
    else if (fresh)
        variables_unset(variables, name);
    return copy != NULL;
}

bool variables_unset(struct variables *variables, struct word name)
{
    struct variable *variable = find(variables, name);

    if (variable == NULL)
        return false;
    struct variable **link = &variables->buckets[bucket_of(name)];
    while (*link != variable)
        link = &(*link)->next;
    *link = variable->next;
    for (link = &variables->first; *link != variable;)
        link = &(*link)->later;
    *link = variable->later;
    if (variable->later == NULL)
        variables->end = link;
    free(variable->name);
    free(variable->value);
    free(variable);
    return true;
}

void variables_clear(struct variables *variables)
{
    while (variables->first != NULL)
        variables_unset(variables, word_of(variables->first->name));
}
