/* SPDX-License-Identifier: MIT */
/* A formatter for messages and paths. */
#include "value/format.h"

#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include "value/number.h"

struct target {
    char *text;
    size_t size, length;
};

static void put(struct target *target, const char *data, size_t size)
{
    size_t room = target->length < target->size ? target->size - target->length : 0;

    memcpy(target->text + (room > 0 ? target->length : 0), data, size < room ? size : room);
    target->length += size;
}

/* The precision of a %s: everything where there is none. */
static size_t read_precision(const char **at, va_list *args)
{
    enum { MOST_DIGITS = 9 };

    if (**at != '.')
        return SIZE_MAX;
    ++*at;
    if (**at == '*') {
        int given = va_arg(*args, int);
        ++*at;
        return given < 0 ? SIZE_MAX : (size_t)given;
    }
    return digits_read(at, NULL, 10, MOST_DIGITS);
}

static size_t write_signed(char *digits, char width, va_list *args)
{
    return int_write(digits, width == 'L'   ? va_arg(*args, long long)
                             : width == 'l' ? va_arg(*args, long)
                             : width == 'z' ? va_arg(*args, ssize_t)
                                            : va_arg(*args, int));
}

static size_t write_unsigned(char *digits, char width, va_list *args)
{
    return uint_write(digits, width == 'L'   ? va_arg(*args, unsigned long long)
                              : width == 'l' ? va_arg(*args, unsigned long)
                              : width == 'z' ? va_arg(*args, size_t)
                                             : va_arg(*args, unsigned));
}

/* The conversion whose percent sign precedes at: what follows it, NULL where it is not known. */
static const char *convert(struct target *target, const char *at, va_list *args)
{
    char digits[NUMBER_ROOM] = "%";
    size_t precision = read_precision(&at, args), size = 1;
    char width = *at == 'l' || *at == 'z' ? *at++ : '\0';

    if (width == 'l' && *at == 'l') {
        width = 'L';
        at++;
    }
    if (*at == 's') {
        const char *text = va_arg(*args, const char *);
        put(target, text, strnlen(text, precision));
        return at + 1;
    }
    if (*at == 'c')
        digits[0] = (char)va_arg(*args, int);
    else if (*at == 'd')
        size = write_signed(digits, width, args);
    else if (*at == 'u')
        size = write_unsigned(digits, width, args);
    else if (*at != '%')
        return NULL;
    put(target, digits, size);
    return at + 1;
}

size_t format_args(char *text, size_t size, const char *format, va_list given)
{
    struct target target = {.text = text, .size = size - 1};
    va_list args;

    va_copy(args, given);
    while (*format != '\0') {
        size_t plain = strcspn(format, "%");
        put(&target, format, plain);
        format += plain;
        if (*format == '\0')
            break;
        const char *after = convert(&target, format + 1, &args);
        if (after == NULL) {
            put(&target, format, strlen(format));
            break;
        }
        format = after;
    }
    va_end(args);
    text[target.length < target.size ? target.length : target.size] = '\0';
    return target.length;
}

size_t format_text(char *text, size_t size, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    size_t length = format_args(text, size, format, args);
    va_end(args);
    return length;
}
