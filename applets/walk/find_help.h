/* SPDX-License-Identifier: MIT */
/* --find-help: a find expression in xwalk's options. */
#ifndef XOS_WALK_FIND_HELP_H
#define XOS_WALK_FIND_HELP_H

#include "table/op.h"

/* Writes the xwalk command that does what find does with these words. 0, or -1 with the failure recorded: 64 for a word
 * that has no equivalent. */
int find_help(struct call *call, struct words words);

#endif
