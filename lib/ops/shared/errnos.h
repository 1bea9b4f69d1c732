/* SPDX-License-Identifier: MIT */
/* The failures of operations that take an errno by name. */
#ifndef XOS_OPS_SHARED_ERRNOS_H
#define XOS_OPS_SHARED_ERRNOS_H

#include "table/op.h"

/* Records that no errno is meant by the word (EX_DATAERR); the message suggests the nearest name. Returns -1. */
int errno_unknown(struct call *call, struct word word);

/* Records that the errno exists on other systems only (EX_UNAVAILABLE). Returns -1. */
int errno_elsewhere(struct call *call, const struct constant *constant);

#endif
