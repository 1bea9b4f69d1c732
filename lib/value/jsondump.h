/* SPDX-License-Identifier: MIT */
/* Reads dumps of extended attributes written by `xattr-tool dump --json`, with a line
 *
 *     {"path": "a", "name": "user.k", "value": {"text": "v"}}
 *
 * for each attribute, or with {"bytes": "base64"} as the value. */
#ifndef XOS_VALUE_JSONDUMP_H
#define XOS_VALUE_JSONDUMP_H

#include "value/arena.h"
#include "value/attrdump.h"

struct json_dump {
    const char *at, *end;            /* the part that is left to read */
    size_t line;                     /* of the entry last read, from 1 */
    const char *wrong;               /* after ATTRDUMP_WRONG: what is wrong with it */
    struct arena arena;              /* the line being read */
    struct arena path;               /* memory of the last path */
    const char *file;                /* that path; NULL before the first */
    struct attrdump_entry attribute; /* an attribute that was read, to be returned after its file */
    bool due;
};

/* Starts reading the size bytes at data, which the caller keeps. */
void json_dump_start(struct json_dump *dump, const char *data, size_t size);

/* Returns the next entry, valid until the next call: a file if the line's path differs from that of the line before,
 * then its attribute. */
enum attrdump_read json_dump_next(struct json_dump *dump, struct attrdump_entry *entry);

/* Frees the memory that reading has allocated. */
void json_dump_end(struct json_dump *dump);

#endif
