/* SPDX-License-Identifier: MIT */
/* A quotient of two integers in decimal, without floating point. */
#ifndef XOS_VALUE_QUOTIENT_H
#define XOS_VALUE_QUOTIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUOTIENT_DIGITS = 40, QUOTIENT_ROOM = QUOTIENT_DIGITS + 32 };

/* Writes dividend / divisor (not 0) to text, which has QUOTIENT_ROOM bytes, as printf(3)'s %.*g does with that many
 * significant digits (0 is 1; at most QUOTIENT_DIGITS are given), or as %#.*g. The digits are those of the exact
 * quotient, rounded half to even. Returns the length. */
size_t quotient_write(char *text, uint64_t dividend, uint64_t divisor, size_t digits, bool alternate);

#endif
