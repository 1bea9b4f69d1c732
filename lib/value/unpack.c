/* SPDX-License-Identifier: MIT */
/* Decodes LZ77 with an adaptive binary range coder. */
#include "value/unpack.h"

static unsigned take_bit(struct unpack *unpack, size_t place)
{
    unpack_probability *probability = &unpack->probabilities[place];
    uint32_t bound = unpack_bound(unpack->range, *probability);
    unsigned bit = unpack->code >= bound;

    if (bit) {
        unpack->code -= bound;
        unpack->range -= bound;
    } else
        unpack->range = bound;
    *probability = unpack_learn(*probability, bit);
    while (unpack->range < UNPACK_TOP) {
        unpack->range <<= 8;
        unpack->code = unpack->code << 8 | *unpack->in++;
    }
    return bit;
}

/* Takes so many bits, each with a place for those before it. */
static unsigned take_bits(struct unpack *unpack, size_t place, unsigned count)
{
    unsigned value = 1, end = 1u << count;

    while (value < end)
        value = value << 1 | take_bit(unpack, place + value);
    return value - end;
}

/* Takes a number, which is at least 1. */
static size_t take_number(struct unpack *unpack, size_t place)
{
    size_t size = take_bits(unpack, place, UNPACK_SIZES), value = 1;

    for (size_t left = size; left-- > 0;)
        value = value << 1 | take_bit(unpack, place + unpack_number_place(size, value, left));
    return value;
}

/* Takes a match; returns its length. */
static size_t take_match(struct unpack *unpack)
{
    if (take_bit(unpack, UNPACK_IS_AGAIN + unpack->matches))
        return take_number(unpack, UNPACK_LENGTH_AGAIN);
    size_t length = take_number(unpack, UNPACK_LENGTH) + UNPACK_LEAST - 1;
    unpack->distance = take_number(unpack, UNPACK_DISTANCE);
    return length;
}

void unpack_start(struct unpack *unpack, const unsigned char *data)
{
    unpack->in = data;
    unpack->done = unpack->distance = 0;
    unpack->range = UINT32_MAX;
    unpack->matches = 0;
    for (size_t i = 0; i < UNPACK_PLACES; i++)
        unpack->probabilities[i] = UNPACK_EVEN;
    unpack->code = 0;
    for (int i = 0; i < 4; i++)
        unpack->code = unpack->code << 8 | *unpack->in++;
}

void unpack_more(struct unpack *unpack, char *window, size_t wanted)
{
    while (unpack->done < wanted) {
        unsigned match = take_bit(unpack, UNPACK_IS_MATCH + unpack->matches);
        if (match)
            for (size_t length = take_match(unpack); length > 0; length--, unpack->done++)
                window[unpack->done] = window[unpack->done - unpack->distance];
        else {
            size_t last = unpack->done > 0 ? (unsigned char)window[unpack->done - 1] >> 4 : 0;
            window[unpack->done++] = (char)take_bits(unpack, UNPACK_BYTE + last * 256, 8);
        }
        unpack->matches = (unpack->matches << 1 | match) & 7;
    }
}
