/* SPDX-License-Identifier: MIT */
/* The patterns of gitignore(5), as git's own matcher reads them. */
#ifndef XOS_WALK_WILD_H
#define XOS_WALK_WILD_H

#include <stdbool.h>

/* True if pattern matches the whole text. With slashes a "*", "?" or set does not match a slash, and "**" between
 * slashes stands for any number of directories; without, text has no slash. A malformed pattern matches nothing. */
bool wild_matches(const char *pattern, const char *text, bool slashes);

/* False if the pattern has a set that is not closed or ends in a backslash. */
bool wild_is_valid(const char *pattern);

#endif
