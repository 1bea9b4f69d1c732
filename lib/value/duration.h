/* SPDX-License-Identifier: MIT */
/* Durations: one grammar for all options that take a time span. */
#ifndef XOS_VALUE_DURATION_H
#define XOS_VALUE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "value/word.h"

#define DURATION_INF INT64_MAX /* "inf": without end */

/* Reads a duration into *ns (nanoseconds): digits with at most one decimal point, then a unit (ns, us, ms, s, m, h or
 * d; default s), or "inf". A duration has no sign. False if word is not a duration, has a digit other than 0 below the
 * nanosecond, or does not fit in 64 bits. */
bool duration_read(struct word word, int64_t *ns);

#endif
