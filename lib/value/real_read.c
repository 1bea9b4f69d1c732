/* SPDX-License-Identifier: MIT */
/* Floating-point numbers from text, correctly rounded: the number becomes an integer times a power of two. */
#include <float.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "value/big.h"
#include "value/number.h"
#include "value/real.h"

/* What is read of a number: big * base^exponent, and a little more if not all digits are in big. */
struct digits {
    struct big big;
    int64_t exponent;
    bool more;
};

/* Reads digits of base 10 or 16, with a point or without. Returns where they end; NULL if there are none. */
static const char *read_digits(const char *at, const char *end, unsigned base, struct digits *digits)
{
    uint32_t some = 0, power = 1; /* digits that are not in big yet, and base to the power of their number */
    bool point = false, any = false;

    digits->big.count = 0;
    digits->exponent = 0;
    digits->more = false;
    for (; at < end; at++) {
        unsigned digit = (unsigned)digit_value(*at);
        if (*at == '.' && !point) {
            point = true;
            continue;
        }
        if (digit >= base)
            break;
        any = true;
        digits->exponent -= point;
        if (digits->big.count >= BIG_DIGITS) {
            digits->more |= digit != 0;
            digits->exponent++;
            continue;
        }
        some = some * base + digit;
        power *= base;
        if (power > UINT32_MAX / 16) {
            big_multiply_add(&digits->big, power, some);
            some = 0;
            power = 1;
        }
    }
    big_multiply_add(&digits->big, power, some);
    return any ? at : NULL;
}

bool exponent_read(const char *at, const char *end, int64_t *exponent)
{
    bool negative = at < end && *at == '-';

    at += at < end && (*at == '-' || *at == '+');
    if (at == end)
        return false;
    for (*exponent = 0; at < end; at++) {
        if (*at < '0' || *at > '9')
            return false;
        if (*exponent < INT64_MAX / 100)
            *exponent = *exponent * 10 + (*at - '0');
    }
    if (negative)
        *exponent = -*exponent;
    return true;
}

/* Makes big * 10^exponent an integer times a power of two, which is returned. The integer has at least `bits` bits if
 * digits->more is set. */
static int64_t without_tens(struct digits *digits, int bits)
{
    int64_t shift = bits - digits->exponent * 10 / 3 - big_bits(&digits->big);

    if (digits->exponent >= 0) {
        big_multiply_power(&digits->big, 10, digits->exponent);
        return 0;
    }
    shift = shift > 0 ? shift : 0;
    big_multiply_power(&digits->big, 2, shift);
    digits->more |= big_divide_power(&digits->big, 10, -digits->exponent);
    return -shift;
}

/* Leaves out the last `cut` bits of big, and rounds to nearest, half to even. */
static void round_bits(struct digits *digits, int64_t cut)
{
    bool half;

    digits->more |= big_divide_power(&digits->big, 2, cut - 1);
    half = big_divide(&digits->big, 2) != 0;
    if (half && (digits->more || (digits->big.count > 0 && (digits->big.limbs[0] & 1) != 0)))
        big_multiply_add(&digits->big, 1, 1);
}

/* big * 2^exponent, which is a floating-point number. */
static long double number_of(const struct big *big, int64_t exponent)
{
    long double value = 0, power = exponent < 0 ? 0.5L : 2;

    for (size_t i = big->count; i-- > 0;)
        value = value * 0x1p32L + big->limbs[i];
    for (exponent = exponent < 0 ? -exponent : exponent; exponent > 0; exponent >>= 1, power *= power)
        if ((exponent & 1) != 0)
            value *= power;
    return value;
}

/* The number of `mantissa` bits, at least 2^(lowest - mantissa), that is nearest. */
static long double nearest(struct digits *digits, unsigned base, int mantissa, int lowest)
{
    /* beyond these, a number is 0 or infinite whatever its digits are */
    const int64_t most = LDBL_MAX_EXP, least = LDBL_MIN_EXP - LDBL_MANT_DIG - 1 - BIG_DIGITS * 32;
    int64_t exponent, cut;

    if (digits->big.count == 0 || digits->exponent < least)
        return 0;
    if (digits->exponent > most)
        return HUGE_VALL;
    exponent = base == 10 ? without_tens(digits, mantissa + 2) : digits->exponent;
    cut = big_bits(&digits->big) - mantissa;
    if (cut < lowest - mantissa - exponent)
        cut = lowest - mantissa - exponent;
    if (cut > 0) {
        round_bits(digits, cut);
        exponent += cut;
    }
    return big_bits(&digits->big) + exponent > LDBL_MAX_EXP ? HUGE_VALL : number_of(&digits->big, exponent);
}

static bool is_name(const char *at, size_t size, const char *name)
{
    return strlen(name) == size && strncasecmp(at, name, size) == 0;
}

static bool read_positive(const char *at, const char *end, int mantissa, int lowest, long double *value)
{
    struct digits digits;
    size_t size = (size_t)(end - at);
    unsigned base = size > 2 && at[0] == '0' && (at[1] | ' ') == 'x' ? 16 : 10;
    int64_t exponent = 0;

    if (is_name(at, size, "inf") || is_name(at, size, "infinity") || is_name(at, size, "nan")) {
        *value = (at[0] | ' ') == 'i' ? HUGE_VALL : (long double)NAN;
        return true;
    }
    at = read_digits(base == 16 ? at + 2 : at, end, base, &digits);
    if (at == NULL || (at < end && ((*at | ' ') != (base == 16 ? 'p' : 'e') || !exponent_read(at + 1, end, &exponent))))
        return false;
    digits.exponent = (base == 16 ? 4 : 1) * digits.exponent + exponent;
    *value = nearest(&digits, base, mantissa, lowest);
    return true;
}

bool real_read(const char *text, size_t size, int mantissa, int lowest, long double *value)
{
    bool sign = size > 0 && (*text == '-' || *text == '+');

    if (!read_positive(text + sign, text + size, mantissa, lowest, value))
        return false;
    if (sign && *text == '-')
        *value = -*value;
    return true;
}
