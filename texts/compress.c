/* SPDX-License-Identifier: MIT */
/* Finds a short sequence of items (bytes and matches) for some data, and codes it.
 *
 * What an item costs depends on the probabilities, which depend on the items. So the items that are cheapest by the
 * prices of the round before are coded, which gives new prices, a few rounds long; the shortest result is kept. */
#include "compress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/unpack.h"

enum { ROUNDS = 5, LONGEST = 4096, TRIED = 4096 }; /* rounds; bytes of a match; earlier places that are compared */

/* An earlier place that repeats length bytes, distance bytes before. */
struct match {
    size_t length, distance;
};

/* The matches at a place of the data, each longer than the one before; nearer places first. */
struct matches {
    struct match *items;
    size_t count;
};

/* The cheapest way to a place of the data: its last item begins at from. distance 0 is a byte; last is the distance of
 * the last match on the way. */
struct step {
    double price;
    size_t from, distance, last;
    unsigned matches;
};

/* The coder: writes bits, and counts them by their places. */
struct coder {
    unsigned char *out;
    size_t size, room;
    uint64_t low;
    uint32_t range;
    unpack_probability probabilities[UNPACK_PLACES];
    double seen[UNPACK_PLACES][2];
};

struct work {
    const unsigned char *data;
    size_t size;
    struct matches *matches; /* for each place */
    struct step *steps;      /* for each place, and the end */
    double prices[UNPACK_PLACES][2];
    struct coder coder;
};

/* Codes a bit, or returns its price. */
typedef double bit_taker(struct work *work, size_t place, unsigned bit);

void *must_realloc(void *memory, size_t size)
{
    void *result = realloc(memory, size > 0 ? size : 1);

    if (result == NULL) {
        fputs("pack: out of memory\n", stderr);
        exit(1);
    }
    return result;
}

static void put_byte(struct coder *coder, unsigned byte)
{
    if (coder->size == coder->room)
        coder->out = must_realloc(coder->out, coder->room = coder->room * 2 + 4096);
    coder->out[coder->size++] = (unsigned char)byte;
}

/* Adds the carry of low to the bytes written. */
static void carry(struct coder *coder)
{
    if (coder->low >> 32 != 0)
        for (size_t i = coder->size; ++coder->out[--i] == 0;)
            ;
    coder->low &= UINT32_MAX;
}

static void shift(struct coder *coder)
{
    carry(coder);
    put_byte(coder, (unsigned)(coder->low >> 24));
    coder->low = coder->low << 8 & UINT32_MAX;
}

static double code_bit(struct work *work, size_t place, unsigned bit)
{
    struct coder *coder = &work->coder;
    uint32_t bound = unpack_bound(coder->range, coder->probabilities[place]);

    if (bit) {
        coder->low += bound;
        coder->range -= bound;
    } else
        coder->range = bound;
    coder->probabilities[place] = unpack_learn(coder->probabilities[place], bit);
    coder->seen[place][bit]++;
    for (; coder->range < UNPACK_TOP; coder->range <<= 8)
        shift(coder);
    return 0;
}

static double price_bit(struct work *work, size_t place, unsigned bit)
{
    return work->prices[place][bit];
}

static double take_bits(struct work *work, bit_taker *take, size_t place, unsigned count, size_t value)
{
    double price = 0;
    size_t before = 1;

    while (count-- > 0) {
        unsigned bit = value >> count & 1;
        price += take(work, place + before, bit);
        before = before << 1 | bit;
    }
    return price;
}

static double take_number(struct work *work, bit_taker *take, size_t place, size_t value)
{
    size_t size = 0, before = 1;

    while (value >> size > 1)
        size++;
    double price = take_bits(work, take, place, UNPACK_SIZES, size);
    for (size_t left = size; left-- > 0;) {
        unsigned bit = value >> left & 1;
        price += take(work, place + unpack_number_place(size, before, left), bit);
        before = before << 1 | bit;
    }
    return price;
}

/* The item that begins at at, after steps[at]: a byte if length is 0. */
static double take_item(struct work *work, bit_taker *take, size_t at, size_t length, size_t distance)
{
    const struct step *step = &work->steps[at];
    double price = take(work, UNPACK_IS_MATCH + step->matches, length > 0);

    if (length == 0) {
        size_t last = at > 0 ? work->data[at - 1] >> 4 : 0;
        return price + take_bits(work, take, UNPACK_BYTE + last * 256, 8, work->data[at]);
    }
    price += take(work, UNPACK_IS_AGAIN + step->matches, distance == step->last);
    if (distance == step->last)
        return price + take_number(work, take, UNPACK_LENGTH_AGAIN, length);
    return price + take_number(work, take, UNPACK_LENGTH, length - UNPACK_LEAST + 1) +
           take_number(work, take, UNPACK_DISTANCE, distance);
}

/* Offers an item that begins at at as the last one on the way to at + length (+ 1 for a byte). */
static void offer(struct work *work, size_t at, size_t length, size_t distance)
{
    const struct step *step = &work->steps[at];
    struct step *to = &work->steps[at + (length > 0 ? length : 1)];
    double price = step->price + take_item(work, price_bit, at, length, distance);

    if (price < to->price)
        *to = (struct step){.price = price,
                            .from = at,
                            .distance = distance,
                            .last = length > 0 ? distance : step->last,
                            .matches = (step->matches << 1 | (length > 0)) & 7};
}

static size_t common(const struct work *work, size_t a, size_t b)
{
    size_t length = 0;

    while (b + length < work->size && length < LONGEST && work->data[a + length] == work->data[b + length])
        length++;
    return length;
}

static void offer_all(struct work *work, size_t at)
{
    size_t last = work->steps[at].last, length = UNPACK_LEAST;

    offer(work, at, 0, 0);
    for (size_t again = last > 0 ? common(work, at - last, at) : 0; again > 0; again--)
        offer(work, at, again, last);
    for (size_t i = 0; i < work->matches[at].count; i++)
        for (; length <= work->matches[at].items[i].length; length++)
            if (work->matches[at].items[i].distance != last)
                offer(work, at, length, work->matches[at].items[i].distance);
}

static void find_matches(struct work *work)
{
    size_t *before = must_realloc(NULL, (work->size + 1) * sizeof *before);
    size_t *newest = must_realloc(NULL, 65536 * sizeof *newest);

    memset(newest, -1, 65536 * sizeof *newest);
    for (size_t at = 0; at + 1 < work->size; at++) {
        size_t pair = (size_t)work->data[at] << 8 | work->data[at + 1], longest = UNPACK_LEAST - 1, tried = 0;
        struct matches *matches = &work->matches[at];
        for (size_t other = newest[pair]; other != SIZE_MAX && tried < TRIED; other = before[other], tried++) {
            size_t length = common(work, other, at);
            if (length <= longest)
                continue;
            longest = length;
            matches->items = must_realloc(matches->items, (matches->count + 1) * sizeof *matches->items);
            matches->items[matches->count++] = (struct match){length, at - other};
        }
        before[at] = newest[pair];
        newest[pair] = at;
    }
    free(before);
    free(newest);
}

static void find_steps(struct work *work)
{
    for (size_t at = 0; at <= work->size; at++)
        work->steps[at] = (struct step){.price = HUGE_VAL};
    work->steps[0].price = 0;
    for (size_t at = 0; at < work->size; at++)
        offer_all(work, at);
}

/* Codes the items on the way to the end. */
static void code(struct work *work)
{
    size_t *ends = must_realloc(NULL, (work->size + 1) * sizeof *ends), count = 0;
    struct coder *coder = &work->coder;

    for (size_t at = work->size; at > 0; at = work->steps[at].from)
        ends[count++] = at;
    coder->size = 0;
    coder->low = 0;
    coder->range = UINT32_MAX;
    for (size_t i = 0; i < UNPACK_PLACES; i++) {
        coder->probabilities[i] = UNPACK_EVEN;
        coder->seen[i][0] = coder->seen[i][1] = 0.3;
    }
    while (count-- > 0) {
        const struct step *step = &work->steps[ends[count]];
        take_item(work, code_bit, step->from, step->distance > 0 ? ends[count] - step->from : 0, step->distance);
    }
    for (int i = 0; i < 4; i++)
        shift(coder);
    carry(coder);
    free(ends);
}

static void find_prices(struct work *work)
{
    for (size_t i = 0; i < UNPACK_PLACES; i++)
        for (int bit = 0; bit < 2; bit++)
            work->prices[i][bit] = -log2(work->coder.seen[i][bit] / (work->coder.seen[i][0] + work->coder.seen[i][1]));
}

unsigned char *compress(const unsigned char *data, size_t size, size_t *packed_size)
{
    struct work *work = must_realloc(NULL, sizeof *work);
    unsigned char *best = NULL;

    *work = (struct work){.data = data, .size = size};
    *packed_size = SIZE_MAX;
    work->matches = must_realloc(NULL, (size + 1) * sizeof *work->matches);
    memset(work->matches, 0, (size + 1) * sizeof *work->matches);
    work->steps = must_realloc(NULL, (size + 1) * sizeof *work->steps);
    for (size_t i = 0; i < UNPACK_PLACES; i++)
        work->prices[i][0] = work->prices[i][1] = 1;
    find_matches(work);
    for (int round = 0; round < ROUNDS; round++) {
        find_steps(work);
        code(work);
        find_prices(work);
        if (work->coder.size < *packed_size) {
            *packed_size = work->coder.size;
            best = must_realloc(best, work->coder.size);
            memcpy(best, work->coder.out, work->coder.size);
        }
    }
    for (size_t at = 0; at < size; at++)
        free(work->matches[at].items);
    free(work->matches);
    free(work->steps);
    free(work->coder.out);
    free(work);
    return best;
}
