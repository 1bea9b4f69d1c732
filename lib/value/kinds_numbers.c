/* SPDX-License-Identifier: MIT */
/* Values that become numbers: integers, sizes, modes, constants, times. */
#include "value/kinds_parts.h"

#include <limits.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "value/ascii.h"
#include "value/duration.h"
#include "value/isotime.h"
#include "value/number.h"

TEXTS_OF(value_kinds_numbers);

/* Reads an integer within [low, high]. */
static int read_ranged(struct parsing *parsing, const struct param *param, struct word word, int64_t low, int64_t high,
                       int64_t *value)
{
    struct number number;

    if (!number_read(word, 10, &number))
        return kind_refuse(parsing, param, word, "an integer");
    if (!number_to_int64(number, low, high, value))
        return kind_refuse(parsing, param, word, "in range");
    return 0;
}

bool bool_read(struct word word, bool *value)
{
    static const char *const words[2][5] = {{"no", "false", "off", "0"}, {"yes", "true", "on", "1"}};

    for (int truth = 0; truth < 2; truth++)
        for (int i = 0; words[truth][i] != NULL; i++)
            if (word.size == strlen(words[truth][i]) && strncasecmp(word.data, words[truth][i], word.size) == 0) {
                *value = truth;
                return true;
            }
    return false;
}

int parse_BOOL(struct parsing *parsing, const struct param *param, struct word word, bool *value)
{
    return bool_read(word, value) ? 0 : kind_refuse(parsing, param, word, "yes or no");
}

int parse_INT(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    int64_t wide = 0;

    if (read_ranged(parsing, param, word, INT_MIN, INT_MAX, &wide) < 0)
        return -1;
    *value = (int)wide;
    return 0;
}

int parse_LONG(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    return read_ranged(parsing, param, word, INT64_MIN, INT64_MAX, value);
}

int parse_UNSIGNED(struct parsing *parsing, const struct param *param, struct word word, uint64_t *value)
{
    struct number number;

    if (!number_read(word, 10, &number))
        return kind_refuse(parsing, param, word, "an integer");
    if (!number_to_uint64(number, UINT64_MAX, value))
        return kind_refuse(parsing, param, word, "in range");
    return 0;
}

int parse_SIZE(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    struct number number;

    if (!number_read_size(word, &number))
        return kind_refuse(parsing, param, word, "a size (an integer, or one with K M G T P or KB MB …)");
    if (!number_to_int64(number, INT64_MIN, INT64_MAX, value))
        return kind_refuse(parsing, param, word, "in range");
    return 0;
}

int parse_MAYBE_SIZE(struct parsing *parsing, const struct param *param, struct word word, struct maybe *value)
{
    *value = (struct maybe){0};
    if (is_none(word))
        return 0;
    value->given = true;
    return parse_SIZE(parsing, param, word, &value->value);
}

int parse_MODE(struct parsing *parsing, const struct param *param, struct word word, struct mode *value)
{
    int64_t bits;
    struct word culprit;
    mode_t unused;
    enum constants_read result = word.size > 0 ? constants_read(&mode_bits, word, &bits, &culprit) : CONSTANTS_UNKNOWN;

    *value = (struct mode){0};
    if (result == CONSTANTS_BEYOND || (result == CONSTANTS_OK && bits > 0177777))
        return kind_refuse(parsing, param, word, "in range");
    if (result == CONSTANTS_OK) {
        value->bits = (mode_t)bits;
        return 0;
    }
    value->symbolic = word.data;
    if (!is_c_string(word) || !mode_apply(value, 0, false, 0, &unused))
        return kind_refuse(parsing, param, word, "a mode (octal, u=rw,go+r, or S_I names joined by |)");
    return 0;
}

static int constant_fails(struct parsing *parsing, const struct param *param, struct word word, struct word culprit,
                          enum constants_read result)
{
    if (result == CONSTANTS_BEYOND)
        return kind_refuse(parsing, param, word, "in range");
    struct constant constant;
    if (result == CONSTANTS_ELSEWHERE && constant_find(culprit, &constant))
        return fail_words(parsing->fail, EX_UNAVAILABLE, "%s: this platform has no %.*s (%s)", param->name,
                          (int)culprit.size, culprit.data, constant.elsewhere);
    return fail_usage(parsing->fail, "%s: unknown name '%.*s' (xos const lists them)", param->name, shown_size(culprit),
                      culprit.data);
}

int parse_FLAGS(struct parsing *parsing, const struct param *param, struct word word, int64_t *value)
{
    struct word culprit = word;
    enum constants_read result = constants_read(family_numbered(param->family), word, value, &culprit);

    if (result != CONSTANTS_OK)
        return constant_fails(parsing, param, word, culprit, result);
    if (*value < INT_MIN || *value > UINT_MAX)
        return kind_refuse(parsing, param, word, "in range");
    return 0;
}

int parse_NAME(struct parsing *parsing, const struct param *param, struct word word, int *value)
{
    const struct family *family = family_numbered(param->family);
    struct constant constant;
    struct number number;

    if (number_read(word, 10, &number))
        return parse_INT(parsing, param, word, value);
    if (family_find(family, word, &constant) && constant.elsewhere == NULL) {
        *value = (int)constant.value;
        return 0;
    }
    return fail_usage(parsing->fail, "%s: unknown name '%.*s' (xos const %s lists them)", param->name, shown_size(word),
                      word.data, family->name);
}

int parse_TIME(struct parsing *parsing, const struct param *param, struct word word, struct timespec *value)
{
    return time_read(word, value) ? 0 : kind_refuse(parsing, param, word, "a time in seconds (at most nine decimals)");
}

int parse_DURATION(struct parsing *parsing, const struct param *param, struct word word, struct maybe *value)
{
    value->given = !is_none(word);
    value->value = 0;
    if (!value->given || duration_read(word, &value->value))
        return 0;
    return kind_refuse(parsing, param, word, "a duration (1.5, 200ms, 3m, 2h, 1d, inf)");
}

/* Reads a decimal number of nanoseconds of any size: its last nine digits and what is before them. */
static bool read_long_ns(struct word word, struct timespec *time)
{
    enum { DIGITS = 9 };
    struct number whole;
    int64_t seconds;
    size_t sign = word.data[0] == '-' || word.data[0] == '+' ? 1 : 0, head = word.size - DIGITS;
    const char *end = word.data + word.size, *last = end - DIGITS;

    if (word.data[sign] == '0') /* octal or hexadecimal */
        return false;
    for (const char *at = word.data + sign; at < end; at++)
        if (!ascii_is_digit(*at))
            return false;
    int64_t rest = digits_read(&last, end, 10, DIGITS);
    if (!number_read((struct word){word.data, head}, 10, &whole) ||
        !number_to_int64(whole, INT64_MIN + 1, INT64_MAX, &seconds))
        return false;
    bool before = whole.negative && rest > 0;
    *time = (struct timespec){.tv_sec = seconds - before, .tv_nsec = (long)(before ? 1000000000 - rest : rest)};
    return true;
}

static bool read_ns(struct word word, struct timespec *time)
{
    struct number number;
    int64_t value;

    if (!number_read(word, 10, &number))
        return false;
    if (!number_to_int64(number, INT64_MIN, INT64_MAX, &value))
        return read_long_ns(word, time);
    int64_t seconds = value / 1000000000, rest = value % 1000000000;
    *time = (struct timespec){.tv_sec = seconds - (rest < 0), .tv_nsec = (long)(rest < 0 ? rest + 1000000000 : rest)};
    return true;
}

bool moment_read(struct word word, bool ns, struct timespec *time)
{
    bool now = word_is(word, "now") || word_is(word, "UTIME_NOW");

    if (now || word_is(word, "omit") || word_is(word, "UTIME_OMIT")) {
        *time = (struct timespec){.tv_nsec = now ? UTIME_NOW : UTIME_OMIT};
        return true;
    }
    return ns ? read_ns(word, time) : time_read(word, time);
}
