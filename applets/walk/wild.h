/* SPDX-License-Identifier: MIT */
/* Patterns of gitignore(5), with the semantics of git's own matcher. */
#ifndef XOS_WALK_WILD_H
#define XOS_WALK_WILD_H

#include <stdbool.h>

/* True if pattern matches the whole text. slashes: "*", "?" and sets do not match a slash, and "**" between slashes
 * matches any number of directories. Without slashes, text must not contain any. A malformed pattern matches nothing.
 */
bool wild_matches(const char *pattern, const char *text, bool slashes);

/* False if the pattern contains an unclosed set or ends in a backslash. */
bool wild_is_valid(const char *pattern);

#endif
