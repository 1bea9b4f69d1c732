/* SPDX-License-Identifier: MIT */
/* Lists: separate words or, for most kinds, one word with commas. */
#include "value/kinds_parts.h"

#include <inttypes.h>

#include "value/number.h"

TEXTS_OF(value_kinds_lists);

/* Splits at commas into items; an empty word is not an item. */
static int split(struct parsing *parsing, struct word word, struct words *items)
{
    size_t count = word.size > 0 ? 1 : 0;

    for (size_t i = 0; i < word.size; i++)
        count += word.data[i] == ',';
    struct word *list = arena_alloc(parsing->arena, (count + 1) * sizeof *list);
    char *copy = arena_copy(parsing->arena, word.data, word.size);
    if (list == NULL || copy == NULL)
        return fail_no_memory(parsing->fail);
    char *at = copy, *end = copy + word.size;
    for (size_t i = 0; i < count; i++) {
        char *comma = memchr(at, ',', (size_t)(end - at));
        char *stop = comma != NULL ? comma : end;
        *stop = '\0';
        list[i] = (struct word){at, (size_t)(stop - at)};
        at = stop + 1;
    }
    *items = (struct words){count, list};
    return 0;
}

/* Parses each item as a value of kind, which has size bytes; *values gets the array. */
static int parse_each(struct parsing *parsing, const struct param *param, enum kind kind, size_t size,
                      struct words items, void *values)
{
    char *array = arena_alloc(parsing->arena, (items.count + 1) * size);
    struct param item = *param;

    item.kind = (unsigned char)kind;
    item.offset = 0;
    if (array == NULL)
        return fail_no_memory(parsing->fail);
    for (size_t i = 0; i < items.count; i++)
        if (kind_parse(parsing, &item, items.items[i], array + i * size) < 0)
            return -1;
    memcpy(values, &array, sizeof array);
    return 0;
}

/* A list whose items are of one kind. */
#define EACH_PARSER(name, item) \
    static int parse_items_##name(struct parsing *parsing, const struct param *param, struct words items, \
                                  kind_##name##_type *value) \
    { \
        value->count = items.count; \
        return parse_each(parsing, param, KIND_##item, sizeof(kind_##item##_type), items, &value->items); \
    }
EACH_PARSER(BUFFERS, BYTES)
EACH_PARSER(SIZES, SIZE)
EACH_PARSER(GIDS, GID)
EACH_PARSER(NEW_FDS, NEW_FD)

static int parse_items_WORDS(struct parsing *parsing, const struct param *param, struct words items,
                             struct words *value)
{
    struct word *kept = arena_alloc(parsing->arena, (items.count + 1) * sizeof *kept);

    (void)param;
    if (kept == NULL)
        return fail_no_memory(parsing->fail);
    if (items.count > 0)
        memcpy(kept, items.items, items.count * sizeof *kept);
    *value = (struct words){items.count, kept};
    return 0;
}

/* Makes space in a CPU set for the highest CPU. */
static int cpus_room(struct parsing *parsing, struct cpus *cpus, uint64_t highest)
{
    enum { HIGHEST = 1 << 20 };

    if (highest >= HIGHEST)
        return fail_usage(parsing->fail, "CPU %" PRIu64 " is beyond any machine", highest);
    size_t size = ((size_t)highest / (8 * sizeof(long)) + 1) * sizeof(long);
    if (size <= cpus->size)
        return 0;
    unsigned long *bits = arena_alloc(parsing->arena, size);
    if (bits == NULL)
        return fail_no_memory(parsing->fail);
    if (cpus->size > 0)
        memcpy(bits, cpus->bits, cpus->size);
    *cpus = (struct cpus){size, bits};
    return 0;
}

static void cpus_put(struct cpus *cpus, size_t cpu, bool in)
{
    unsigned long bit = 1UL << cpu % (8 * sizeof(long));
    size_t at = cpu / (8 * sizeof(long));

    if (at * sizeof(long) >= cpus->size)
        return;
    if (in)
        cpus->bits[at] |= bit;
    else
        cpus->bits[at] &= ~bit;
}

static bool read_cpu(const char **at, uint64_t *cpu)
{
    const char *start = *at;

    for (*cpu = 0; **at >= '0' && **at <= '9'; ++*at)
        if (__builtin_mul_overflow(*cpu, 10, cpu) || __builtin_add_overflow(*cpu, (uint64_t)(**at - '0'), cpu))
            return false;
    return *at > start;
}

/* Reads a mask in hexadecimal, 0x and digits: the last digit contains CPUs 0 to 3. */
static int cpus_mask(struct parsing *parsing, const struct param *param, struct word item, const char *digits, bool in,
                     struct cpus *cpus)
{
    size_t count = (size_t)(item.data + item.size - digits);

    for (size_t i = 0; i < count; i++) {
        int value = digit_value(digits[count - 1 - i]);
        if (value > 15)
            return kind_refuse(parsing, param, item, "a CPU mask (0x and hexadecimal digits)");
        for (size_t bit = 0; bit < 4; bit++) {
            if (!(value >> bit & 1))
                continue;
            if (cpus_room(parsing, cpus, i * 4 + bit) < 0)
                return -1;
            cpus_put(cpus, i * 4 + bit, in);
        }
    }
    return count > 0 ? 0 : kind_refuse(parsing, param, item, "a CPU mask (0x and hexadecimal digits)");
}

/* Reads one item: a mask, N, LO-HI, LO-HI:STEP or all; with a leading ^ it is removed. */
static int cpus_item(struct parsing *parsing, const struct param *param, struct word item, struct cpus *cpus)
{
    enum { ALL = 8191 };
    const char *at = item.data;
    uint64_t low = 0, high = ALL, step = 1;
    bool in = *at != '^';

    at += !in;
    if (at[0] == '0' && (at[1] | 32) == 'x')
        return cpus_mask(parsing, param, item, at + 2, in, cpus);
    if (strcmp(at, "all") != 0) {
        if (!read_cpu(&at, &low))
            return kind_refuse(parsing, param, item, "a CPU list (0,2-5, 0-30:2, all, ^3)");
        high = low;
        if (*at == '-' && (at++, !read_cpu(&at, &high)))
            return kind_refuse(parsing, param, item, "a CPU list");
        if (*at == ':' && (at++, !read_cpu(&at, &step) || step == 0))
            return kind_refuse(parsing, param, item, "a CPU list");
        if (*at != '\0' || high < low)
            return kind_refuse(parsing, param, item, "a CPU list");
    }
    if (cpus_room(parsing, cpus, high) < 0)
        return -1;
    if (step > high) /* one step already exceeds the range; adding it might overflow */
        step = high + 1;
    for (uint64_t cpu = low; cpu <= high; cpu += step)
        cpus_put(cpus, (size_t)cpu, in);
    return 0;
}

static int parse_items_CPUS(struct parsing *parsing, const struct param *param, struct words items, struct cpus *value)
{
    *value = (struct cpus){0};
    for (size_t i = 0; i < items.count; i++) {
        struct words parts = {0};
        if (!is_c_string(items.items[i]) || items.items[i].size == 0)
            return kind_refuse(parsing, param, items.items[i], "a CPU list");
        if (split(parsing, items.items[i], &parts) < 0)
            return -1;
        for (size_t part = 0; part < parts.count; part++)
            if (cpus_item(parsing, param, parts.items[part], value) < 0)
                return -1;
    }
    return cpus_room(parsing, value, 0);
}

static int parse_items_TIMES(struct parsing *parsing, const struct param *param, struct words items,
                             struct words *value)
{
    return parse_items_WORDS(parsing, param, items, value);
}

/* Kinds of lists whose items may be joined by commas. Words and raw buffers are never split. */
#define LIST_KINDS(K) K(SIZES) K(NEW_FDS) K(GIDS) K(TIMES) K(CPUS)

bool kind_is_list(enum kind kind)
{
    switch (kind) {
#define LIST_CASE(name) case KIND_##name:
        LIST_KINDS(LIST_CASE)
#undef LIST_CASE
    case KIND_BUFFERS:
    case KIND_WORDS:
        return true;
    default:
        return false;
    }
}

int kind_parse_list(struct parsing *parsing, const struct param *param, struct words words, void *args)
{
    void *member = (char *)args + param->offset;

    switch (param->kind) {
#define LIST_CASE(name) \
    case KIND_##name: \
        return parse_items_##name(parsing, param, words, member);
        LIST_KINDS(LIST_CASE)
#undef LIST_CASE
    case KIND_BUFFERS:
        return parse_items_BUFFERS(parsing, param, words, member);
    default:
        return parse_items_WORDS(parsing, param, words, member);
    }
}

/* A single word is split at its commas. */
#define LIST_PARSER(name) \
    int parse_##name(struct parsing *parsing, const struct param *param, struct word word, kind_##name##_type *value) \
    { \
        struct words items = {0}; \
        return split(parsing, word, &items) < 0 ? -1 : parse_items_##name(parsing, param, items, value); \
    }
LIST_KINDS(LIST_PARSER)

int parse_WORDS(struct parsing *parsing, const struct param *param, struct word word, struct words *value)
{
    return parse_items_WORDS(parsing, param, (struct words){1, &word}, value);
}

int parse_BUFFERS(struct parsing *parsing, const struct param *param, struct word word, struct words *value)
{
    return parse_items_BUFFERS(parsing, param, (struct words){1, &word}, value);
}
