/* SPDX-License-Identifier: MIT */
/* A person at the prompt. */
#ifndef XOS_SH_PROMPT_PROMPT_H
#define XOS_SH_PROMPT_PROMPT_H

#include "sh/session.h"

/* Reads statements from the terminal and runs them until Ctrl-D or exit. */
void prompt_run(struct session *session);

/* Whether lines can be edited on this terminal. */
bool prompt_could_edit(void);

/* Called before a line is read: clears an interrupt by Ctrl-C, and starts a new line if output did not end one. */
void prompt_ready(struct session *session);

/* history.c: opens the file and returns its text, *size bytes that the caller frees; NULL if there is none. A failure
 * is printed once, and then no history is kept. */
char *history_open(struct session *session, size_t *size);

/* Adds a line to the file, unless it is empty or begins with a blank. True if it belongs to the history. */
bool history_keep(struct session *session, const char *text, size_t size);
void history_close(struct session *session);

/* colour.c: prints values as out_plain does, in colours. */
extern const struct out_writer out_coloured;

#endif
