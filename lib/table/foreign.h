/* SPDX-License-Identifier: MIT */
/* Spellings that people know from other programs, and what xos calls it. */
#ifndef XOS_TABLE_FOREIGN_H
#define XOS_TABLE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

/* What another program calls typed, an option without its dashes: the name of a parameter in *ours. There may be
 * several; *at is 0 at first and counts them. False after the last. */
bool foreign_option(struct word typed, size_t *at, struct word *ours);

/* The words of xos that do what the command typed does elsewhere: "xwalk --du" for du. False if none are known. */
bool foreign_command(struct word typed, struct word *ours);

#endif
