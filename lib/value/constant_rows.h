/* SPDX-License-Identifier: MIT */
/* Defines families of constants. A list has a line for each constant:
 *
 *     #define SEEK_WHENCE_LIST(HERE, VALUE, ELSEWHERE) \
 *         HERE(SEEK_SET)                 of a header
 *         VALUE("SEEK_DATA", 3)          with its number
 *         ELSEWHERE("SEEK_END2", "BSD")  this platform lacks it; the platform that has it
 *     FAMILY(seek_whence, "SEEK_*", NULL, SEEK_WHENCE_LIST);
 *
 * The program has a family's names in one string and its values in four bytes each: a row with a pointer and a value of
 * 64 bits would need 16 bytes. A value is from CONSTANT_LEAST on and below UINT32_MAX + CONSTANT_LEAST. */
#ifndef XOS_VALUE_CONSTANT_ROWS_H
#define XOS_VALUE_CONSTANT_ROWS_H

#include "value/constants.h"

#define CONSTANT_NAME_HERE(name) #name "\0"
#define CONSTANT_NAME_VALUE(name, value) name "\0"
#define CONSTANT_NAME_ELSEWHERE(name, platform) CONSTANT_ELSEWHERE name "\0" platform "\0"

/* The value in 32 bits; a value that needs more does not compile. */
#define CONSTANT_FITS(value) ((int64_t)(value) >= CONSTANT_LEAST && (int64_t)(value) < UINT32_MAX + CONSTANT_LEAST)
#define CONSTANT_BITS(value) (uint32_t)(value) + 0 * sizeof(char[CONSTANT_FITS(value) ? 1 : -1])
#define CONSTANT_VALUE_HERE(name) CONSTANT_BITS(name),
#define CONSTANT_VALUE_VALUE(name, value) CONSTANT_BITS(value),
#define CONSTANT_VALUE_ELSEWHERE(name, platform) 0,

/* Defines a family: its name, the Python release that first documents it or NULL, and its list. */
#define FAMILY(variable, title, since, LIST) \
    static const uint32_t variable##_values[] = { \
        LIST(CONSTANT_VALUE_HERE, CONSTANT_VALUE_VALUE, CONSTANT_VALUE_ELSEWHERE)}; \
    const struct family variable = {title, since, \
                                    LIST(CONSTANT_NAME_HERE, CONSTANT_NAME_VALUE, CONSTANT_NAME_ELSEWHERE), \
                                    variable##_values, sizeof variable##_values / sizeof variable##_values[0]}

#endif
