/* SPDX-License-Identifier: MIT */
/* Files of environment variables, in three forms that are told apart by themselves:
 *
 *     NAME=VALUE                  entries, each with a NUL byte after it, if the file has a NUL byte
 *     {"NAME": "VALUE", ...}      JSON, if the first byte that is no blank is {; numbers, true and false are taken as
 * they are written, null takes the variable out, \udcXX is the byte XX NAME=VALUE                  else lines, taken as
 * they stand; empty ones and those that begin with # are skipped
 *
 * A name with a blank or a byte order mark, and a line that ends in a carriage return, are malformed. The fourth form
 * has functions of its own, dotenv_start and dotenv_next: the .env dialect that docker compose, node's dotenv and
 * systemd's EnvironmentFile= have in common. A byte order mark at the start and CRLF are accepted.
 *
 *     # comment
 *     export NAME = bare value    # comment; "export" and the blanks around = are optional
 *     NAME='all bytes, $x and \n as well, over several lines'
 *     NAME="with \n \r \t \" \\ \$ as escapes, over several lines" */
#ifndef XOS_CLI_ENVFILE_H
#define XOS_CLI_ENVFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

/* A file being read, held in memory as a whole. */
struct envfile {
    const char *at, *end; /* what is left to read */
    char *room;           /* the caller's, size + 2 bytes */
    char form;            /* {, or what an entry ends in */
    bool opened;          /* the { is read */
    const char *wrong;    /* after ENVFILE_WRONG: the words for what stands at at */
};

/* A NAME=VALUE, a NAME to take away. */
enum envfile_read { ENVFILE_END, ENVFILE_SET, ENVFILE_UNSET, ENVFILE_WRONG };

/* Starts reading the size bytes at data. room is the caller's: at least size + 2 bytes. */
void envfile_start(struct envfile *file, const char *data, size_t size, char *room);

/* Reads the next entry, good until the next call; no NUL byte is in it, and none need follow it. */
enum envfile_read envfile_next(struct envfile *file, struct word *entry);

/* The same for the .env dialect. */
void dotenv_start(struct envfile *file, const char *data, size_t size, char *room);
enum envfile_read dotenv_next(struct envfile *file, struct word *entry);

#endif
