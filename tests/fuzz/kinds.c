/* SPDX-License-Identifier: MIT */
/* Fuzz target: every kind of argument reads any word without fault, and what it accepts is what was written. The first
 * byte chooses the kind, the rest is the word. */
#include <stdint.h>
#include <stdlib.h>

#include "value/kinds.h"
#include "value/isotime.h"
#include "value/number.h"

/* A value of any kind. */
union value {
#define KIND_MEMBER(name, type, metavar) type of_##name;
    KINDS(KIND_MEMBER)
#undef KIND_MEMBER
};

struct values {
    union value value;
};

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* An integer that was accepted and written again reads as itself. */
static void check_round_trip(enum kind kind, const union value *value)
{
    char text[NUMBER_ROOM];
    struct number number;
    int64_t again;

    if (kind == KIND_LONG) {
        struct word word = {text, int_write(text, value->of_LONG)};
        expect(number_read(word, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, &again));
        expect(again == value->of_LONG);
    }
    if (kind == KIND_TIME) {
        struct timespec time;
        struct word word = {text, time_write(text, value->of_TIME)};
        expect(time_read(word, &time));
        expect(time.tv_sec == value->of_TIME.tv_sec && time.tv_nsec == value->of_TIME.tv_nsec);
    }
}

static bool asks_a_database(enum kind kind)
{
    return kind == KIND_UID || kind == KIND_GID || kind == KIND_GIDS;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct fail fail = {0};
    struct parsing parsing = {.arena = &arena, .fail = &fail};
    struct values values = {0};

    if (size == 0 || asks_a_database(data[0] % KIND_COUNT))
        return 0;
    arena_init(&arena, NULL, 0);
    parsing.hex = data[0] & 0x40;
    parsing.base64 = data[0] & 0x80;
    struct param param = {.name = "value", .kind = data[0] % KIND_COUNT};
    param.family = size % 2 == 0 ? FAMILY_open_flags : FAMILY_mode_bits;
    struct word word = {arena_copy(&arena, data + 1, size - 1), size - 1};
    if (kind_parse(&parsing, &param, word, &values) == 0)
        check_round_trip(param.kind, &values.value);
    else
        expect(fail.status != 0);
    arena_clear(&arena);
    return 0;
}
