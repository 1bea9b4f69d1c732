/* SPDX-License-Identifier: MIT */
/* --sort: the order of the entries of a directory. */
#ifndef XOS_WALK_ORDER_H
#define XOS_WALK_ORDER_H

#include "walk/context.h"

/* Reads args->sort into walk->order and the walk's options. 0, or -1 with the failure recorded. */
int order_read(struct xwalk *walk);

/* Names with numbers in them, compared number by number: a9 before a10. */
int order_natural(const char *a, const char *b);

#endif
