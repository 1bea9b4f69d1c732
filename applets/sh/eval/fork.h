/* SPDX-License-Identifier: MIT */
/* Children of a session that go on as xsh. */
#ifndef XOS_SH_EVAL_FORK_H
#define XOS_SH_EVAL_FORK_H

#include "sh/eval/eval.h"

/* Prepares a new child: pending replies, deferred statements and the prompt belong to the parent. */
void child_begin(struct session *session);

/* Removes the statements of register_at_fork. */
void hooks_clear(struct session *session);

#endif
