/* SPDX-License-Identifier: MIT */
/* Numbers and times in text. */
#include "value/number.h"

#include <string.h>

/* Reads digits from *at to end as the number's magnitude; stops at the first byte that is not a digit. False if there
 * are none. */
static bool read_digits(const char **at, const char *end, int base, struct number *number)
{
    const char *start = *at;
    uint64_t *value = &number->magnitude;

    *value = 0;
    number->beyond = false;
    for (; *at < end && digit_value(**at) < base; ++*at) {
        number->beyond |= __builtin_mul_overflow(*value, (uint64_t)base, value);
        number->beyond |= __builtin_add_overflow(*value, (uint64_t)digit_value(**at), value);
    }
    return *at > start;
}

static int read_base(const char **at, const char *end, int base)
{
    if (end - *at < 2 || **at != '0')
        return base;
    char mark = (*at)[1];
    if (mark == 'x' || mark == 'X') {
        *at += 2;
        return 16;
    }
    if (mark == 'o' || mark == 'O') {
        *at += 2;
        return 8;
    }
    return mark >= '0' && mark <= '9' ? 8 : base;
}

static bool read_integer(const char **at, const char *end, int base, struct number *number)
{
    number->negative = *at < end && **at == '-';
    if (*at < end && (**at == '-' || **at == '+'))
        ++*at;
    base = read_base(at, end, base);
    return read_digits(at, end, base, number);
}

bool number_read(struct word word, int base, struct number *number)
{
    const char *at = word.data, *end = word.data + word.size;

    return read_integer(&at, end, base, number) && at == end;
}

unsigned digits_read(const char **at, const char *end, int base, int most)
{
    unsigned value = 0;

    for (; most > 0 && *at != end && digit_value(**at) < base; most--)
        value = value * (unsigned)base + (unsigned)digit_value(*(*at)++);
    return value;
}

bool width_read(const char **at, const char *end, int most, int *width)
{
    for (*width = 0; *at != end && digit_value(**at) < 10; ++*at)
        if ((*width = *width * 10 + digit_value(**at)) > most)
            return false;
    return true;
}

/* The factor of the unit in [at, end); 0 for an unknown one. */
static uint64_t unit_factor(const char *at, const char *end)
{
    static const char units[] = "KMGTPE";
    const char *unit = strchr(units, *at == 'k' ? 'K' : *at);
    uint64_t base = 1024, factor = 1;

    if (unit == NULL)
        return 0;
    if (end - at == 2 && at[1] == 'B')
        base = 1000;
    else if (end - at != 1 && !(end - at == 3 && at[1] == 'i' && at[2] == 'B'))
        return 0;
    for (const char *each = units; each <= unit; each++)
        factor *= base;
    return factor;
}

bool number_read_size(struct word word, struct number *number)
{
    const char *at = word.data, *end = word.data + word.size;

    if (!read_integer(&at, end, 10, number))
        return false;
    if (at == end)
        return true;
    uint64_t factor = *at != '\0' ? unit_factor(at, end) : 0;
    number->beyond |= __builtin_mul_overflow(number->magnitude, factor, &number->magnitude);
    return factor != 0;
}

bool number_to_int64(struct number number, int64_t low, int64_t high, int64_t *value)
{
    if (number.beyond || number.magnitude > (uint64_t)INT64_MAX + (number.negative ? 1 : 0))
        return false;
    *value = number.negative ? (int64_t)-number.magnitude : (int64_t)number.magnitude;
    return *value >= low && *value <= high;
}

bool number_to_uint64(struct number number, uint64_t high, uint64_t *value)
{
    *value = number.magnitude;
    return !number.beyond && !(number.negative && number.magnitude != 0) && number.magnitude <= high;
}

size_t uint_write(char *text, uint64_t value)
{
    char digits[20], *end = digits + sizeof digits, *at = end;

    do
        *--at = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    memcpy(text, at, (size_t)(end - at));
    return (size_t)(end - at);
}

size_t int_write(char *text, int64_t value)
{
    if (value >= 0)
        return uint_write(text, (uint64_t)value);
    text[0] = '-';
    return 1 + uint_write(text + 1, -(uint64_t)value);
}

/* Writes whole, a point, and fraction with its leading zeros. */
static size_t point_write(char *text, uint64_t whole, uint64_t fraction, int decimals)
{
    size_t length = uint_write(text, whole);

    if (decimals == 0)
        return length;
    text[length] = '.';
    for (int i = decimals; i > 0; i--, fraction /= 10)
        text[length + (size_t)i] = (char)('0' + fraction % 10);
    return length + 1 + (size_t)decimals;
}

size_t decimal_write(char *text, int64_t value, int decimals)
{
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value, scale = 1;
    size_t sign = value < 0 ? 1 : 0;

    text[0] = '-';
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    return sign + point_write(text + sign, magnitude / scale, magnitude % scale, decimals);
}

size_t time_write(char *text, struct timespec time)
{
    uint64_t whole = (uint64_t)time.tv_sec, fraction = (uint64_t)time.tv_nsec;
    size_t sign = 0;

    if (time.tv_sec < 0) {
        text[sign++] = '-';
        whole = -(uint64_t)time.tv_sec;
        if (fraction > 0) {
            whole--;
            fraction = 1000000000 - fraction;
        }
    }
    return sign + point_write(text + sign, whole, fraction, 9);
}

size_t time_write_ns(char *text, struct timespec time)
{
    char exact[NUMBER_ROOM];
    size_t length = time_write(exact, time), kept = 0;
    bool leading = true;

    for (size_t i = 0; i < length; i++) {
        if (exact[i] == '.' || (leading && exact[i] == '0' && i + 1 < length))
            continue;
        if (exact[i] != '-')
            leading = false;
        text[kept++] = exact[i];
    }
    return kept;
}

size_t size_write(char *text, uint64_t size)
{
    uint64_t unit = 1;
    int power = 0;

    while (power < 6 && size / unit >= 1024) {
        unit *= 1024;
        power++;
    }
    if (power == 0)
        return uint_write(text, size);
    uint64_t whole = size / unit, rest = size % unit, tenth = (rest * 10 + unit - 1) / unit;
    size_t at = whole * 10 + tenth < 100 ? decimal_write(text, (int64_t)(whole * 10 + tenth), 1)
                                         : uint_write(text, whole + (rest > 0));
    text[at++] = " KMGTPE"[power];
    return at;
}
