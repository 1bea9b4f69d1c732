/* SPDX-License-Identifier: MIT */
/* Decimal numbers of any size, exact, and their texts as printf's %f %e %g write them. */
#ifndef XOS_LOG_DECIMAL_H
#define XOS_LOG_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "log/text.h"
#include "value/real.h"

enum { DECIMAL_DIGITS = REAL_DIGITS };

/* 0.DIGITS times 10^point; zero has no digits, and digits does not begin or end with a 0. */
struct decimal {
    bool negative;
    int point, count;
    char digits[DECIMAL_DIGITS];
};

/* number / 10^decimals. */
void decimal_of(struct decimal *decimal, int64_t number, int decimals);

/* Reads digits with a sign, a point and an exponent. False if word is not such a number, or if it is too long. */
bool decimal_parse(struct decimal *decimal, struct word word);

/* Reads the double nearest to the number, times factor, as Python's float() and format() do. False if word is not a
 * number, or too large. */
bool decimal_parse_double(struct decimal *decimal, struct word word, double factor);

/* Sets *value to the number times 10^scale, cut off towards zero. False if that is too large. */
bool decimal_scaled(const struct decimal *decimal, int scale, int64_t *value);

/* Appends the magnitude, rounded half to even: type f, e or g, in capitals or not; alt keeps the point and the zeros of
 * g. precision is at least 0. */
void decimal_put(struct log_text *text, const struct decimal *decimal, char type, int precision, bool alt);

#endif
