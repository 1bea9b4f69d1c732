/* SPDX-License-Identifier: MIT */
/* What the options mean: which callbacks the walk gets. */
#ifndef XOS_WALK_OPTIONS_H
#define XOS_WALK_OPTIONS_H

#include "walk/context.h"

/* Fills in walk from walk->args, all but the tops. 0, or -1 with the failure recorded. */
int options_read(struct xwalk *walk);

#endif
