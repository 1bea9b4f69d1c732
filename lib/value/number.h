/* SPDX-License-Identifier: MIT */
/* Numbers in text: read exactly or not at all, written without printf. */
#ifndef XOS_VALUE_NUMBER_H
#define XOS_VALUE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "value/word.h"

enum { NUMBER_ROOM = 48 }; /* bytes; enough for any text written here */

/* An integer as read: sign and magnitude, so that every range can be checked. */
struct number {
    bool negative;
    bool beyond; /* the magnitude exceeds 64 bits: outside of all ranges */
    uint64_t magnitude;
};

/* The value of a digit of base 16 or less, in upper or lower case; 16 for any other byte. */
static inline int digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : 16;
}

/* Reads up to most digits of base (at most 16) from *at to end, and moves *at past them. end may be NULL if the text
 * ends with a NUL byte. Returns their value; 0 if there are none. */
unsigned digits_read(const char **at, const char *end, int base, int most);

/* Reads a width or precision of a format, in decimal digits, as digits_read; 0 if there are none. Returns false if it
 * exceeds most: *at is then the digit that made it too large. */
bool width_read(const char **at, const char *end, int most, int *width);

/* Reads an integer: decimal, 0x…, 0o…, octal after a leading 0, or always octal if base is 8; with an optional sign,
 * without blanks or trailing bytes. False if word is not an integer. */
bool number_read(struct word word, int base, struct number *number);

/* As number_read, with an optional unit: K M G T P E (or KiB …) by 1024, KB MB … by 1000. */
bool number_read_size(struct word word, struct number *number);

/* Converts number if it is within [low, high]; else returns false. */
bool number_to_int64(struct number number, int64_t low, int64_t high, int64_t *value);
bool number_to_uint64(struct number number, uint64_t high, uint64_t *value);

/* Writes value in decimal to text (capacity: NUMBER_ROOM bytes). Returns the length. */
size_t uint_write(char *text, uint64_t value);
size_t int_write(char *text, int64_t value);
/* Writes value / 10^decimals with all decimals: 1234 and 2 give 12.34. */
size_t decimal_write(char *text, int64_t value, int decimals);
/* Bytes in the largest unit that leaves at least 1, with one decimal below 10: 999, 1.2K, 17M. Rounded up. */
size_t size_write(char *text, uint64_t size);
/* Writes seconds with nine decimals; also for times before the epoch. */
size_t time_write(char *text, struct timespec time);
/* Writes nanoseconds since the epoch, exactly, also beyond 64 bits. */
size_t time_write_ns(char *text, struct timespec time);

#endif
