/* SPDX-License-Identifier: MIT */
/* Values of extended attributes in words: what capabilities and ACLs have in common. */
#include "value/attrwords_parts.h"

#include <stdlib.h>
#include <string.h>

#include "os/xattr.h"

static const char capability[] = "security.capability", access_acl[] = "system.posix_acl_access",
                  default_acl[] = "system.posix_acl_default";

uint32_t little_get(const char *bytes, size_t size)
{
    uint32_t value = 0;

    while (size-- > 0)
        value = value << 8 | (unsigned char)bytes[size];
    return value;
}

void little_put(char *bytes, size_t size, uint32_t value)
{
    for (size_t i = 0; i < size; i++, value >>= 8)
        bytes[i] = (char)value;
}

bool words_wrong(struct words_problem *problem, const char *what, struct word where)
{
    problem->what = what;
    problem->where = where;
    return false;
}

bool attribute_has_words(const char *name)
{
    return strcmp(name, capability) == 0 || strcmp(name, access_acl) == 0 || strcmp(name, default_acl) == 0;
}

bool value_is_words(const char *value, size_t size)
{
    return size > 0 && *value > ' ' && *value < 0x7f;
}

bool attribute_from_words(struct names *names, const char *name, struct word words, char *value, size_t *size,
                          struct words_problem *problem)
{
    *problem = (struct words_problem){0};
    return strcmp(name, capability) == 0
               ? capabilities_from_words(words, value, size, problem)
               : acl_from_words(names, words, strcmp(name, default_acl) == 0, value, size, problem);
}

char *attribute_to_words(struct names *names, const char *name, const char *value, size_t size)
{
    char *words = strcmp(name, capability) == 0 ? capabilities_to_words(value, size) : acl_to_words(names, value, size);
    char *again = words != NULL ? malloc(XATTR_VALUE_ROOM) : NULL;
    struct words_problem problem;
    size_t again_size;

    bool same = again != NULL && attribute_from_words(names, name, word_of(words), again, &again_size, &problem) &&
                again_size == size && memcmp(again, value, size) == 0;
    free(again);
    if (same)
        return words;
    free(words);
    return NULL;
}
