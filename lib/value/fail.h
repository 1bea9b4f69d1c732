/* SPDX-License-Identifier: MIT */
/* A failure and its cause. It is recorded where it occurs, with the resulting exit status; out/fail.h prints it.
 * Functions that record a failure return -1, so that a caller can end with `return fail_errno(...)`. */
#ifndef XOS_VALUE_FAIL_H
#define XOS_VALUE_FAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "value/packed.h"

/* The command line being executed, to which usage errors refer. */
struct fail_command {
    const char *op;    /* the name of its row; NULL before one is found */
    const char *typed; /* the name that the user typed for it */
    bool applet;       /* the row is an applet */
};

struct fail {
    int status;         /* EX_ status; 0: no failure */
    int errnum;         /* the errno; 0 for a usage error and for a failure that no system call reported */
    const char *op;     /* the operation's name; NULL before one is found */
    const char *step;   /* the part of the operation that failed ("open of FD 3"); NULL for the operation itself */
    const char *path;   /* the operand that caused it; NULL if there is none */
    const char *path2;  /* the second path, if there are two */
    const char *list;   /* the list that the operand came from (--files0-from), if item is not 0 */
    size_t item;        /* the operand's number in it, from 1; kept until the caller sets it to 0 */
    const char *source; /* the script whose line failed: the message begins with it; NULL outside scripts */
    unsigned long line;
    const char *calls; /* the script's call stack, appended to the message; NULL if it is empty */
    bool row;          /* the arguments of op were wrong in a session: the message refers to its help */
    struct fail_command command;
    char text[512]; /* the message, if it is not errno's */
};

/* Records errnum (positive) for path and path2. Each may be NULL; they are borrowed and must live until the failure is
 * printed. Returns -1. */
int fail_errno(struct fail *fail, int errnum, const char *path, const char *path2);

/* Records that memory could not be allocated: ENOMEM, without an operand. Returns -1. */
int fail_no_memory(struct fail *fail);

/* As fail_errno for a process that could not be created: EAGAIN is EX_OSERR then, not EX_TEMPFAIL. Returns -1. */
int fail_process(struct fail *fail, int errnum, const char *path);

/* Records a failure with the caller's message and an EX_ status. Returns -1. The format is a string literal, with the
 * conversions of value/format.h. The static program decodes it then (value/packed.h): up to half a millisecond. */
#define fail_words(fail, status, format, ...) \
    fail_words_message(fail, status, MESSAGE(format, ##__VA_ARGS__), ##__VA_ARGS__)

/* fail_words with EX_USAGE. Returns -1. */
#define fail_usage(fail, format, ...) fail_usage_message(fail, MESSAGE(format, ##__VA_ARGS__), ##__VA_ARGS__)

/* The functions of these macros. */
int fail_words_message(struct fail *fail, int status, message_text message, ...);
int fail_usage_message(struct fail *fail, message_text message, ...);

/* Clears the failure; keeps op, command, list and item. */
void fail_clear(struct fail *fail);

#endif
