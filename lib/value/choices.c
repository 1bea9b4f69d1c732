/* SPDX-License-Identifier: MIT */
/* Names in a fixed order. */
#include "value/choices.h"

#include <strings.h>

struct word choice_name(const char *names, int index)
{
    for (; index > 0; index--) {
        names += strcspn(names, " ");
        if (*names++ == '\0')
            return (struct word){NULL, 0};
    }
    return (struct word){names, strcspn(names, " ")};
}

int choice_index(struct word word, const char *prefix, const char *names)
{
    size_t before = strlen(prefix);

    if (word.size > before && strncasecmp(word.data, prefix, before) == 0)
        word = (struct word){word.data + before, word.size - before};
    for (int index = 0;; index++) {
        size_t size = strcspn(names, " ");
        if (size == word.size && strncasecmp(names, word.data, size) == 0)
            return index;
        if (names[size] == '\0')
            return -1;
        names += size + 1;
    }
}
