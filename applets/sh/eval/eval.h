/* SPDX-License-Identifier: MIT */
/* Running syntax trees in a session: expand.c makes words and values, arith.c computes, call.c runs operations,
 * builtins and defs, control.c the statements with blocks, eval.c statements and blocks as such. Functions that may
 * fail return 0, or -1 with session->fail filled in. */
#ifndef XOS_SH_EVAL_EVAL_H
#define XOS_SH_EVAL_EVAL_H

#include "sh/session.h"

/* The memory of a block's statements, which is freed after each statement. */
struct scope {
    struct arena arena, *outer;
    char memory[1024];
};

void scope_enter(struct session *session, struct scope *scope);
void scope_leave(struct session *session, struct scope *scope);

/* A statement that runs in the middle of another one: what is set back after it. */
struct aside {
    struct fail *fail;
    const char *source;
    unsigned long line;
    unsigned catching;
    int status, errnum;
};

/* Begins it: its failures go to fail and are printed. */
void aside_enter(struct session *session, struct aside *aside, struct fail *fail);
void aside_leave(struct session *session, const struct aside *aside);

/* Runs the statements of a block in order; each failure prints its message. */
void run_block(struct session *session, const struct node *node);

/* Runs one statement completely: sets $? and $errno, and prints a failure or passes it to catch. With reply (may be
 * NULL) the value is returned there instead of being printed. */
void run_statement(struct session *session, const struct node *node, const struct value **reply);

/* Runs a statement for its value, which is written to out, and its status. */
int run_node(struct session *session, const struct node *node, struct out *out, int *status);

/* The value of a statement. NULL if it failed. */
const struct value *run_for_value(struct session *session, const struct node *node, int *status);

/* Records the result of a statement (a failure is in session->fail) and prints a failure's message. */
void conclude(struct session *session, int status);

/* expand.c: expands a term to a word, terms to words, and terms to values. All memory belongs to the statement's arena.
 */
int expand_word(struct session *session, const struct term *term, struct word *word);
int expand_words(struct session *session, const struct term *terms, size_t count, struct words *words);
const struct value *expand_value(struct session *session, const struct term *term);
int expand_values(struct session *session, const struct term *terms, size_t count, struct arguments *arguments);

/* Copies a record or list, which may be in a variable's memory, before a statement that may change the variable. */
int keep_tree(struct session *session, const struct value **value);

/* Copies a word that may be in a variable's memory, before a statement that may change the variable. */
int keep_word(struct session *session, struct word *word);

/* Converts values to words. */
int arguments_to_words(struct session *session, const struct arguments *arguments, struct words *words);

/* arith.c: the value of an expression: an integer, or true or false. NULL if it failed. */
const struct value *compute(struct session *session, const struct expression *expression);

/* True if a value counts as true: not empty, not 0 and not false. */
bool is_true(const struct value *value);

/* call.c: runs a command made of terms, the first of which names it. */
int call_terms(struct session *session, const struct term *terms, size_t count, struct out *out, int *status);

/* Runs the command called name with these values as arguments. */
int call_values(struct session *session, struct word name, const struct arguments *arguments, struct out *out,
                int *status);

/* Runs an operation with its words. */
int call_operation(struct session *session, const struct command *command, struct words words, struct out *out,
                   int *status);

/* Runs a command of the shell: the operation system. */
int call_shell(struct session *session, struct word command, struct out *out, int *status);

/* Runs what was deferred in a frame, the newest first. */
void run_deferred(struct session *session, struct frame *frame);

/* Keeps a NODE_DEFER until the frame ends. */
int defer_node(struct session *session, const struct node *node);

/* control.c: if, while, for and try; def. */
int run_if(struct session *session, const struct node *node, int *status);
int run_while(struct session *session, const struct node *node, int *status);
int run_for(struct session *session, const struct node *node, int *status);
int run_try(struct session *session, const struct node *node, int *status);
int run_def(struct session *session, const struct node *node);

/* Enters a def, source or hook; false with the failure recorded if too many are nested. */
bool depth_enter(struct session *session, const char *what, unsigned most);

/* Leaves it; -1 with the failure recorded if this is the outermost one and something inside was nested too deeply. */
int depth_leave(struct session *session, const char *what, unsigned most);

/* fork.c: NODE_FORK and NODE_FORKPTY. */
int run_fork(struct session *session, const struct node *node, struct out *out, int *status);

#endif
