/* SPDX-License-Identifier: MIT */
/* Option and command names of other programs, and the corresponding names of xos. */
#ifndef XOS_TABLE_FOREIGN_H
#define XOS_TABLE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

/* For an option of another program, typed without its dashes: sets *ours to the name of the corresponding parameter.
 * There may be several: start with *at = 0 and call again. Returns false after the last. */
bool foreign_option(struct word typed, size_t *at, struct word *ours);

/* The words of xos that do what the command typed does elsewhere: "xwalk --du" for du. False if none are known. */
bool foreign_command(struct word typed, struct word *ours);

#endif
