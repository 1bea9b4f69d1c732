/* SPDX-License-Identifier: MIT */
/* A record's message: MSG % ARGS. */
#ifndef XOS_LOG_MESSAGE_H
#define XOS_LOG_MESSAGE_H

#include "log/text.h"

/* Appends msg with its conversions (%s %d %x %f %% and so on) replaced by args, one after the other. NULL, or the words
 * for what is wrong: text has no meaning then. */
const char *log_message(struct word msg, struct words args, struct log_text *text);

#endif
