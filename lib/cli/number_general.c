/* A number as printf's %g has it, exactly: six digits of the binary value or fewer, rounded half to even. */
#include "cli/number.h"

#include <string.h>

enum { DIGITS = 6 };

/* The power of ten. power >= 0 */
static unsigned __int128 ten_to(int power)
{
    unsigned __int128 value = 1;

    while (power-- > 0)
        value *= 10;
    return value;
}

/* value's first digits, six at most, as a number of so many or, rounded up, one more of them, where its first is that of
 * 10^exponent. All products fit: a value has 53 bits, and 10^22 has 74. */
static uint64_t round_at(double value, int exponent, int digits)
{
    uint64_t bits;
    int shift = digits - 1 - exponent;

    memcpy(&bits, &value, sizeof bits);
    int binary = (int)(bits >> 52 & 0x7ff) - 1075;
    unsigned __int128 above = bits & (((uint64_t)1 << 52) - 1), below = 1;
    above |= (uint64_t)1 << 52;
    if (shift >= 0)
        above *= ten_to(shift);
    else
        below = ten_to(-shift);
    if (binary >= 0)
        above <<= binary;
    else
        below <<= -binary;
    unsigned __int128 whole = above / below, twice = (above % below) * 2;
    return (uint64_t)whole + (twice > below || (twice == below && (whole & 1)));
}

/* The power of ten of the first digit; where value is just below a power, perhaps one too low. */
static int exponent_of(double value)
{
    double power = 1;
    int exponent = 0;

    while (value >= power * 10) {
        power *= 10;
        exponent++;
    }
    while (value < power) {
        power /= 10;
        exponent--;
    }
    return exponent;
}

size_t general_write(char *text, double value, size_t precision)
{
    char digits[NUMBER_ROOM];
    int most = precision > DIGITS ? DIGITS : precision == 0 ? 1 : (int)precision;
    size_t size = (size_t)most, at = 0;

    if (!(value > 0 && value < 0x1p64))
        return (size_t)(stpcpy(text, value > 0 ? "inf" : "0") - text);
    int exponent = exponent_of(value);
    if (round_at(value, exponent, most) >= (uint64_t)ten_to(most))
        exponent++;
    uint_write(digits, round_at(value, exponent, most));
    while (size > 1 && digits[size - 1] == '0')
        size--;
    bool scientific = exponent < -4 || exponent >= most;
    int point = scientific ? 0 : exponent; /* the digit that the point follows */
    for (int i = point < 0 ? point : 0; i <= point || i < (int)size; i++) {
        text[at++] = i < 0 || i >= (int)size ? '0' : digits[i];
        if (i == point && i + 1 < (int)size)
            text[at++] = '.';
    }
    if (scientific) {
        int magnitude = exponent < 0 ? -exponent : exponent;
        text[at++] = 'e';
        text[at++] = exponent < 0 ? '-' : '+';
        text[at++] = (char)('0' + magnitude / 10);
        text[at++] = (char)('0' + magnitude % 10);
    }
    return at;
}
