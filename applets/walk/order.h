/* SPDX-License-Identifier: MIT */
/* --sort: the order of a directory's entries. */
#ifndef XOS_WALK_ORDER_H
#define XOS_WALK_ORDER_H

#include "walk/context.h"

/* Reads args->sort into walk->order and the walk's options. Returns 0, or -1 with the failure recorded. */
int order_read(struct xwalk *walk);

/* Compares names with numbers number by number: a9 before a10. */
int order_natural(const char *a, const char *b);

#endif
