/* SPDX-License-Identifier: MIT */
/* Conversions of format strings, as Python's % operator and str.format have them. */
#include "log/spec.h"

#include <limits.h>

#include "log/decimal.h"
#include "value/ascii.h"
#include "value/number.h"
#include "value/quote.h"

enum { WIDEST = 65536, DEFAULT_PRECISION = 6, BITS = 64 };

/* Reads a width or precision of the % style, which may be a star. */
static bool read_star(const char **at, const char *end, struct words *stars, int *width)
{
    struct number number;
    int64_t value;

    if (*at == end || **at != '*')
        return width_read(at, end, WIDEST, width);
    ++*at;
    if (stars == NULL || stars->count == 0 || !number_read(stars->items[0], 10, &number) ||
        !number_to_int64(number, -WIDEST, WIDEST, &value))
        return false;
    *width = (int)value;
    stars->items++;
    stars->count--;
    return true;
}

const char *log_spec_percent(struct log_spec *spec, const char **at, const char *end, struct words *stars)
{
    *spec = (struct log_spec){.align = '>', .precision = -1};
    for (; *at < end && **at != '\0' && strchr("-+ #0", **at) != NULL; ++*at)
        switch (**at) {
        case '-':
            spec->align = '<';
            break;
        case '#':
            spec->alt = true;
            break;
        case '0':
            spec->zero = true;
            break;
        default:
            spec->sign = spec->sign == '+' ? '+' : **at;
        }
    if (!read_star(at, end, stars, &spec->width))
        return "a width that is not a number";
    if (spec->width < 0) {
        spec->width = -spec->width;
        spec->align = '<';
    }
    if (*at < end && **at == '.') {
        ++*at;
        if (!read_star(at, end, stars, &spec->precision))
            return "a precision that is not a number";
        spec->precision = spec->precision < 0 ? 0 : spec->precision;
    }
    while (*at < end && (**at == 'h' || **at == 'l' || **at == 'L'))
        ++*at;
    if (*at == end)
        return "a conversion without its letter";
    spec->type = *(*at)++;
    if (spec->type == '\0' || strchr("diouxXeEfFgGcrsa%", spec->type) == NULL)
        return "an unknown conversion";
    if (spec->type == 'i' || spec->type == 'u')
        spec->type = 'd';
    if (spec->type == 'r' || spec->type == 'a') {
        spec->convert = spec->type;
        spec->type = 's';
    }
    if (spec->zero && spec->align == '<')
        spec->zero = false;
    if (spec->type == 's' || spec->type == 'c')
        spec->zero = false;
    return NULL;
}

/* Reads fill and align. */
static void read_align(struct log_spec *spec, const char **at, const char *end)
{
    size_t size = *at < end ? utf8_length(*at, (size_t)(end - *at)) : 0;

    if (size > 0 && *at + size < end && strchr("<>^=", (*at)[size]) != NULL) {
        memcpy(spec->fill, *at, size);
        spec->align = (*at)[size];
        *at += size + 1;
    } else if (*at < end && **at != '\0' && strchr("<>^=", **at) != NULL)
        spec->align = *(*at)++;
}

const char *log_spec_brace(struct log_spec *spec, struct word text)
{
    const char *at = text.data, *end = text.data + text.size;

    *spec = (struct log_spec){.precision = -1};
    read_align(spec, &at, end);
    if (at < end && (*at == '+' || *at == '-' || *at == ' ')) {
        spec->sign = *at == '-' ? '\0' : *at;
        at++;
    }
    if (at < end && *at == '#')
        spec->alt = *at++ == '#';
    if (at < end && *at == '0')
        spec->zero = *at++ == '0';
    if (!width_read(&at, end, WIDEST, &spec->width))
        return "a width that is too large";
    if (at < end && (*at == ',' || *at == '_'))
        spec->group = *at++;
    if (at < end && *at == '.') {
        at++;
        if (at == end || !ascii_is_digit(*at) || !width_read(&at, end, WIDEST, &spec->precision))
            return "a precision that is not a number";
    }
    if (at < end)
        spec->type = *at++;
    if (at < end || (spec->type != '\0' && strchr("bcdoxXeEfFgGns%", spec->type) == NULL))
        return "an unknown conversion";
    if (spec->type == 'n')
        spec->type = 'd';
    return NULL;
}

bool log_spec_is_number(const struct log_spec *spec)
{
    return spec->type != '\0' && spec->type != 's' && spec->type != 'c';
}

static size_t characters(const char *data, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)data[i] & 0xc0) != 0x80;
    return count;
}

static void pad(struct log_text *text, size_t count, const char *fill)
{
    while (count-- > 0)
        log_text_put(text, *fill != '\0' ? fill : " ");
}

/* Appends body, which begins with `lead` bytes of sign and prefix, padded to the width. */
static void put_padded(struct log_text *text, const struct log_spec *spec, struct word body, size_t lead, char align)
{
    size_t count = characters(body.data, body.size);
    size_t missing = (size_t)spec->width > count ? (size_t)spec->width - count : 0, before = 0;
    char fill[sizeof spec->fill + 1] = "";

    memcpy(fill, spec->fill, sizeof spec->fill);
    if (spec->zero && *fill == '\0')
        memcpy(fill, "0", 2);
    if (align == '=' || align == '>')
        before = missing;
    else if (align == '^')
        before = missing / 2;
    if (align == '=')
        log_text_add(text, body.data, lead);
    else
        lead = 0;
    pad(text, before, fill);
    log_text_add(text, body.data + lead, body.size - lead);
    pad(text, missing - before, fill);
}

static bool put_text(struct log_text *text, const struct log_spec *spec, struct word word)
{
    struct log_text quoted = {0};
    char align = spec->align != '\0' ? spec->align : '<';

    if (spec->convert == 'r' || spec->convert == 'a') {
        log_text_repr(&quoted, word, spec->convert == 'a');
        word = (struct word){quoted.data, quoted.size};
    }
    if (spec->type == 'c' && characters(word.data, word.size) != 1)
        return false;
    if (spec->precision >= 0) {
        size_t size = 0, count = 0;
        while (size < word.size &&
               (count += ((unsigned char)word.data[size] & 0xc0) != 0x80) <= (size_t)spec->precision)
            size++;
        word.size = size;
    }
    put_padded(text, spec, word, 0, align == '=' ? '>' : align);
    text->failed |= quoted.failed;
    log_text_free(&quoted);
    return true;
}

/* Puts a separator before each group of `every` of the digits from `first` on that precede a point. */
static void put_groups(struct log_text *text, struct word digits, char group, size_t every)
{
    const char *point = memchr(digits.data, '.', digits.size);
    size_t whole = point != NULL ? (size_t)(point - digits.data) : digits.size;

    for (size_t i = 0; i < digits.size; i++) {
        if (group != '\0' && i > 0 && i < whole && (whole - i) % every == 0)
            log_text_char(text, group);
        log_text_char(text, digits.data[i]);
    }
}

/* Puts sign, prefix and digits together, and pads them. */
static void put_number(struct log_text *text, const struct log_spec *spec, bool negative, const char *prefix,
                       struct word digits)
{
    enum { THOUSAND = 3, NIBBLES = 4 };
    struct log_text body = {0};
    char align = spec->align != '\0' ? spec->align : '>';

    if (negative || spec->sign != '\0')
        log_text_char(&body, negative ? '-' : spec->sign);
    log_text_put(&body, prefix);
    size_t lead = body.size;
    bool binary = spec->type != '\0' && strchr("boxX", spec->type) != NULL;
    put_groups(&body, digits, spec->group, binary ? NIBBLES : THOUSAND);
    if (spec->type == '%')
        log_text_char(&body, '%');
    put_padded(text, spec, (struct word){body.data, body.size}, lead, spec->zero && align == '>' ? '=' : align);
    text->failed |= body.failed;
    log_text_free(&body);
}

static void put_integer(struct log_text *text, const struct log_spec *spec, int64_t number)
{
    uint64_t magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
    unsigned base = (spec->type | 32) == 'x' ? 16 : spec->type == 'o' ? 8 : spec->type == 'b' ? 2 : 10;
    const char *prefix = "";
    char digits[BITS];
    size_t at = sizeof digits;
    struct log_text padded = {0};

    do
        digits[--at] = (spec->type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[magnitude % base];
    while ((magnitude /= base) > 0);
    for (int i = (int)(sizeof digits - at); i < spec->precision; i++)
        log_text_char(&padded, '0');
    log_text_add(&padded, digits + at, sizeof digits - at);
    if (spec->alt)
        prefix = base == 16 ? (spec->type == 'X' ? "0X" : "0x") : base == 8 ? "0o" : base == 2 ? "0b" : "";
    put_number(text, spec, number < 0, prefix, (struct word){padded.data, padded.size});
    text->failed |= padded.failed;
    log_text_free(&padded);
}

/* A number with decimals, of type f, e, g, % or none. */
static void put_decimal_number(struct log_text *text, const struct log_spec *spec, const struct decimal *decimal,
                               int decimals)
{
    struct log_text digits = {0};
    int precision = spec->precision >= 0 ? spec->precision : DEFAULT_PRECISION;
    char type = spec->type;

    if (type == '\0' || type == 's') { /* all digits, at least one behind the point */
        int behind = decimal->count - decimal->point;
        precision = behind > 1 ? behind : 1;
        type = 'f';
        if (decimals == 9) /* as precise as a double is */
            precision = precision > 7 ? 7 : precision;
    }
    decimal_put(&digits, decimal, type == '%' ? 'f' : type, precision, spec->alt);
    put_number(text, spec, decimal->negative, "", (struct word){digits.data, digits.size});
    text->failed |= digits.failed;
    log_text_free(&digits);
}

/* A text that is to be an integer. */
static bool read_integer(struct word word, int64_t *number)
{
    struct number read;

    return number_read(word, 10, &read) && number_to_int64(read, INT64_MIN, INT64_MAX, number);
}

bool log_spec_write(const struct log_spec *spec, const struct log_value *value, struct log_text *text)
{
    bool whole = spec->type != '\0' && strchr("doxXb", spec->type) != NULL;
    bool real = spec->type != '\0' && strchr("eEfFgG%", spec->type) != NULL;
    const int factor = spec->type == '%' ? 100 : 1;
    struct decimal decimal;
    int64_t number = value->number;

    if (value->kind == LOG_NONE)
        return put_text(text, spec, word_of("None"));
    if (value->kind == LOG_TEXT) {
        if (!whole && !real)
            return put_text(text, spec, value->text);
        if (whole ? !read_integer(value->text, &number) : !decimal_parse_double(&decimal, value->text, factor))
            return false;
    } else if (real || (!whole && value->decimals >= 0)) {
        decimal_of(&decimal, number, value->decimals);
        if (factor == 100 && decimal.count > 0)
            decimal.point += 2;
    } else
        for (int i = 0; i < value->decimals; i++)
            number /= 10;
    if (real || (!whole && value->kind == LOG_NUMBER && value->decimals >= 0))
        put_decimal_number(text, spec, &decimal, value->kind == LOG_NUMBER ? value->decimals : -1);
    else
        put_integer(text, spec, number);
    return true;
}
