/* SPDX-License-Identifier: MIT */
/* What failed, and why: recorded where a failure arises, with the exit status that follows from it. out/fail.h prints
 * it. A function that records a failure returns -1, so that its caller can end with `return fail_errno(...)`. */
#ifndef XOS_VALUE_FAIL_H
#define XOS_VALUE_FAIL_H

#include <stdbool.h>

#include <stddef.h>

/* The command line that is carried out: usage errors are about it. */
struct fail_command {
    const char *op;    /* the name of its row; NULL before one is found */
    const char *typed; /* the name that the user typed for it */
    bool applet;       /* the row is an applet, a command by itself */
};

struct fail {
    int status;         /* EX_ status; 0 while nothing has failed */
    int errnum;         /* the errno; 0 for a usage error and for a failure that no system call reported */
    const char *op;     /* the operation's name; NULL before one is found */
    const char *step;   /* the part of the operation that failed ("open of FD 3"); NULL for the operation itself */
    const char *path;   /* what it failed on; NULL if nothing can be named */
    const char *path2;  /* the second path, if there are two */
    const char *list;   /* the list that the operand came from (--files0-from), if item is not 0 */
    size_t item;        /* the operand's place in it, from 1; kept until the caller sets it to 0 */
    const char *source; /* the script whose line failed: the message begins with it; NULL outside scripts */
    unsigned long line;
    const char *calls; /* how the script came there, behind the message; NULL if there is nothing to say */
    bool row;          /* op is the row whose arguments a session found wrong: its help explains */
    struct fail_command command;
    char text[512]; /* the words, if they are not errno's */
};

/* Records errnum (positive) on path and path2 (each may be NULL; borrowed: they must live until the failure is
 * printed). Returns -1. */
int fail_errno(struct fail *fail, int errnum, const char *path, const char *path2);

/* Records that memory could not be allocated: ENOMEM, on nothing that can be named. Returns -1. */
int fail_no_memory(struct fail *fail);

/* As fail_errno for a process that could not be created: EAGAIN is EX_OSERR then, not EX_TEMPFAIL. Returns -1. */
int fail_process(struct fail *fail, int errnum, const char *path);

/* Records a failure in the caller's words, with an EX_ status. Returns -1. */
int fail_words(struct fail *fail, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* fail_words with EX_USAGE. Returns -1. */
int fail_usage(struct fail *fail, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets the failure, keeping op, command, list and item. */
void fail_clear(struct fail *fail);

#endif
