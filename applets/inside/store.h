/* SPDX-License-Identifier: MIT */
/* A writer like those of lib/out that keeps a result in a variable of the shell's: a scalar, an indexed array for a
 * sequence (item by item as they come), an associative array for a record. A record or sequence inside either is its
 * JSON text.
 */
#ifndef XOS_INSIDE_STORE_H
#define XOS_INSIDE_STORE_H

#include "out/fail.h"
#include "out/out.h"

/* The kind of result that the caller accepts: -v any, -a a sequence, -A a record. */
enum store_want { STORE_ANY, STORE_SEQUENCE, STORE_RECORD };

struct store {
    struct out out; /* what the operation writes to */
    const char *name;
    enum store_want want;
    bool stored; /* something is in the variable */
    void *array; /* the variable while it is an array */
    bool associative;
    int64_t index;     /* of the next item */
    struct out nested; /* writes a value inside an array as JSON */
    char *text;        /* bytes that came through a sink: text or JSON; malloc'ed */
    size_t used, capacity;
    struct fail *fail; /* filled in when the result cannot be kept */
    char buffer[512], nested_buffer[512];
};

/* Starts to keep a result in the variable of that name; fail->op stays as the caller has set it. */
void store_start(struct store *store, const char *name, enum store_want want, struct fail *fail);

/* Refuses an operation whose flags tell that its result is of another kind than the caller accepts, before it does
 * anything. 0, or -1 with fail filled in. */
int store_expect(struct store *store, unsigned flags);

/* Adds bytes of text that a command has written. 0 or -errno. */
int store_text(struct store *store, const void *data, size_t size);

/* Ends it: text that came becomes the value, without its last line end; with STORE_SEQUENCE each line is an item.
 * Nothing is the empty value. With failed, the command failed: a variable to which nothing was assigned yet does not
 * change. Frees what the store holds. 0, or -1 with fail filled in. */
int store_end(struct store *store, bool failed);

#endif
