/* SPDX-License-Identifier: MIT */
/* Reads statements and requests, and runs them in order. */
#ifndef XOS_SH_RUN_H
#define XOS_SH_RUN_H

#include "sh/session.h"

/* Runs the statements of a source. name is its name in messages; NULL at the prompt. */
void session_run(struct session *session, struct source *source, const char *name);

/* Runs the statements of a file, or of standard input if path is NULL. Returns 0, or -1 with session->fail filled in if
 * the file cannot be opened. */
int session_file(struct session *session, const char *path);

/* Runs the statements of a text. Returns 0, or -1 if memory is exhausted. */
int session_text(struct session *session, const char *text, size_t size, const char *name);

/* Parses the statements of a text that run later, into separate code with one use. 0, or -1 with session->fail
 * filled in. */
int session_parse(struct session *session, struct word text, struct code **code, const struct node **first);

/* request.c: carries out a request that is a JSON array or object, and replies. */
void request_run(struct session *session, struct word text);

/* While requests run in children: waits until fd has input, and writes replies that are complete. With fd -1, waits for
 * all replies. */
void async_wait(struct session *session, int fd);

/* reply.c: writes one line for a statement with that id (data NULL: no id): the value, or session->fail if value is
 * NULL. */
struct reply_id {
    struct word text;
    bool number;
};
void reply_write(struct session *session, struct out *out, struct reply_id id, const struct value *value);

#endif
