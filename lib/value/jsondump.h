/* SPDX-License-Identifier: MIT */
/* Reads dumps of extended attributes that `xattr-tool dump --json` wrote: a line
 *
 *     {"path": "a", "name": "user.k", "value": {"text": "v"}}
 *
 * for each attribute, or {"bytes": "base64"} as the value. */
#ifndef XOS_VALUE_JSONDUMP_H
#define XOS_VALUE_JSONDUMP_H

#include "value/arena.h"
#include "value/attrdump.h"

struct json_dump {
    const char *at, *end;            /* what is left to read */
    size_t line;                     /* of the entry last read, from 1 */
    const char *wrong;               /* after ATTRDUMP_WRONG: what is wrong with it */
    struct arena arena;              /* the line being read */
    struct arena path;               /* the path that came last */
    const char *file;                /* that path; NULL before the first */
    struct attrdump_entry attribute; /* read, and due after its file */
    bool due;
};

/* Starts reading the size bytes at data, which stay the caller's. */
void json_dump_start(struct json_dump *dump, const char *data, size_t size);

/* Reads the next entry: a file when the path differs from that of the line before, then its attribute. The entry is
 * valid until the next call. */
enum attrdump_read json_dump_next(struct json_dump *dump, struct attrdump_entry *entry);

/* Frees what reading has allocated. */
void json_dump_end(struct json_dump *dump);

#endif
