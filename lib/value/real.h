/* SPDX-License-Identifier: MIT */
/* Floating-point numbers in decimal, without the C library's printf, which is 14 KB of musl. */
#ifndef XOS_VALUE_REAL_H
#define XOS_VALUE_REAL_H

#include <stddef.h>

enum { REAL_ROOM = 64 }; /* bytes: enough for 36 digits, sign, point and exponent */

/* Writes a finite value as printf's %.*Lg: with so many significant digits (1 to 36), correctly rounded, and without
 * trailing zeros. text has REAL_ROOM bytes and gets a NUL. Returns the length. */
size_t real_write(char *text, int digits, long double value);

#endif
