/* SPDX-License-Identifier: MIT */
/* Records as other programs send them: pickles of Python's SocketHandler, messages of syslog. Both come from anybody:
 * what is not understood is refused, and nothing that is read is executed. */
#ifndef XOS_LOG_RECEIVE_H
#define XOS_LOG_RECEIVE_H

#include <stdbool.h>

#include "log/record.h"
#include "value/json.h"

enum { MESSAGE_MOST = 16 * 1024 * 1024 }; /* bytes */

enum message_form { MESSAGE_JSON, MESSAGE_SYSLOG, MESSAGE_PICKLE, MESSAGE_BAD };

/* Cuts the first message from *data, which moves behind it. ended: no more follows. 1 with its form and text (what is
 * wrong if the form is MESSAGE_BAD); 0 if it is not complete; -1 after a malformed one whose end is not known, so that
 * nothing after it can be read. */
int message_take(struct word *data, bool ended, bool datagram, enum message_form *form, struct word *text);

/* Reads a pickle (protocol 1) of a dictionary of strings, numbers, None, booleans, tuples, lists and dictionaries; all
 * other opcodes, which name classes or call functions, are refused. *value gets it as JSON would have it, in the arena.
 * NULL, or the words for what is wrong. */
const char *log_pickle_read(struct arena *arena, struct word data, const struct json **value);

/* Reads a message of syslog, RFC 3164 or 5424, into a record: level, message, and what else there is; fields that
 * logging does not know become extra fields in the arena. created stays unless the message has a time with its offset.
 * NULL, or the words for what is wrong. */
const char *log_syslog_read(struct log_record *record, struct word text, struct arena *arena);

#endif
