/* SPDX-License-Identifier: MIT */
/* Suggests names: by prefix first, then by Levenshtein distance. */
#include "table/nearest.h"

#include <stdbool.h>
#include <string.h>

#include "table/registry.h"

enum { LONGEST = 64, SHORTEST_PREFIX = 2 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static bool begins(const char *name, struct word typed)
{
    size_t i = 0;

    while (i < typed.size && name[i] != '\0' && name_byte(typed.data[i]) == name_byte(name[i]))
        i++;
    return i == typed.size;
}

/* The number of edits that turn a into b, or limit if it is higher. */
static int distance(struct word a, const char *b, int limit)
{
    size_t width = strlen(b);
    int row[LONGEST + 1];

    if (a.size > LONGEST || width > LONGEST)
        return limit;
    for (size_t j = 0; j <= width; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a.size; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= width; j++) {
            int above = row[j];
            int changed = corner + (name_byte(a.data[i - 1]) != name_byte(b[j - 1]));
            row[j] = least(least(above, row[j - 1]) + 1, changed);
            corner = above;
        }
    }
    return least(row[width], limit);
}

/* The number of edits from which on a name is not suggested; smaller for shorter words. */
static int far(struct word typed)
{
    enum { FAR = 4 };

    return typed.size / 2 + 1 < FAR ? (int)typed.size / 2 + 1 : FAR;
}

struct nearest nearest_to(struct word typed)
{
    int limit = 1 + far(typed);

    return (struct nearest){.typed = typed, .ranks = {limit, limit, limit}};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
    struct word typed = nearest->typed;
    bool prefix = typed.size >= SHORTEST_PREFIX && begins(name, typed);
    int rank = prefix ? name[typed.size] != '\0' : 1 + distance(typed, name, nearest->ranks[NEAREST_MOST - 1] - 1);
    int place = NEAREST_MOST;

    while (place > 0 && rank < nearest->ranks[place - 1])
        place--;
    if (place == NEAREST_MOST || (place > 0 && strcmp(nearest->names[place - 1], name) == 0))
        return;
    size_t after = (size_t)(NEAREST_MOST - 1 - place);
    memmove(&nearest->names[place + 1], &nearest->names[place], after * sizeof nearest->names[0]);
    memmove(&nearest->ranks[place + 1], &nearest->ranks[place], after * sizeof nearest->ranks[0]);
    nearest->names[place] = name;
    nearest->ranks[place] = rank;
}

/* Appends before and name to the hint's text, at offset used. Returns the new length. */
static size_t append(struct hint *hint, size_t used, const char *before, struct word name, bool dashed)
{
    for (; *before != '\0' && used < sizeof hint->text - 1; before++)
        hint->text[used++] = *before;
    for (size_t i = 0; i < name.size && used < sizeof hint->text - 1; i++)
        hint->text[used++] = dashed && name.data[i] == '_' ? '-' : name.data[i];
    hint->text[used] = '\0';
    return used;
}

struct hint use_hint(const char *prefix, struct word name)
{
    struct hint hint = {""};
    size_t used = append(&hint, 0, " (use ", word_of(prefix), false);

    used = append(&hint, used, "", name, prefix[0] == '-');
    append(&hint, used, ")", word_of(""), false);
    return hint;
}

struct hint nearest_hint(const struct nearest *nearest, const char *prefix)
{
    struct hint hint = {""};
    size_t used = 0;

    for (int i = 0; i < NEAREST_MOST && nearest->names[i] != NULL; i++) {
        if (nearest->ranks[i] > nearest->ranks[0]) /* only the best ones; several may be equally good */
            break;
        used = append(&hint, used, i == 0 ? " (did you mean " : ", ", word_of(prefix), false);
        used = append(&hint, used, "", word_of(nearest->names[i]), prefix[0] == '-');
    }
    if (used > 0)
        append(&hint, used, "?)", word_of(""), false);
    return hint;
}
