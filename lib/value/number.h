/* SPDX-License-Identifier: MIT */
/* Numbers in text: read exactly or not at all, written without printf. */
#ifndef XOS_VALUE_NUMBER_H
#define XOS_VALUE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "value/word.h"

enum { NUMBER_ROOM = 48 }; /* bytes that any text written here fits in */

/* A whole number as read: sign and magnitude, so that no range is lost. */
struct number {
    bool negative;
    bool beyond; /* the magnitude exceeds 64 bits: within no range */
    uint64_t magnitude;
};

/* The value of a digit of base 16 or less, in capitals or not; 16 for any other byte. */
static inline int digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : 16;
}

/* Reads an integer: decimal, 0x…, 0o…, leading 0 = octal, or octal throughout where base is 8; an optional sign; no
 * blanks, no trailing bytes. False where word is not one. */
bool number_read(struct word word, int base, struct number *number);

/* As number_read with a unit behind it: K M G T P E (or KiB …) by 1024, KB MB … by 1000. */
bool number_read_size(struct word word, struct number *number);

/* The number within [low, high]; false outside. */
bool number_to_int64(struct number number, int64_t low, int64_t high, int64_t *value);
bool number_to_uint64(struct number number, uint64_t high, uint64_t *value);

/* Writes value in decimal to text, which has NUMBER_ROOM bytes; returns the length. */
size_t uint_write(char *text, uint64_t value);
size_t int_write(char *text, int64_t value);
/* value / 10^decimals with all its decimals: 1234 and 2 give 12.34. */
size_t decimal_write(char *text, int64_t value, int decimals);
/* Bytes in the largest unit that leaves at least 1, with one decimal below 10: 999, 1.2K, 17M. Rounded up. */
size_t size_write(char *text, uint64_t size);
/* Seconds with nine decimals; before the epoch too. */
size_t time_write(char *text, struct timespec time);
/* Nanoseconds since the epoch; exact beyond 64 bits. */
size_t time_write_ns(char *text, struct timespec time);

#endif
