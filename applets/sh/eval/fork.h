/* SPDX-License-Identifier: MIT */
/* Children of a session that go on as xsh. */
#ifndef XOS_SH_EVAL_FORK_H
#define XOS_SH_EVAL_FORK_H

#include "sh/eval/eval.h"

/* In a new child: nothing that the session owes others (replies, deferred statements, the prompt) is done here. */
void child_begin(struct session *session);

/* Forgets the statements of register_at_fork. */
void hooks_clear(struct session *session);

#endif
