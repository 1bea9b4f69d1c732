/* SPDX-License-Identifier: MIT */
/* xurandom's small draws without bias: numbers, UUIDs, lines. */
#include "random/random.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "value/items.h"
#include "value/number.h"
#include "os/random.h"
#include "value/operands.h"

TEXTS_OF(random_draw);

void random_pool_start(struct random_pool *pool, unsigned flags)
{
    pool->flags = flags;
    pool->errnum = 0;
    pool->left = 0;
    pool->size = 64; /* start with a small buffer; larger ones follow if more is drawn */
}

static void refill(struct random_pool *pool)
{
    int result = os_random_fill(pool->bytes, pool->size, pool->flags);

    if (result < 0) {
        pool->errnum = -result;
        memset(pool->bytes, 0, pool->size);
    }
    pool->left = pool->size;
}

void random_pool_take(struct random_pool *pool, void *data, size_t size)
{
    char *at = data;

    while (size > 0) {
        if (pool->left == 0)
            refill(pool);
        size_t part = size < pool->left ? size : pool->left;
        unsigned char *from = pool->bytes + pool->size - pool->left;
        memcpy(at, from, part);
        explicit_bzero(from, part);
        pool->left -= part;
        at += part;
        size -= part;
        if (pool->left == 0)
            pool->size = sizeof pool->bytes;
    }
}

void random_pool_wipe(struct random_pool *pool)
{
    explicit_bzero(pool->bytes, sizeof pool->bytes);
}

uint64_t random_below(struct random_pool *pool, uint64_t limit)
{
    uint64_t value, refused = limit > 0 ? -limit % limit
                                        : 0; /* refuse the lowest 2^64 mod limit values, which would bias the result */

    do
        random_pool_take(pool, &value, sizeof value);
    while (value < refused && pool->errnum == 0);
    return limit > 0 ? value % limit : value;
}

static int ended(struct random_items *items, const struct random_pool *pool)
{
    return pool->errnum != 0 ? fail_errno(items->call->fail, pool->errnum, NULL, NULL) : 0;
}

static bool goes_on(const struct random_items *items, const struct random_pool *pool)
{
    return pool->errnum == 0 && items->call->out->errnum == 0;
}

/* Milliseconds since the epoch, with their fraction in the low 12 bits, for UUIDs in the order of time. */
static uint64_t time_stamp(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t fraction = (uint64_t)(now.tv_nsec % 1000000) * 4096 / 1000000;
    return ((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000) << 12 | fraction;
}

/* RFC 9562: version 4 is random; version 7 begins with the time, whose low 12 bits follow the version. */
static void draw_uuid(struct random_pool *pool, int version, uint64_t *stamp, char text[36])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];
    size_t at = 0;

    random_pool_take(pool, bytes, sizeof bytes);
    if (version == 7) {
        uint64_t now = time_stamp();
        *stamp = now > *stamp ? now : *stamp + 1; /* each is later than the one before */
        for (int i = 0; i < 6; i++)
            bytes[i] = (unsigned char)(*stamp >> (52 - 8 * i));
        bytes[6] = (unsigned char)(*stamp >> 8 & 15);
        bytes[7] = (unsigned char)*stamp;
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | version << 4);
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* the variant */
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = digits[bytes[i] >> 4];
        text[at++] = digits[bytes[i] & 15];
    }
    explicit_bzero(bytes, sizeof bytes);
}

int random_uuids(struct random_pool *pool, struct random_items *items, int version)
{
    char text[36];
    uint64_t stamp = 0;

    random_items_start(items);
    for (uint64_t i = 0; i < items->count && goes_on(items, pool); i++) {
        draw_uuid(pool, version, &stamp, text);
        random_item_text(items, text, sizeof text);
    }
    explicit_bzero(text, sizeof text);
    random_items_end(items);
    return ended(items, pool);
}

/* Reads LO-HI: a minus before LO belongs to LO, one after the dash to HI. */
static bool read_range(struct word range, int64_t *low, int64_t *high)
{
    const char *dash = range.size > 1 ? memchr(range.data + 1, '-', range.size - 1) : NULL;
    struct number number;

    if (dash == NULL)
        return false;
    struct word first = {range.data, (size_t)(dash - range.data)};
    struct word second = {dash + 1, (size_t)(range.data + range.size - dash - 1)};
    return number_read(first, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, low) &&
           number_read(second, 10, &number) && number_to_int64(number, INT64_MIN, INT64_MAX, high) && *low <= *high;
}

/* The numbers drawn so far, to avoid duplicates: open addressing, at most half full. A slot contains a number plus 1; 0
 * means free. */
struct drawn {
    uint64_t *slots;
    size_t mask;
};

static bool is_new(struct drawn *drawn, uint64_t value)
{
    size_t at = (size_t)(value * UINT64_C(0x9e3779b97f4a7c15) >> 20) & drawn->mask;

    while (drawn->slots[at] != 0 && drawn->slots[at] != value + 1)
        at = (at + 1) & drawn->mask;
    if (drawn->slots[at] != 0)
        return false;
    drawn->slots[at] = value + 1;
    return true;
}

static int start_drawn(struct call *call, struct drawn *drawn, uint64_t count, uint64_t span)
{
    enum { MOST = 1 << 24 };
    size_t size = 64;

    if ((span != 0 && count > span) || count > MOST)
        return fail_usage(call->fail, "unique: there are not %llu different integers to draw",
                          (unsigned long long)count);
    while (size < count * 2)
        size *= 2;
    *drawn = (struct drawn){arena_alloc(call->arena, size * sizeof *drawn->slots), size - 1};
    return drawn->slots == NULL ? fail_no_memory(call->fail) : 0;
}

/* Floyd's algorithm: the i-th draw is from the first span - count + i + 1 numbers; if it was drawn before, the last of
 * these numbers is used instead. The result is not in random order, so the numbers are then shuffled. */
static int unique_ints(struct random_pool *pool, struct random_items *items, int64_t low, uint64_t span)
{
    struct call *call = items->call;
    struct drawn drawn = {0};

    if (start_drawn(call, &drawn, items->count, span) < 0)
        return -1;
    uint64_t *values = arena_alloc(call->arena, (items->count + 1) * sizeof *values);
    if (values == NULL)
        return fail_no_memory(call->fail);
    for (uint64_t i = 0; i < items->count && pool->errnum == 0; i++) {
        uint64_t limit = span - items->count + i + 1, value = random_below(pool, limit);
        if (!is_new(&drawn, value))
            is_new(&drawn, value = limit - 1);
        uint64_t other = random_below(pool, i + 1);
        values[i] = values[other];
        values[other] = value;
    }
    random_items_start(items);
    for (uint64_t i = 0; i < items->count && goes_on(items, pool); i++)
        random_item_int(items, (int64_t)((uint64_t)low + values[i]));
    random_items_end(items);
    return ended(items, pool);
}

int random_ints(struct random_pool *pool, struct random_items *items, struct word range)
{
    int64_t low, high;

    if (!read_range(range, &low, &high))
        return fail_usage(items->call->fail, "int: '%.*s' is not a range (LO-HI, 64 bits)", shown_size(range),
                          range.data);
    uint64_t span = (uint64_t)high - (uint64_t)low + 1; /* 0 means 2^64 */
    if (items->unique)
        return unique_ints(pool, items, low, span);
    random_items_start(items);
    for (uint64_t i = 0; i < items->count && goes_on(items, pool); i++)
        random_item_int(items, (int64_t)((uint64_t)low + random_below(pool, span)));
    random_items_end(items);
    return ended(items, pool);
}

/* The lines kept so far, each allocated separately. */
struct kept {
    struct word *lines;
    size_t count, room;
};

/* Stores line at index, and frees the one that was there. */
static int keep(struct kept *kept, size_t index, const char *line, size_t size)
{
    char *copy = malloc(size + 1);

    if (copy == NULL)
        return -ENOMEM;
    if (index == kept->room) {
        size_t room = kept->room * 2 + 16;
        struct word *grown = realloc(kept->lines, room * sizeof *grown);
        if (grown == NULL) {
            free(copy);
            return -ENOMEM;
        }
        memset(grown + kept->room, 0, (room - kept->room) * sizeof *grown);
        kept->lines = grown;
        kept->room = room;
    }
    if (index < kept->count)
        free((char *)kept->lines[index].data);
    else
        kept->count++;
    if (size > 0)
        memcpy(copy, line, size);
    kept->lines[index] = (struct word){copy, size};
    return 0; /* cppcheck-suppress memleak ; the copy is one of the lines */
}

/* Reservoir sampling: each set of count lines is equally likely, and at most count lines are in memory. A line replaces
 * a random one of those kept, so that their order is random too. */
static int sample(struct item_reader *reader, struct random_pool *pool, uint64_t count, struct kept *kept)
{
    struct word line;
    int result;

    for (uint64_t seen = 0; (result = item_reader_take(reader, &line)) > 0; seen++) {
        if (seen < count) {
            result = keep(kept, (size_t)seen, line.data, line.size);
            size_t other = (size_t)random_below(pool, seen + 1);
            if (result == 0) {
                struct word moved = kept->lines[other];
                kept->lines[other] = kept->lines[seen];
                kept->lines[seen] = moved;
            }
        } else {
            uint64_t place = random_below(pool, seen + 1);
            result = place < count ? keep(kept, (size_t)place, line.data, line.size) : 0;
        }
        if (result < 0)
            return result;
    }
    return result;
}

/* Writes the kept lines, or with --repeat random ones of them. */
static void write_lines(struct random_pool *pool, struct random_items *items, const struct kept *kept)
{
    uint64_t count = items->unique ? kept->count : items->count;

    random_entropy(items, items->unique ? 0 : kept->count, items->count);
    random_items_start(items);
    for (uint64_t i = 0; i < count && goes_on(items, pool); i++) {
        struct word line = kept->lines[items->unique ? i : random_below(pool, kept->count)];
        random_item_text(items, line.data, line.size);
    }
    random_items_end(items);
}

static void forget_lines(struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        explicit_bzero((char *)kept->lines[i].data, kept->lines[i].size);
        free((char *)kept->lines[i].data);
    }
    free(kept->lines);
}

int random_lines(struct random_pool *pool, struct random_items *items, const char *path)
{
    struct call *call = items->call;
    const char *name = input_name(path);
    struct item_reader reader;
    struct kept kept = {0};
    int result = item_reader_open(&reader, path, call->null ? '\0' : '\n');

    if (result < 0)
        return fail_errno(call->fail, -result, name, NULL);
    result = sample(&reader, pool, items->unique ? items->count : UINT64_MAX, &kept);
    item_reader_close(&reader);
    if (result < 0)
        fail_errno(call->fail, -result, name, NULL);
    else if (kept.count == 0 && items->count > 0) {
        fail_words(call->fail, EX_DATAERR, "no line to pick");
        call->fail->path = name;
        result = -1;
    } else
        write_lines(pool, items, &kept);
    forget_lines(&kept);
    return result < 0 ? -1 : ended(items, pool);
}
