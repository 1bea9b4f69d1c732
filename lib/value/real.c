/* SPDX-License-Identifier: MIT */
/* The exact decimal digits of a binary floating-point number, rounded. */
#include "value/real.h"

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "value/big.h"
#include "value/number.h"

enum { DIGITS = BIG_POWERS + 64 }; /* of the number with the most of them */

/* Sets big, and returns how often it is to be divided by 10, so that this is value (which is positive). */
static int scale(struct big *big, long double value)
{
    int exponent;

    value = __builtin_frexpl(value, &exponent);
    for (big->count = 0; value > 0; exponent -= 16) {
        value *= 65536;
        big_multiply_add(big, 65536, (uint32_t)value);
        value -= (uint32_t)value;
    }
    big_multiply_power(big, 2, exponent);
    big_multiply_power(big, 5, -exponent);
    return exponent < 0 ? -exponent : 0;
}

/* Writes the digits of big, which becomes 0, to the end of digits. Returns where they begin. */
static char *big_digits(struct big *big, char *end)
{
    while (big->count > 0)
        *--end = (char)('0' + big_divide(big, 10));
    return end;
}

/* Rounds the digits up to end to count of them; returns false if they became one more: 1000. */
static bool round_digits(char *digits, const char *end, int count)
{
    char *at = digits + count;
    bool half = *at == '5' && strspn(at + 1, "0") >= (size_t)(end - at - 1), odd = (at[-1] & 1) != 0;

    if (*at < '5' || (half && !odd))
        return true;
    while (at > digits && at[-1] == '9')
        *--at = '0';
    if (at > digits)
        at[-1]++;
    else
        *at = '1';
    return at > digits;
}

/* Writes count digits, without zeros after the point at the end; point of them (below 0: zeros are added) are before
 * it. */
static char *put_digits(char *to, const char *digits, int count, int point)
{
    while (count > 1 && count > point && digits[count - 1] == '0')
        count--;
    for (int i = point <= 0 ? point - 1 : 0; i < count; i++) {
        if (i == point)
            *to++ = '.';
        *to++ = i < 0 ? '0' : digits[i];
    }
    return to;
}

#ifdef __SIZEOF_INT128__

static uint64_t power_of_ten(int exponent)
{
    uint64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* mantissa * 10^scale / 2^shift, rounded to even: exact in 128 bits for 53 bits, a scale below 23 and a shift below
 * 128.
 */
static uint64_t scaled(uint64_t mantissa, int scale, int shift)
{
    unsigned __int128 product = (unsigned __int128)mantissa * power_of_ten(scale / 2) * power_of_ten(scale - scale / 2);
    unsigned __int128 unit = (unsigned __int128)1 << shift, rest = product & (unit - 1);
    uint64_t result = (uint64_t)(product >> shift);

    return result + (rest > unit - rest || (rest == unit - rest && (result & 1) != 0));
}

/* Writes the digits of a positive double of usual size, and its decimal exponent. False for any other number. */
static bool quick_digits(long double value, int digits, char *room, int *exponent)
{
    enum { MOST = 17 };
    int binary;
    double mantissa = __builtin_frexp((double)value, &binary);

    if ((double)value != value || digits > MOST || value < 1e-4L || value >= 0x1p53L)
        return false;
    *exponent = (binary - 1) * 1233 / 4096 - 1; /* log10(2) is 1233 / 4096: this is not too large */
    for (;; ++*exponent) {
        int scale = digits - 1 - *exponent;
        if (scale < 0)
            return false;
        uint64_t number = scaled((uint64_t)(mantissa * 0x1p53), scale, DBL_MANT_DIG - binary);
        if (number < power_of_ten(digits))
            return uint_write(room, number) > 0;
    }
}

#else

static bool quick_digits(long double value, int digits, char *room, int *exponent)
{
    (void)value;
    (void)digits;
    (void)room;
    (void)exponent;
    return false;
}

#endif

/* Writes all digits of a number that is not negative, and a NUL, to the end of room. Returns where they begin. */
static char *all_digits(long double value, char room[DIGITS], int *exponent)
{
    char *end = room + DIGITS - 1;
    struct big big;
    int power = scale(&big, value);
    char *at = big_digits(&big, end);

    *exponent = (int)(end - at) - 1 - power;
    *end = '\0';
    return at;
}

int real_digits(char digits[REAL_DIGITS], double value, int *point)
{
    char room[DIGITS], *end = room + DIGITS - 1;
    int exponent;
    const char *at = all_digits(value, room, &exponent);

    while (end > at && end[-1] == '0')
        end--;
    memcpy(digits, at, (size_t)(end - at));
    *point = exponent + 1;
    return (int)(end - at);
}

/* Writes the digits of a positive number, at least `digits` of them, rounded to that many, to room or into it. Returns
 * where they begin. */
static char *exact_digits(long double value, int digits, char room[DIGITS], int *exponent)
{
    char *at = all_digits(value, room, exponent), *end = room + DIGITS - 1;

    if (end - at > digits) {
        *exponent += !round_digits(at, end, digits);
        return at;
    }
    memmove(room, at, (size_t)(end - at));
    memset(room + (end - at), '0', (size_t)digits);
    return room;
}

size_t real_write(char *text, int digits, long double value)
{
    char room[DIGITS], *at = room, *to = text;
    int exponent;

    if (__builtin_signbit(value))
        *to++ = '-';
    if (value == 0) {
        strcpy(to, "0");
        return (size_t)(to + 1 - text);
    }
    value = value < 0 ? -value : value;
    if (!quick_digits(value, digits, room, &exponent))
        at = exact_digits(value, digits, room, &exponent);
    if (exponent >= -4 && exponent < digits)
        to = put_digits(to, at, digits, exponent + 1);
    else {
        to = put_digits(to, at, digits, 1);
        *to++ = 'e';
        *to++ = exponent < 0 ? '-' : '+';
        exponent = exponent < 0 ? -exponent : exponent;
        if (exponent < 10)
            *to++ = '0';
        to += uint_write(to, (uint64_t)exponent);
    }
    *to = '\0';
    return (size_t)(to - text);
}

size_t real_write_shortest(char *text, long double value, int mantissa, int lowest)
{
    int digits = (mantissa - 1) * 301 / 1000; /* log10(2) is 0.301: so many are never too many */
    const int most = digits + 3;              /* these always suffice */
    long double again;
    size_t size;

    do
        size = real_write(text, digits, value);
    while (++digits <= most && (!real_read(text, size, mantissa, lowest, &again) || again != value));
    return size;
}
