/* SPDX-License-Identifier: MIT */
/* One use of the builtin: its words and where its result goes. */
#ifndef XOS_INSIDE_REQUEST_H
#define XOS_INSIDE_REQUEST_H

#include "inside/known.h"
#include "inside/store.h"

struct request {
    int argc;
    char **argv;                 /* "xos", then the words after -v NAME, -a NAME or -A NAME; may be changed */
    const char *name;            /* the variable that gets the result; NULL for standard output */
    enum store_want want;        /* what kind of result is wanted for it */
    const struct known *command; /* the operation; NULL for applets and options of xos itself */
    int place;                   /* of the operation's name in argv */
};

/* True if the words are arguments of the operation, as opposed to some that only an applet of the same name takes. */
bool request_fits(const struct request *request);

/* True if the request needs a process that is not the shell's: it ends, replaces or doubles it, waits for a child, or
 * is an applet's. */
bool request_needs_child(const struct request *request);

/* Runs it in the shell's process, or in a child. Returns the exit status; request_in_child may not return (see
 * job_run). */
int request_here(const struct request *request);
int request_in_child(const struct request *request);

#endif
