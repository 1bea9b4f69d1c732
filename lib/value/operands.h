/* SPDX-License-Identifier: MIT */
/* Operands from a file, for lists too long for a command line: what --files0-from names. */
#ifndef XOS_CLI_OPERANDS_H
#define XOS_CLI_OPERANDS_H

#include "value/arena.h"
#include "value/fail.h"
#include "value/word.h"

/* Sets *operands to the items of the file from ("-" is standard input), each closed by a NUL byte; the last one may do
 * without. 0, or -1 with the failure recorded: no item may be empty. */
int operands_read(struct arena *arena, struct fail *fail, const char *from, struct words *operands);

#endif
