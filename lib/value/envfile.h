/* SPDX-License-Identifier: MIT */
/* Files of environment variables, in three forms that are recognized by their contents:
 *
 *     NAME=VALUE                  entries, each with a NUL byte after it, if the file has a NUL byte
 *     {"NAME": "VALUE", ...}      JSON, if the first byte that is not blank is {. Numbers, true and false are taken as
 *                                 they are written; null removes the variable; \udcXX is the byte XX
 *     NAME=VALUE                  else lines, taken as they are; empty ones and those that begin with # are skipped
 *
 * A name with a blank or a byte order mark, and a line that ends in a carriage return, are malformed. The fourth form
 * has its own functions, dotenv_start and dotenv_next: the .env dialect that docker compose, node's dotenv and
 * systemd's EnvironmentFile= have in common. A byte order mark at the start and CRLF are accepted.
 *
 *     # comment
 *     export NAME = bare value    # comment; "export" and the blanks around = are optional
 *     NAME='all bytes, $x and \n as well, over several lines'
 *     NAME="with \n \r \t \" \\ \$ as escapes, over several lines" */
#ifndef XOS_VALUE_ENVFILE_H
#define XOS_VALUE_ENVFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/arena.h"
#include "value/json.h"
#include "value/word.h"

/* The state of reading a file, which is in memory completely. */
struct envfile {
    const char *start, *end;   /* the file */
    const char *at;            /* what is left to read; after ENVFILE_WRONG the place of the error */
    const char *wrong;         /* after ENVFILE_WRONG: what is wrong there */
    struct arena *arena;       /* holds what is read of JSON */
    const struct json *member; /* of JSON: the next one */
    char *room;                /* of the .env dialect: the caller's, size + 2 bytes */
    char form;                 /* {, or the byte that ends an entry */
};

enum envfile_read {
    ENVFILE_END,
    ENVFILE_SET,   /* the entry is NAME=VALUE */
    ENVFILE_UNSET, /* the entry is a NAME to remove */
    ENVFILE_WRONG, /* malformed: see at and wrong */
    ENVFILE_NO_MEMORY,
};

/* Starts reading the size bytes at data, which must stay until the last call of envfile_next. The arena holds what has
 * to be decoded. 0 or -ENOMEM; a malformed file is reported by envfile_next. */
int envfile_start(struct envfile *file, struct arena *arena, const char *data, size_t size);

/* Reads the next entry; it has no NUL byte inside, and none need follow it. */
enum envfile_read envfile_next(struct envfile *file, struct word *entry);

/* The same for the .env dialect. room belongs to the caller and has at least size + 2 bytes; an entry stays there until
 * the next call. */
void dotenv_start(struct envfile *file, const char *data, size_t size, char *room);
enum envfile_read dotenv_next(struct envfile *file, struct word *entry);

#endif
