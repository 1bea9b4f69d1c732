/* SPDX-License-Identifier: MIT */
/* Globs as in the shell. They are of bytes, whatever the locale, and take time in proportion to pattern and name. */
#ifndef XOS_VALUE_GLOB_H
#define XOS_VALUE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* True if glob (*, ?, [a-z], [!a-z], [[:alpha:]], \ before a literal character) matches the whole name. A leading dot
 * is not special; an unclosed bracket is literal. */
bool glob_matches(const char *glob, const char *name);

/* The same for a name of size bytes, which cannot contain a NUL byte; folded: the letters A to Z match their lower
 * case. */
bool glob_matches_bytes(const char *glob, const char *name, size_t size, bool folded);

#endif
