/* What an argument may be: words for whoever completes a statement or a command line. */
#ifndef XOS_OPS_CANDIDATES_H
#define XOS_OPS_CANDIDATES_H

#include "ops/op.h"

/* Gets each candidate, as a whole word in place of the one begun; it need not begin as that one does. */
typedef void candidate_sink(void *context, struct word candidate);

/* The candidates for word, an argument of op behind the arguments before it: option names, constants of the parameter's
 * families (behind a | or , again), yes and no. True where a path fits. */
bool candidates_argument(const struct op *op, struct words before, struct word word, candidate_sink *sink, void *context);

#endif
