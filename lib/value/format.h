/* SPDX-License-Identifier: MIT */
/* Short texts from a format, without the C library's printf: that brings floats, wide characters and streams along. */
#ifndef XOS_VALUE_FORMAT_H
#define XOS_VALUE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Formats text, which has a capacity of size bytes (at least one); the result is truncated if necessary and always
 * NUL-terminated. Supports %s, %.*s, %.Ns, %c, %d, %ld, %lld, %u, %lu, %llu, %zu and %%, as in printf; after any other
 * conversion the rest of format is copied unchanged. Returns the full length, as snprintf: if it is not below size, the
 * text was truncated. */
size_t format_text(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same with a va_list. */
size_t format_args(char *text, size_t size, const char *format, va_list args);

#endif
