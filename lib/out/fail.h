/* SPDX-License-Identifier: MIT */
/* What went wrong: filled in where a failure arises, printed in one place, turned into an exit status in one place. */
#ifndef XOS_CLI_FAIL_H
#define XOS_CLI_FAIL_H

#include <stdbool.h>
#include <stddef.h>

struct out;

struct fail {
    int status;         /* EX_ status; 0 while nothing has failed */
    int errnum;         /* the errno; 0 for a usage error and for what no system call said */
    const char *op;     /* the operation's name; NULL before one is found */
    const char *step;   /* the part of the operation that failed ("open of FD 3"); NULL for the operation itself */
    const char *path;   /* what it failed on; NULL where there is nothing to name */
    const char *path2;  /* the second path, where there are two */
    const char *source; /* the script whose line failed: the front of the message; NULL outside scripts */
    unsigned long line;
    char text[512]; /* the words, where they are not errno's */
};

/* Records errnum (positive) on path and path2 (each may be NULL; borrowed, so they must outlive the report). Returns
 * -1, so that an operation can end with `return fail_errno(...)`. */
int fail_errno(struct fail *fail, int errnum, const char *path, const char *path2);

/* As fail_errno for a process that could not be made: EAGAIN is EX_OSERR then, not EX_TEMPFAIL. */
int fail_process(struct fail *fail, int errnum, const char *path);

/* Records a failure that has words of its own, with an EX_ status. Returns -1. */
int fail_words(struct fail *fail, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* fail_words with EX_USAGE. Returns -1. */
int fail_usage(struct fail *fail, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forgets the failure, keeping op. */
void fail_clear(struct fail *fail);

/* Writes the message, one line: to descriptor fd as text, "xos: stat: no/such: No such file or directory [ENOENT]", or
 * with json as the contract's {"error": ...}. A message that cannot be written is dropped: the status still tells. */
void fail_print(const struct fail *fail, int fd, bool json);

/* The members of the JSON error object as a value on out: {"op": ..., ...}. */
void fail_value(const struct fail *fail, struct out *out);

#endif
