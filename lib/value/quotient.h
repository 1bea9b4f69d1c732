/* SPDX-License-Identifier: MIT */
/* Writes the quotient of two integers in decimal, without floating point. */
#ifndef XOS_VALUE_QUOTIENT_H
#define XOS_VALUE_QUOTIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUOTIENT_DIGITS = 40, QUOTIENT_ROOM = QUOTIENT_DIGITS + 32 };

/* Writes dividend / divisor (not 0) to text (capacity: QUOTIENT_ROOM bytes) in the form of printf(3)'s %.*g with that
 * many significant digits (0 means 1; at most QUOTIENT_DIGITS), or of %#.*g. The digits are those of the exact
 * quotient, rounded half to even. Returns the length. */
size_t quotient_write(char *text, uint64_t dividend, uint64_t divisor, size_t digits, bool alternate);

#endif
