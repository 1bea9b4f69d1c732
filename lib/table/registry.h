/* SPDX-License-Identifier: MIT */
/* Finding rows by name. */
#ifndef XOS_TABLE_REGISTRY_H
#define XOS_TABLE_REGISTRY_H

#include "table/op.h"

/* The operation of that name ('-' and '_' are the same) among the chapters, a list that ends with NULL; NULL if there
 * is no such operation. The name may begin with its module's: "os.stat". A row whose bare name an earlier chapter has
 * is named with its module in the table: "platform.system". */
const struct op *op_find(const struct chapter *const *chapters, struct word name);

/* The chapter that holds op; NULL for an applet. */
const struct chapter *op_chapter(const struct chapter *const *chapters, const struct op *op);

/* A byte of a name as it is compared: '-' is '_'. */
static inline char name_byte(char byte)
{
    return byte == '-' ? '_' : byte;
}

/* True if two names are the same, '-' and '_' being the same. */
bool name_matches(struct word word, const char *name);

/* The same for two words. */
bool words_match(struct word a, struct word b);

#endif
