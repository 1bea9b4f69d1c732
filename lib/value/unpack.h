/* SPDX-License-Identifier: MIT */
/* Decodes what texts/compress.c has compressed: LZ77, with the adaptive binary range coder of LZMA.
 *
 * The data is a sequence of items: a byte, or a match, which repeats bytes that are already decoded. Each bit of an
 * item is coded with the probability of its place, which adapts to the bits seen there. */
#ifndef XOS_VALUE_UNPACK_H
#define XOS_VALUE_UNPACK_H

#include <stddef.h>
#include <stdint.h>

/* The places: which bit of which part of an item. */
enum unpack_place {
    UNPACK_SIZES = 5,      /* bits of a number's size */
    UNPACK_FIRST_BITS = 8, /* places for the first bits of a number of some size */
    UNPACK_NUMBER = (1 << UNPACK_SIZES) * (2 + UNPACK_FIRST_BITS), /* places of a number */
    UNPACK_IS_MATCH = 0,                                           /* by whether the last three items were matches */
    UNPACK_IS_AGAIN = 8,                                           /* whether a match has the distance of the last */
    UNPACK_LENGTH = 16,
    UNPACK_LENGTH_AGAIN = UNPACK_LENGTH + UNPACK_NUMBER,
    UNPACK_DISTANCE = UNPACK_LENGTH_AGAIN + UNPACK_NUMBER,
    UNPACK_BYTE = UNPACK_DISTANCE + UNPACK_NUMBER, /* by the four high bits of the last byte */
    UNPACK_PLACES = UNPACK_BYTE + 16 * 256,
};

enum { UNPACK_TOP = 1 << 24, UNPACK_LEAST = 2 }; /* of the coder's range; length of a match with a new distance */

/* How probable a 0 is at a place: 16 bits; the lowest four count the bits seen, up to 15. */
typedef uint16_t unpack_probability;

enum { UNPACK_EVEN = 0x8000 }; /* the probability at the start */

/* Returns the part of range that stands for a 0. */
static inline uint32_t unpack_bound(uint32_t range, unpack_probability probability)
{
    uint32_t zero = probability >> 4;

    return (range >> 12) * (zero < 32 ? 32 : zero > 4064 ? 4064 : zero);
}

/* Learns a bit: the first ones change the probability most. */
static inline unpack_probability unpack_learn(unpack_probability probability, unsigned bit)
{
    int zero = probability >> 4, seen = probability & 15;
    int shift = seen == 0 ? 1 : seen < 3 ? 2 : seen < 7 ? 3 : seen < 15 ? 4 : 5;

    zero += ((bit ? 0 : 4095) - zero) >> shift;
    return (unpack_probability)(zero << 4 | (seen < 15 ? seen + 1 : 15));
}

/* Returns the place, among those of a number, of the bit that follows the leading bits in value; size: the number's
 * bits after the first, left: those that follow this one. */
static inline size_t unpack_number_place(size_t size, size_t value, size_t left)
{
    size_t sizes = 1 << UNPACK_SIZES;

    return value < UNPACK_FIRST_BITS ? sizes * 2 + size * UNPACK_FIRST_BITS + value : sizes + left;
}

/* The decoder's state. */
struct unpack {
    const unsigned char *in;
    size_t done; /* bytes decoded */
    size_t distance;
    uint32_t range, code;
    unsigned matches; /* whether the last three items were matches: a bit each */
    unpack_probability probabilities[UNPACK_PLACES];
};

/* Begins to decode data. */
void unpack_start(struct unpack *unpack, const unsigned char *data);

/* Decodes until unpack->done is at least wanted. window holds all bytes decoded so far; it must have space for all that
 * data contains, and wanted must not exceed that. */
void unpack_more(struct unpack *unpack, char *window, size_t wanted);

#endif
