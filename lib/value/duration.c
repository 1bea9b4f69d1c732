/* SPDX-License-Identifier: MIT */
/* Reading durations. */
#include "value/duration.h"

/* The nanoseconds of the unit called name; 0 if there is no such unit. */
static int64_t unit_of(struct word name)
{
    static const struct {
        const char *name;
        int64_t ns;
    } units[] = {
        {"", 1000000000},
        {"s", 1000000000},
        {"ms", 1000000},
        {"us", 1000},
        {"ns", 1},
        {"m", INT64_C(60000000000)},
        {"h", INT64_C(3600000000000)},
        {"d", INT64_C(86400000000000)},
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (word_is(name, units[i].name))
            return units[i].ns;
    return 0;
}

bool duration_read(struct word word, int64_t *ns)
{
    const char *at = word.data, *end = word.data + word.size, *digits = at;
    int64_t whole = 0, part = 0;
    bool point = false, any = false;

    if (word_is(word, "inf")) {
        *ns = DURATION_INF;
        return true;
    }
    while (digits < end && ((*digits >= '0' && *digits <= '9') || *digits == '.'))
        digits++;
    int64_t unit = unit_of((struct word){digits, (size_t)(end - digits)}), scale = unit;
    for (; at < digits; at++) {
        if (*at == '.') {
            if (point)
                return false;
            point = true;
            continue;
        }
        any = true;
        if (!point) {
            if (__builtin_mul_overflow(whole, 10, &whole) || __builtin_add_overflow(whole, *at - '0', &whole))
                return false;
            continue;
        }
        if ((scale == 0 || scale % 10 != 0) && *at != '0')
            return false;
        scale /= 10;
        part += (*at - '0') * scale;
    }
    return any && unit != 0 && !__builtin_mul_overflow(whole, unit, ns) && !__builtin_add_overflow(*ns, part, ns) &&
           *ns != DURATION_INF;
}
