/* SPDX-License-Identifier: MIT */
/* Requests that run in children, "async": true: each child writes its reply to a pipe, and the session copies it to its
 * output when it is complete. */
#ifndef XOS_SH_ASYNC_H
#define XOS_SH_ASYNC_H

#include "sh/run.h"

enum { ASYNC_PARENT = -1, ASYNC_FAILED = -2 };

/* Starts a child for a request. In the child, the descriptor for its reply, which it writes before it ends. In the
 * session, ASYNC_PARENT, or ASYNC_FAILED with session->fail filled in. */
int async_start(struct session *session, struct reply_id id);

#endif
