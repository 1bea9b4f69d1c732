/* SPDX-License-Identifier: MIT */
/* --confirm: asks on the terminal before an entry is deleted or a program is run. */
#ifndef XOS_WALK_CONFIRM_H
#define XOS_WALK_CONFIRM_H

#include "walk/context.h"

/* Asks "what path?" on standard error, and reads a line of standard input. True if it begins with y or Y, or if
 * --confirm was not given. */
bool confirmed(struct xwalk *walk, const char *what, const char *path);

#endif
