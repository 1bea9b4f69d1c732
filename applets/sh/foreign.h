/* SPDX-License-Identifier: MIT */
/* Foreign functions as values of a session, xsh --ffi: libexec/xos/ffi holds libraries and memory, and makes the calls.
 * A library, function, callback or C object is a record whose first member is its number there. */
#ifndef XOS_SH_FOREIGN_H
#define XOS_SH_FOREIGN_H

#include "sh/session.h"

#ifdef HAVE_LIBFFI

/* "value" or "contents" of a C object, as it is now. NULL for another field, and with the failure recorded. */
const struct value *foreign_field(struct session *session, const struct value *value, struct word name);

/* In a child of the session: the program serves the parent alone. */
void foreign_forget(struct session *session);

/* At the end of a session: the program ends. */
void foreign_end(struct session *session);

#else

#define foreign_field(session, value, name) ((const struct value *)NULL)
#define foreign_forget(session) ((void)(session))
#define foreign_end(session) ((void)(session))

#endif

#endif
