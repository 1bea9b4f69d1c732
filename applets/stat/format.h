/* SPDX-License-Identifier: MIT */
/* Formats of GNU stat: their parts, and writing values with printf's rules. */
#ifndef XOS_STAT_FORMAT_H
#define XOS_STAT_FORMAT_H

#include "stat/xstat.h"

/* A piece of a format: literal text, or one directive. */
struct piece {
    const char *literal; /* NULL for a directive */
    size_t size;
    char letter;
    char part;                               /* 'H' or 'L' for a part of a device's number; 0 for all of it */
    bool left, plus, blank, alternate, zero; /* - + blank # 0 */
    bool bare;                               /* without flag, width and precision */
    bool dot, digits;                        /* there is a precision; it has digits */
    int width, precision;
};

struct format {
    size_t count;
    const struct piece *pieces;
};

/* Write a value with the rules of printf's %s, %u %o %x (base 10, 8, 16) and %d. */
void piece_string(struct out *out, const struct piece *piece, const char *data, size_t size);
void piece_uint(struct out *out, const struct piece *piece, uint64_t value, unsigned base);
void piece_int(struct out *out, const struct piece *piece, int64_t value);

/* Writes seconds since the epoch; the precision is the number of decimals, nine for a point without digits. */
void piece_time(struct out *out, const struct piece *piece, struct timespec time);

#endif
