/* SPDX-License-Identifier: MIT */
/* --find-help: translates a find expression to xwalk's options. */
#ifndef XOS_WALK_FIND_HELP_H
#define XOS_WALK_FIND_HELP_H

#include "table/op.h"

/* Writes the xwalk command that does what find does with these words. Returns 0, or -1 with the failure recorded: exit
 * status 64 for a word without an equivalent. */
int find_help(struct call *call, struct words words);

#endif
