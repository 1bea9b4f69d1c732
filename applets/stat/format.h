/* SPDX-License-Identifier: MIT */
/* A format of GNU stat's, read, and the writing of values by printf's rules. */
#ifndef XOS_STAT_FORMAT_H
#define XOS_STAT_FORMAT_H

#include "stat/xstat.h"

/* A piece of a format: text as it stands, or one directive. */
struct piece {
    const char *literal; /* NULL for a directive */
    size_t size;
    char letter;
    char part;                               /* 'H' or 'L' of a device's number; 0 for the whole */
    bool left, plus, blank, alternate, zero; /* - + blank # 0 */
    bool bare;                               /* no flag, width or precision at all */
    bool dot, digits;                        /* a precision, and whether it was spelt out */
    int width, precision;
};

struct format {
    size_t count;
    const struct piece *pieces;
};

/* Writes a value by the rules of printf's %s, %u %o %x (base 10, 8, 16) and %d. */
void piece_string(struct out *out, const struct piece *piece, const char *data, size_t size);
void piece_uint(struct out *out, const struct piece *piece, uint64_t value, unsigned base);
void piece_int(struct out *out, const struct piece *piece, int64_t value);

/* Seconds since the epoch; the precision is the number of decimals, nine for a lone point. */
void piece_time(struct out *out, const struct piece *piece, struct timespec time);

#endif
