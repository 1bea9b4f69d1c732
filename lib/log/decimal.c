/* SPDX-License-Identifier: MIT */
/* Decimal numbers. */
#include "log/decimal.h"

#include <float.h>

#include "value/number.h"

enum { TEN = 10, EXPONENT_MOST = 10000 };

static void trim(struct decimal *decimal)
{
    int first = 0;

    while (first < decimal->count && decimal->digits[first] == '0')
        first++;
    decimal->count -= first;
    decimal->point -= first;
    memmove(decimal->digits, decimal->digits + first, (size_t)decimal->count);
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
    if (decimal->count == 0)
        decimal->point = 0;
}

void decimal_of(struct decimal *decimal, int64_t number, int decimals)
{
    char text[NUMBER_ROOM];
    size_t size = int_write(text, number);
    bool negative = number < 0;

    *decimal = (struct decimal){.negative = negative, .count = (int)size - negative};
    memcpy(decimal->digits, text + negative, size - negative);
    decimal->point = decimal->count - (decimals > 0 ? decimals : 0);
    trim(decimal);
}

bool decimal_scaled(const struct decimal *decimal, int scale, int64_t *value)
{
    *value = 0;
    for (int i = 0; decimal->count > 0 && i < decimal->point + scale; i++) {
        int digit = i < decimal->count ? decimal->digits[i] - '0' : 0;
        if (__builtin_mul_overflow(*value, TEN, value) ||
            __builtin_add_overflow(*value, decimal->negative ? -digit : digit, value))
            return false;
    }
    return true;
}

bool decimal_parse(struct decimal *decimal, struct word word)
{
    const char *at = word.data, *end = word.data + word.size;
    bool point = false, any = false;
    int64_t exponent = 0;

    *decimal = (struct decimal){.negative = at < end && *at == '-'};
    at += at < end && (*at == '-' || *at == '+');
    for (; at < end && ((*at >= '0' && *at <= '9') || (*at == '.' && !point)); at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        if (decimal->count == DECIMAL_DIGITS)
            return false;
        any = true;
        decimal->digits[decimal->count++] = *at;
        decimal->point += !point;
    }
    if (!any)
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        if (!exponent_read(at + 1, end, &exponent) || exponent < -EXPONENT_MOST || exponent > EXPONENT_MOST)
            return false;
        at = end;
    }
    decimal->point += (int)exponent;
    trim(decimal);
    return at == end;
}

bool decimal_parse_double(struct decimal *decimal, struct word word, double factor)
{
    long double value;

    if (!decimal_parse(decimal, word) || !real_read(word.data, word.size, DBL_MANT_DIG, DBL_MIN_EXP, &value))
        return false;
    double nearest = (double)((decimal->negative ? -value : value) * factor);
    if (nearest > DBL_MAX)
        return false;
    decimal->count = real_digits(decimal->digits, nearest, &decimal->point);
    return true;
}

/* Rounds to `keep` digits. */
static void round_to(struct decimal *decimal, int keep)
{
    if (keep >= decimal->count)
        return;
    if (keep < 0) {
        decimal->count = decimal->point = 0;
        return;
    }
    char next = decimal->digits[keep];
    bool tie = next == '5' && keep + 1 == decimal->count;
    bool odd = keep > 0 && (decimal->digits[keep - 1] - '0') % 2 == 1;
    decimal->count = keep;
    if (next > '5' || (next == '5' && (!tie || odd))) {
        int i = keep - 1;
        while (i >= 0 && decimal->digits[i] == '9')
            decimal->digits[i--] = '0';
        if (i >= 0)
            decimal->digits[i]++;
        else {
            decimal->digits[0] = '1';
            decimal->count = 1;
            decimal->point++;
        }
    }
    trim(decimal);
}

static void put_digit(struct log_text *text, const struct decimal *decimal, int place)
{
    log_text_char(text, place >= 0 && place < decimal->count ? decimal->digits[place] : '0');
}

static void put_fixed(struct log_text *text, const struct decimal *decimal, int precision, bool point)
{
    for (int place = decimal->point > 0 ? 0 : decimal->point - 1; place < decimal->point; place++)
        put_digit(text, decimal, place);
    if (precision > 0 || point)
        log_text_char(text, '.');
    for (int place = 0; place < precision; place++)
        put_digit(text, decimal, decimal->point + place);
}

static void put_exponent(struct log_text *text, const struct decimal *decimal, char letter, int precision, bool point)
{
    int exponent = decimal->count > 0 ? decimal->point - 1 : 0;
    int magnitude = exponent < 0 ? -exponent : exponent;

    put_digit(text, decimal, 0);
    if (precision > 0 || point)
        log_text_char(text, '.');
    for (int place = 1; place <= precision; place++)
        put_digit(text, decimal, place);
    log_text_char(text, letter);
    log_text_char(text, exponent < 0 ? '-' : '+');
    if (magnitude < TEN)
        log_text_char(text, '0');
    log_text_int(text, magnitude);
}

void decimal_put(struct log_text *text, const struct decimal *decimal, char type, int precision, bool alt)
{
    struct decimal rounded = *decimal;
    char small = (char)(type | 32);

    if (small == 'f') {
        round_to(&rounded, rounded.point + precision);
        put_fixed(text, &rounded, precision, alt);
        return;
    }
    if (small == 'e') {
        round_to(&rounded, precision + 1);
        put_exponent(text, &rounded, type, precision, alt);
        return;
    }
    precision = precision > 0 ? precision : 1;
    round_to(&rounded, precision);
    int exponent = rounded.count > 0 ? rounded.point - 1 : 0;
    bool fixed = exponent >= -4 && exponent < precision;
    int decimals = alt ? precision - 1 : rounded.count > 0 ? rounded.count - 1 : 0;
    if (fixed)
        decimals = alt ? precision - 1 - exponent : rounded.count > rounded.point ? rounded.count - rounded.point : 0;
    if (fixed)
        put_fixed(text, &rounded, decimals, alt);
    else
        put_exponent(text, &rounded, (char)(type - 2), decimals, alt);
}
