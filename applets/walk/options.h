/* SPDX-License-Identifier: MIT */
/* Turns the options into the walk's callbacks. */
#ifndef XOS_WALK_OPTIONS_H
#define XOS_WALK_OPTIONS_H

#include "walk/context.h"

/* Fills in walk from walk->args, except for the tops. Returns 0, or -1 with the failure recorded. */
int options_read(struct xwalk *walk);

#endif
