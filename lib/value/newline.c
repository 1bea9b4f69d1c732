/* SPDX-License-Identifier: MIT */
/* Line ends. */
#include "value/newline.h"

#include <string.h>

/* Writes the line end of the mode. */
static char *put_end(char *to, enum newline_mode mode)
{
    if (mode != NEWLINE_LF)
        *to++ = '\r';
    if (mode != NEWLINE_CR)
        *to++ = '\n';
    return to;
}

/* The first \n or \r from at on; end if there is none. next_cr is where the next \r is known to be, end for nowhere, so
 * that text without \r is searched for it once. */
static const char *next_end(const char *at, const char *end, const char **next_cr)
{
    if (*next_cr != NULL && *next_cr < at)
        *next_cr = memchr(at, '\r', (size_t)(end - at));
    const char *limit = *next_cr != NULL ? *next_cr : end;
    const char *found = memchr(at, '\n', (size_t)(limit - at));
    return found != NULL ? found : limit;
}

size_t newline_convert(struct newline *newline, const char *text, size_t size, char *to)
{
    const char *at = text, *end = text + size, *next_cr = size > 0 ? memchr(text, '\r', size) : NULL;
    char *start = to;

    if (newline->mode == NEWLINE_KEEP) {
        memcpy(to, text, size);
        return size;
    }
    if (size == 0)
        return 0;
    if (newline->held) {
        to = put_end(to, newline->mode);
        at += *at == '\n';
        newline->held = false;
    }
    while (at < end) {
        const char *stop = next_end(at, end, &next_cr);
        memcpy(to, at, (size_t)(stop - at));
        to += stop - at;
        if (stop == end)
            break;
        at = stop + 1;
        if (*stop == '\r' && at == end) {
            newline->held = true;
            break;
        }
        at += *stop == '\r' && *at == '\n';
        to = put_end(to, newline->mode);
    }
    return (size_t)(to - start);
}

size_t newline_end(struct newline *newline, char *to)
{
    char *end = newline->held ? put_end(to, newline->mode) : to;

    newline->held = false;
    return (size_t)(end - to);
}

/* Sets the lowest bit in each of the eight bytes that equals byte. */
static uint64_t equal_bytes(uint64_t eight, unsigned char byte)
{
    const uint64_t low = 0x7f7f7f7f7f7f7f7f;
    uint64_t other = eight ^ (byte * (uint64_t)0x0101010101010101);

    return ~(((other & low) + low) | other | low) >> 7;
}

/* The sum of the eight bytes, each at most 31. */
static size_t sum_bytes(uint64_t eight)
{
    return (size_t)(eight * 0x0101010101010101 >> 56);
}

size_t characters_in(const char *text, size_t size)
{
    enum { ROUNDS = 31 };
    size_t count = 0, at = 0;
    uint64_t eight;

    while (size - at >= 8) {
        uint64_t sums = 0;
        for (int i = 0; i < ROUNDS && size - at >= 8; i++, at += 8) {
            memcpy(&eight, text + at, 8);
            sums += ~(eight >> 7 & ~eight >> 6) & 0x0101010101010101; /* not 10xxxxxx */
        }
        count += sum_bytes(sums);
    }
    for (; at < size; at++)
        count += ((unsigned char)text[at] & 0xc0) != 0x80;
    return count;
}

/* The line ends in text without \r. */
static size_t count_lf(const char *text, size_t size)
{
    enum { ROUNDS = 31 };
    size_t count = 0, at = 0;
    uint64_t eight;

    while (size - at >= 8) {
        uint64_t sums = 0;
        for (int i = 0; i < ROUNDS && size - at >= 8; i++, at += 8) {
            memcpy(&eight, text + at, 8);
            sums += equal_bytes(eight, '\n');
        }
        count += sum_bytes(sums);
    }
    for (; at < size; at++)
        count += text[at] == '\n';
    return count;
}

/* Moves over text without \r. */
static void move_plain(struct place *place, const char *text, size_t size)
{
    const char *last = size > 0 ? memrchr(text, '\n', size) : NULL;

    place->lines += count_lf(text, size);
    if (last != NULL) {
        place->characters = 0;
        size -= (size_t)(last + 1 - text);
        text = last + 1;
    }
    place->characters += characters_in(text, size);
}

void place_move(struct place *place, const char *text, size_t size)
{
    const char *end = text + size, *stop;

    while (text < end) {
        if (place->after_cr) {
            place->after_cr = false;
            text += *text == '\n';
            continue;
        }
        stop = memchr(text, '\r', (size_t)(end - text));
        move_plain(place, text, (size_t)((stop != NULL ? stop : end) - text));
        if (stop == NULL)
            return;
        place->lines++;
        place->characters = 0;
        place->after_cr = true;
        text = stop + 1;
    }
}
