/* SPDX-License-Identifier: MIT */
/* A quotient in decimal, by long division. */
#include "value/quotient.h"

#include <string.h>

#include "value/number.h"

/* The significant digits, as numbers, and the exponent of the first one: d.ddd * 10^exponent. */
struct decimal {
    char digits[QUOTIENT_DIGITS + 1];
    size_t count;
    int exponent;
};

/* The next digit of rest / divisor; rest becomes what remains of ten times rest. No product can overflow. */
static char next_digit(uint64_t *rest, uint64_t divisor)
{
    uint64_t sum = 0;
    char digit = 0;

    for (int i = 0; i < 10; i++)
        if (sum >= divisor - *rest) {
            sum -= divisor - *rest;
            digit++;
        } else
            sum += *rest;
    *rest = sum;
    return digit;
}

/* Adds 1 to the last digit. */
static void round_up(struct decimal *decimal)
{
    size_t at = decimal->count;

    while (at > 0 && decimal->digits[at - 1] == 9)
        decimal->digits[--at] = 0;
    if (at > 0) {
        decimal->digits[at - 1]++;
        return;
    }
    decimal->digits[0] = 1; /* 99.. became 100.. */
    decimal->exponent++;
}

static void divide(struct decimal *decimal, uint64_t dividend, uint64_t divisor, size_t digits)
{
    char whole[NUMBER_ROOM];
    uint64_t rest = dividend % divisor;
    size_t size = uint_write(whole, dividend / divisor), used = 0;
    bool more = false;

    decimal->exponent = (int)size - 1;
    decimal->count = 0;
    if (whole[0] == '0') {
        size = 0;
        do
            decimal->digits[0] = next_digit(&rest, divisor);
        while (decimal->exponent-- > -30 && decimal->digits[0] == 0 && rest > 0);
        decimal->count = 1;
    }
    while (decimal->count < digits)
        decimal->digits[decimal->count++] = used < size ? (char)(whole[used++] - '0') : next_digit(&rest, divisor);
    char next = used < size ? (char)(whole[used++] - '0') : next_digit(&rest, divisor);
    while (used < size)
        more = whole[used++] != '0' || more;
    more = more || rest > 0;
    if (next > 5 || (next == 5 && (more || decimal->digits[decimal->count - 1] % 2 == 1)))
        round_up(decimal);
}

/* Drops zeros at the end of text after a point, and the point. */
static size_t cut_zeros(const char *text, size_t size)
{
    if (memchr(text, '.', size) == NULL)
        return size;
    while (text[size - 1] == '0')
        size--;
    return size - (text[size - 1] == '.');
}

/* The digits with a point after the first `whole` of them; zeros before them if whole is 0 or less. */
static size_t put_point(char *text, const struct decimal *decimal, int whole, bool alternate)
{
    size_t size = 0;

    if (whole <= 0) {
        text[size++] = '0';
        text[size++] = '.';
        for (int i = whole; i < 0; i++)
            text[size++] = '0';
    }
    for (size_t i = 0; i < decimal->count; i++) {
        if (whole > 0 && i == (size_t)whole)
            text[size++] = '.';
        text[size++] = (char)('0' + decimal->digits[i]);
    }
    if (alternate && whole == (int)decimal->count)
        text[size++] = '.';
    return alternate ? size : cut_zeros(text, size);
}

size_t quotient_write(char *text, uint64_t dividend, uint64_t divisor, size_t digits, bool alternate)
{
    struct decimal decimal = {.count = 0};

    digits = digits < 1 ? 1 : digits > QUOTIENT_DIGITS ? QUOTIENT_DIGITS : digits;
    if (dividend == 0) {
        memset(decimal.digits, 0, sizeof decimal.digits);
        decimal.count = digits;
        return put_point(text, &decimal, 1, alternate);
    }
    divide(&decimal, dividend, divisor, digits);
    if (decimal.exponent >= -4 && decimal.exponent < (int)digits)
        return put_point(text, &decimal, decimal.exponent + 1, alternate);
    size_t size = put_point(text, &decimal, 1, alternate);
    int exponent = decimal.exponent < 0 ? -decimal.exponent : decimal.exponent;
    text[size++] = 'e';
    text[size++] = decimal.exponent < 0 ? '-' : '+';
    text[size++] = (char)('0' + exponent / 10);
    text[size++] = (char)('0' + exponent % 10);
    return size;
}
