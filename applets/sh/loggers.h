/* SPDX-License-Identifier: MIT */
/* Loggers of module logging as values of a session: the result of `getLogger`, and the operations on it. */
#ifndef XOS_SH_LOGGERS_H
#define XOS_SH_LOGGERS_H

#include "sh/session.h"

#if WITH_LOGGING

/* True if the value stands for a logger. */
bool is_logger(const struct value *value);

/* Returns the operation on loggers that has the name of an operation, or NULL. */
const struct builtin *logger_method(struct word name);

/* Returns a field of a logger: level, propagate, disabled, parent, handlers; NULL for other names, or values. */
const struct value *logger_field(struct session *session, const struct value *value, struct word name);

/* At the end of a session: flushes and closes what records were written to. 0, or -1 with the failure recorded. */
int loggers_end(struct session *session);

#else

/* A build without the chapter logging has no loggers. */
#define is_logger(value) ((void)(value), false)
#define logger_method(name) ((const struct builtin *)NULL)
#define logger_field(session, value, name) ((const struct value *)NULL)
#define loggers_end(session) 0

#endif

#endif
