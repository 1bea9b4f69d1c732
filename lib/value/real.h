/* SPDX-License-Identifier: MIT */
/* Floating-point numbers as text, without the C library's printf and strtold, which are 20 KB of musl. */
#ifndef XOS_VALUE_REAL_H
#define XOS_VALUE_REAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REAL_ROOM = 64 }; /* bytes: enough for 36 digits, sign, point and exponent */

/* Writes a finite value as printf's %.*Lg: with so many significant digits (1 to 36), correctly rounded, and without
 * trailing zeros. text has REAL_ROOM bytes and gets a NUL. Returns the length. */
size_t real_write(char *text, int digits, long double value);

/* Writes a finite value of a type with `mantissa` bits and the lowest exponent `lowest`, as in real_read, with as few
 * digits as real_read needs to read it again, in the form of real_write. Returns the length. */
size_t real_write_shortest(char *text, long double value, int mantissa, int lowest);

enum { REAL_DIGITS = 800 }; /* enough for every double, which has at most 767 significant digits */

/* Writes all significant digits of a finite double that is not negative, exactly, without a point: it is 0.DIGITS *
 * 10^*point. Returns their number, 0 for zero. */
int real_digits(char digits[REAL_DIGITS], double value, int *point);

/* Reads the exponent of a decimal or hexadecimal number, which ends the text at end: digits with a sign or without.
 * Returns false if it is not one. One of more than 16 digits becomes another that is far beyond every number. */
bool exponent_read(const char *at, const char *end, int64_t *exponent);

/* Reads the whole text as strtold(3) does in the C locale: a decimal or hexadecimal number, inf, infinity or nan, with
 * a sign or without. *value is the nearest number of a type with `mantissa` bits and the lowest exponent `lowest`
 * (FLT_MANT_DIG and FLT_MIN_EXP, DBL_..., LDBL_...); a value too large for a long double is infinite, one too large for
 * the type becomes so when it is converted. Returns false if the text is not a number. */
bool real_read(const char *text, size_t size, int mantissa, int lowest, long double *value);

#endif
