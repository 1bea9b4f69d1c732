/* SPDX-License-Identifier: MIT */
/* Finding constants by name, and names by value. */
#include "value/constants.h"

#include "value/number.h"

const struct constant *family_find(const struct family *family, struct word name)
{
    for (size_t i = 0; i < family->count; i++)
        if (word_is(name, family->constants[i].name))
            return &family->constants[i];
    return NULL;
}

const char *constant_platform(const struct constant *constant)
{
    return constant->name + strlen(constant->name) + 1;
}

struct word constant_bare(struct word name)
{
    static const char *const prefixes[] = {"os.",      "stat.",     "errno.",  "io.",
                                           "logging.", "handlers.", "config.", "SysLogHandler."};

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t size = strlen(prefixes[i]);
        if (name.size > size && memcmp(name.data, prefixes[i], size) == 0)
            name = (struct word){name.data + size, name.size - size};
    }
    return name;
}

const struct constant *constant_find(struct word name)
{
    name = constant_bare(name);
    for (const struct family *const *family = families; *family != NULL; family++) {
        const struct constant *constant = family_find(*family, name);
        if (constant != NULL)
            return constant;
    }
    return NULL;
}

static enum constants_read read_one(const struct family *family, struct word name, int64_t *value)
{
    const struct constant *constant = family_find(family, name);
    bool mode = family == &mode_bits;
    struct number number;

    if (mode && name.size > 0 && (name.data[0] == '+' || name.data[0] == '-'))
        return CONSTANTS_UNKNOWN;
    if (number_read(name, mode ? 8 : 10, &number))
        return number_to_int64(number, INT64_MIN, INT64_MAX, value) ? CONSTANTS_OK : CONSTANTS_BEYOND;
    if (constant == NULL)
        return CONSTANTS_UNKNOWN;
    *value = constant->value;
    return constant->elsewhere == 0 ? CONSTANTS_OK : CONSTANTS_ELSEWHERE;
}

bool constants_read_any(struct word text, int64_t *value)
{
    const char *end = text.data + text.size;

    *value = 0;
    for (const char *at = text.data, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '|', (size_t)(end - at));
        stop = stop != NULL ? stop : end;
        const struct constant *constant = constant_find((struct word){at, (size_t)(stop - at)});
        if (constant == NULL || constant->elsewhere != 0)
            return false;
        *value |= constant->value;
    }
    return text.size > 0 && end[-1] != '|';
}

enum constants_read constants_read(const struct family *family, struct word text, int64_t *value, struct word *culprit)
{
    const char *at = text.data, *end = text.data + text.size;

    for (*value = 0;; at++) {
        const char *stop = at;
        int64_t one;
        while (stop < end && *stop != '|' && *stop != ',')
            stop++;
        *culprit = (struct word){at, (size_t)(stop - at)};
        enum constants_read result = read_one(family, *culprit, &one);
        if (result != CONSTANTS_OK)
            return result;
        *value |= one;
        at = stop;
        if (at == end)
            return CONSTANTS_OK;
    }
}

const char *constant_name(const struct family *family, int64_t value)
{
    for (size_t i = 0; i < family->count; i++)
        if (family->constants[i].value == value && family->constants[i].elsewhere == 0)
            return family->constants[i].name;
    return NULL;
}
