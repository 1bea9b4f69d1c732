/* SPDX-License-Identifier: MIT */
/* xstat's formats: parses GNU stat's directives once, and writes values with printf's flags, width and precision as GNU
 * stat does. */
#include "stat/format.h"

#include <errno.h>
#include <limits.h>

#include "value/number.h"

TEXTS_OF(stat_format);

enum { WIDEST = 1 << 20 };

/* The statx(2) fields that each directive needs. */
static const struct {
    char letter;
    unsigned mask;
} needs[] = {
    {'a', STATUS_MODE},
    {'A', STATUS_MODE | STATUS_TYPE},
    {'b', STATUS_BLOCKS},
    {'B', 0},
    {'C', 0},
    {'d', 0},
    {'D', 0},
    {'f', STATUS_MODE | STATUS_TYPE},
    {'F', STATUS_TYPE | STATUS_SIZE},
    {'g', STATUS_GID},
    {'G', STATUS_GID},
    {'h', STATUS_NLINK},
    {'i', STATUS_INO},
    {'m', 0},
    {'n', 0},
    {'N', STATUS_TYPE},
    {'o', 0},
    {'r', 0},
    {'R', 0},
    {'s', STATUS_SIZE},
    {'t', 0},
    {'T', 0},
    {'u', STATUS_UID},
    {'U', STATUS_UID},
    {'w', STATUS_BTIME},
    {'W', STATUS_BTIME},
    {'x', STATUS_ATIME},
    {'X', STATUS_ATIME},
    {'y', STATUS_MTIME},
    {'Y', STATUS_MTIME},
    {'z', STATUS_CTIME},
    {'Z', STATUS_CTIME},
};

static bool find_need(char letter, bool filesystem, unsigned *mask)
{
    *mask = 0;
    if (filesystem)
        return letter != '\0' && strchr("abcdfilnsStT", letter) != NULL;
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
        if (needs[i].letter == letter) {
            *mask = needs[i].mask;
            return true;
        }
    return false;
}

static void read_flags(const char **at, struct piece *piece)
{
    for (;; ++*at)
        switch (**at) {
        case '-':
            piece->left = true;
            break;
        case '+':
            piece->plus = true;
            break;
        case ' ':
            piece->blank = true;
            break;
        case '#':
            piece->alternate = true;
            break;
        case '0':
            piece->zero = true;
            break;
        case '\'': /* for thousands and other digits, which depend on a locale */
        case 'I':
            break;
        default:
            return;
        }
}

/* Parses the directive at *at, after its '%'. */
static int read_directive(struct xstat *xstat, const char **at, bool filesystem, struct piece *piece)
{
    const char *start = *at;
    unsigned mask;

    read_flags(at, piece);
    bool sane = width_read(at, NULL, WIDEST, &piece->width);
    if (sane && **at == '.') {
        ++*at;
        piece->dot = true;
        piece->digits = **at >= '0' && **at <= '9';
        sane = width_read(at, NULL, WIDEST, &piece->precision);
    }
    if (*at == start && (**at == '%' || **at == '\0')) {
        piece->literal = "%";
        piece->size = 1;
        *at += **at == '%';
        return 0;
    }
    piece->bare = *at == start;
    if (!filesystem && (**at == 'H' || **at == 'L') && ((*at)[1] == 'd' || (*at)[1] == 'r'))
        piece->part = *(*at)++;
    piece->letter = **at;
    if (!sane || !find_need(piece->letter, filesystem, &mask))
        return fail_usage(xstat->call->fail, "unknown directive '%%%.*s'", (int)(*at - start) + (**at != '\0' && sane),
                          start);
    ++*at;
    xstat->mask |= mask;
    bool in_parts = !filesystem && strchr("wxyz", piece->letter) != NULL;
    if (in_parts && xstat->zone == NULL && (xstat->zone = call_zone(xstat->call, NULL)) == NULL)
        return -1;
    return 0;
}

/* Parses the escape at *at, after its backslash. */
static int read_escape(struct xstat *xstat, const char **at, char *byte)
{
    static const char letters[] = "abefnrtv\\\"", bytes[] = "\a\b\033\f\n\r\t\v\\\"";
    const char *found = **at != '\0' ? strchr(letters, **at) : NULL;

    if (found != NULL) {
        *byte = bytes[found - letters];
        ++*at;
    } else if (**at >= '0' && **at <= '7')
        *byte = (char)digits_read(at, NULL, 8, 3);
    else if (**at == 'x' && digit_value((*at)[1]) < 16) {
        ++*at;
        *byte = (char)digits_read(at, NULL, 16, 2);
    } else
        return fail_usage(xstat->call->fail, "unknown escape '\\%.1s'", *at);
    return 0;
}

/* Parses text up to the next directive, with its escapes, into room, of which earlier texts use *used bytes. */
static int read_literal(struct xstat *xstat, const char **at, bool escapes, char *room, size_t *used,
                        struct piece *piece)
{
    piece->literal = room + *used;
    while (**at != '\0' && **at != '%') {
        char byte = *(*at)++;
        if (escapes && byte == '\\' && read_escape(xstat, at, &byte) < 0)
            return -1;
        room[(*used)++] = byte;
    }
    piece->size = (size_t)(room + *used - piece->literal);
    return 0;
}

const struct format *format_read(struct xstat *xstat, const char *text, bool filesystem, bool escapes)
{
    struct arena *arena = xstat->call->arena;
    size_t length = strlen(text), used = 0;
    struct format *format = arena_alloc(arena, sizeof *format);
    struct piece *pieces = arena_alloc(arena, (length + 1) * sizeof *pieces);
    char *room = arena_alloc(arena, length + 1);
    int result = 0;

    if (format == NULL || pieces == NULL || room == NULL) {
        fail_no_memory(xstat->call->fail);
        return NULL;
    }
    for (; *text != '\0' && result == 0; format->count++) {
        struct piece *piece = &pieces[format->count];
        if (*text != '%')
            result = read_literal(xstat, &text, escapes, room, &used, piece);
        else {
            text++;
            result = read_directive(xstat, &text, filesystem, piece);
        }
    }
    format->pieces = pieces;
    return result == 0 ? format : NULL;
}

static void put_many(struct out *out, char byte, int count)
{
    while (count-- > 0)
        out_char(out, byte);
}

void piece_string(struct out *out, const struct piece *piece, const char *data, size_t size)
{
    if (piece->dot && size > (size_t)piece->precision)
        size = (size_t)piece->precision;
    int pad = size < (size_t)piece->width ? piece->width - (int)size : 0;
    put_many(out, ' ', piece->left ? 0 : pad);
    put_name(out, data, size);
    put_many(out, ' ', piece->left ? pad : 0);
}

/* Sign or radix, zeros and digits, padded; the number of bytes written. */
static int put_number(struct out *out, const struct piece *piece, const char *prefix, const char *digits, int size)
{
    int zeros = piece->precision > size ? piece->precision - size : 0;
    int total = (int)strlen(prefix) + zeros + size, pad = piece->width > total ? piece->width - total : 0;
    bool fill = piece->zero && !piece->left && !piece->dot;

    put_many(out, ' ', piece->left || fill ? 0 : pad);
    out_put(out, prefix);
    put_many(out, '0', zeros + (fill ? pad : 0));
    out_raw(out, digits, (size_t)size);
    put_many(out, ' ', piece->left ? pad : 0);
    return total + pad;
}

void piece_uint(struct out *out, const struct piece *piece, uint64_t value, unsigned base)
{
    char text[NUMBER_ROOM * 2], *at = text + sizeof text;

    for (uint64_t rest = value; rest > 0; rest /= base)
        *--at = "0123456789abcdef"[rest % base];
    bool none = piece->dot && piece->precision == 0;
    if ((value == 0 && !none) || (base == 8 && piece->alternate))
        *--at = '0';
    put_number(out, piece, base == 16 && piece->alternate && value != 0 ? "0x" : "", at,
               (int)(text + sizeof text - at));
}

/* Writes a signed number, including -0. */
static int put_signed(struct out *out, const struct piece *piece, bool negative, uint64_t magnitude)
{
    char text[NUMBER_ROOM];
    int size = magnitude == 0 && piece->dot && piece->precision == 0 ? 0 : (int)uint_write(text, magnitude);

    return put_number(out, piece, negative ? "-" : piece->plus ? "+" : piece->blank ? " " : "", text, size);
}

void piece_int(struct out *out, const struct piece *piece, int64_t value)
{
    put_signed(out, piece, value < 0, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

/* Divides the width between the seconds, the point and the decimals, as GNU stat does. */
static struct piece seconds_piece(const struct piece *piece, int precision)
{
    struct piece seconds = *piece;
    int left = piece->width - 1 - precision;

    seconds.dot = false;
    seconds.precision = 0;
    if (precision > 0 && piece->width > 1) {
        seconds.width = left > 1 && !piece->left ? left : 0;
        seconds.left = left > 1 ? false : piece->left;
    }
    return seconds;
}

void piece_time(struct out *out, const struct piece *piece, struct timespec time)
{
    int precision = !piece->dot ? 0 : piece->digits ? piece->precision : 9, shown = precision < 9 ? precision : 9;
    bool negative = time.tv_sec < 0;
    long divisor = 1, fraction = time.tv_nsec;
    char digits[10];

    for (int i = shown; i < 9; i++)
        divisor *= 10;
    if (negative && fraction != 0) { /* GNU stat rounds towards the past */
        fraction = 1000000000 / divisor - fraction / divisor - (fraction % divisor != 0);
        time.tv_sec += fraction != 0;
    } else
        fraction /= divisor;
    struct piece seconds = seconds_piece(piece, precision);
    int written = put_signed(out, &seconds, negative, negative ? -(uint64_t)time.tv_sec : (uint64_t)time.tv_sec);
    if (precision == 0)
        return;
    for (int i = shown; i > 0; i--, fraction /= 10)
        digits[i - 1] = (char)('0' + fraction % 10);
    out_char(out, '.');
    out_raw(out, digits, (size_t)shown);
    put_many(out, '0', precision - shown);
    if (piece->width - written > 1) { /* GNU stat pads even if the text is longer than the width */
        int left = piece->width - written - 1 - shown;
        put_many(out, ' ', (left < 0 ? -left : left) - (precision - shown));
    }
}
