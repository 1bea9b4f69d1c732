/* SPDX-License-Identifier: MIT */
/* Finding rows by name. */
#ifndef XOS_OPS_REGISTRY_H
#define XOS_OPS_REGISTRY_H

#include "table/op.h"

/* The operation of that name ('-' and '_' are the same) among the chapters, a list that ends with NULL; NULL if there is
 * no such operation. The name may begin with its module's: "os.stat". A row whose bare name an earlier chapter has is
 * named with its module in the table: "platform.system". */
const struct op *op_find(const struct chapter *const *chapters, struct word name);

/* The chapter that holds op; NULL for an applet. */
const struct chapter *op_chapter(const struct chapter *const *chapters, const struct op *op);

/* True where two names are the same but for '-' and '_'. */
bool name_matches(struct word word, const char *name);

/* How many edits part a from b, up to limit: for "did you mean". */
int name_distance(struct word a, const char *b, int limit);

/* From how many edits on a name is too far from what was typed to have been meant: the fewer, the shorter it is. */
int name_far(struct word typed);

#endif
