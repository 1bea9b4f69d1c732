/* SPDX-License-Identifier: MIT */
/* Information about xos itself: the options --list, --help, --search, --install and so on, and completion. */
#ifndef XOS_SELF_SELF_H
#define XOS_SELF_SELF_H

#include "table/op.h"

struct self_option;

/* The option of xos itself that word is ("--list"), or NULL. */
const struct self_option *self_find(const char *word);

/* Runs the option with argc words after it and before words before it, of which only --json is allowed. Both lists may
 * be changed. Returns the exit status. */
int self_run(const struct self_option *option, int before, char **first, int argc, char **argv);

/* xos help [NAME]: as --help. */
int self_help(int argc, char **argv);

/* Refuse a command line: self_unknown_name for a name that is neither an applet nor an operation, self_unknown_option
 * for an option that xos itself does not have, self_refuse with the message `what` and the word culprit (NULL for
 * none). Each prints the message and returns the exit status. */
int self_unknown_name(struct word typed, bool json);
int self_unknown_option(const char *word, bool json);
int self_refuse(const char *what, const char *culprit, bool json);

/* Writes the words, one a line, that the last of the words after an operation's name may become (argc at least 1). True
 * if a file name fits as well. */
bool complete_words(struct out *out, const struct op *op, int argc, char **argv);

#endif
