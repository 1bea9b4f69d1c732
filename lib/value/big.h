/* SPDX-License-Identifier: MIT */
/* Integers that are large enough for every floating-point number: in value/real*.c, decimal and binary meet in them. */
#ifndef XOS_VALUE_BIG_H
#define XOS_VALUE_BIG_H

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A long double is a multiple of 2 to the power of -BIG_POWERS, so it has at most that many digits after the point. */
enum { BIG_POWERS = LDBL_MANT_DIG - LDBL_MIN_EXP };

/* A decimal number of more than BIG_DIGITS limbs of digits has more of them than the point between two neighbouring
 * floating-point numbers, which needs 0.7 * BIG_POWERS digits of 3.4 bits. Its digits, shifted until they can be
 * divided by the largest power of ten that matters, fit in BIG_LIMBS. */
enum { BIG_DIGITS = BIG_POWERS * 5 / 64, BIG_LIMBS = BIG_POWERS * 7 / 64 + 64 };

struct big {
    size_t count;
    uint32_t limbs[BIG_LIMBS]; /* the lowest 32 bits first; the highest of them is not 0 */
};

/* big = big * factor + carry. */
void big_multiply_add(struct big *big, uint32_t factor, uint32_t carry);

/* Divides by divisor, which is not 0; returns the remainder. */
uint32_t big_divide(struct big *big, uint32_t divisor);

/* Multiplies by base to the power of exponent; nothing if that is not above 0. */
void big_multiply_power(struct big *big, uint32_t base, int64_t exponent);

/* Divides by base to the power of exponent; returns true if there is a remainder. */
bool big_divide_power(struct big *big, uint32_t base, int64_t exponent);

/* The number of bits without zeros in front. */
int64_t big_bits(const struct big *big);

#endif
