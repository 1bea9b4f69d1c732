/* SPDX-License-Identifier: MIT */
/* Finding constants by name, and names by value. */
#include "value/constants.h"

#include "value/number.h"

static int64_t value_at(const struct family *family, size_t place)
{
    uint32_t value = family->values[place];

    return value >= (uint32_t)CONSTANT_LEAST ? (int32_t)value : (int64_t)value;
}

bool constant_next(const struct family *family, struct constant *constant)
{
    const char *last = constant->elsewhere != NULL ? constant->elsewhere : constant->name;
    const char *name = last != NULL ? last + strlen(last) + 1 : family->names;
    size_t place = last != NULL ? constant->place + 1 : 0;

    if (place == family->count)
        return false;
    bool elsewhere = *name == *CONSTANT_ELSEWHERE;
    name += elsewhere;
    *constant = (struct constant){name, elsewhere ? name + strlen(name) + 1 : NULL, value_at(family, place), place};
    return true;
}

bool family_find(const struct family *family, struct word name, struct constant *constant)
{
    *constant = (struct constant){0};
    while (constant_next(family, constant))
        if (word_is(name, constant->name))
            return true;
    return false;
}

struct constant family_at(const struct family *family, size_t place)
{
    struct constant constant = {0};

    while (constant_next(family, &constant) && constant.place < place)
        ;
    return constant;
}

struct word constant_bare(struct word name)
{
    static const char *const prefixes[] = {"os.",     "stat.",    "time.",     "errno.",  "io.",
                                           "ctypes.", "logging.", "handlers.", "config.", "SysLogHandler."};

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t size = strlen(prefixes[i]);
        if (name.size > size && memcmp(name.data, prefixes[i], size) == 0)
            name = (struct word){name.data + size, name.size - size};
    }
    return name;
}

bool constant_find(struct word name, struct constant *constant)
{
    name = constant_bare(name);
    for (const struct family *const *family = families; *family != NULL; family++)
        if (family_find(*family, name, constant))
            return true;
    return false;
}

static enum constants_read read_one(const struct family *family, struct word name, int64_t *value)
{
    struct constant constant;
    bool mode = family == &mode_bits;
    struct number number;

    if (mode && name.size > 0 && (name.data[0] == '+' || name.data[0] == '-'))
        return CONSTANTS_UNKNOWN;
    if (number_read(name, mode ? 8 : 10, &number))
        return number_to_int64(number, INT64_MIN, INT64_MAX, value) ? CONSTANTS_OK : CONSTANTS_BEYOND;
    if (!family_find(family, name, &constant))
        return CONSTANTS_UNKNOWN;
    *value = constant.value;
    return constant.elsewhere == NULL ? CONSTANTS_OK : CONSTANTS_ELSEWHERE;
}

bool constants_read_any(struct word text, int64_t *value)
{
    const char *end = text.data + text.size;

    *value = 0;
    for (const char *at = text.data, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '|', (size_t)(end - at));
        stop = stop != NULL ? stop : end;
        struct constant constant;
        if (!constant_find((struct word){at, (size_t)(stop - at)}, &constant) || constant.elsewhere != NULL)
            return false;
        *value |= constant.value;
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
    struct constant constant = {0};

    while (constant_next(family, &constant))
        if (constant.value == value && constant.elsewhere == NULL)
            return constant.name;
    return NULL;
}
