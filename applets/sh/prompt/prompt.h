/* SPDX-License-Identifier: MIT */
/* A person at the prompt. */
#ifndef XOS_SH_PROMPT_PROMPT_H
#define XOS_SH_PROMPT_PROMPT_H

#include "sh/session.h"

/* Reads statements from the terminal and runs them until Ctrl-D or exit. */
void prompt_run(struct session *session);

/* Before a line is read: what Ctrl-C interrupted is over, the line on which output ended is closed. */
void prompt_ready(struct session *session);

/* history.c: finds the file and returns its text, *size bytes for the caller to free; NULL if there is nothing. A
 * failure is printed once, and no history is kept then. */
char *history_open(struct session *session, size_t *size);

/* Adds a line to the file, unless it begins with a blank or is empty. True if it belongs into the history. */
bool history_keep(struct session *session, const char *text, size_t size);
void history_close(struct session *session);

/* colour.c: prints values as out_plain does, in colours. */
extern const struct out_writer out_coloured;

#endif
