/* SPDX-License-Identifier: MIT */
/* Durations: the one grammar for every option that takes a time span. */
#ifndef XOS_VALUE_DURATION_H
#define XOS_VALUE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "value/word.h"

#define DURATION_INF INT64_MAX /* "inf": no end */

/* Reads a duration into *ns, in nanoseconds: digits with at most one point, then a unit (ns, us, ms, s, m, h or d; s if
 * none is given), or "inf". False if word is not a duration, if it has digits below the nanosecond other than 0, or if
 * it does not fit in 64 bits. A duration has no sign. */
bool duration_read(struct word word, int64_t *ns);

#endif
