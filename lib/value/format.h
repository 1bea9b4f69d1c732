/* SPDX-License-Identifier: MIT */
/* Short texts from a format, without the C library's printf: that brings floats, wide characters and streams along. */
#ifndef XOS_VALUE_FORMAT_H
#define XOS_VALUE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes what format says to text, which has size bytes (at least one): as much as fits, always followed by a NUL byte.
 * Knows %s, %.*s, %.Ns, %c, %d, %ld, %lld, %u, %lu, %llu, %zu and %%, as printf means them; at any other conversion the
 * text ends with the format as it stands. Returns the length of the whole, as snprintf does: it was cut where that is
 * not below size. */
size_t format_text(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same with the arguments in args. */
size_t format_args(char *text, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));

#endif
