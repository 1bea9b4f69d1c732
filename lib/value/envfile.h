/* SPDX-License-Identifier: MIT */
/* Files of environment variables, in three forms:
 *
 *     NAME=VALUE                  entries with a NUL byte behind each, where there is one in the file
 *     {"NAME": "VALUE", ...}      JSON, where the first byte that is no blank is {; numbers, true and false count as they
 *                                 are written, null takes a name away, \udcXX is the byte XX
 *     NAME=VALUE                  else lines, as they stand; empty ones and those that begin with # are passed over */
#ifndef XOS_CLI_ENVFILE_H
#define XOS_CLI_ENVFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

/* A file being read, held in memory as a whole. */
struct envfile {
    const char *at, *end; /* what is left to read */
    char *room;           /* the caller's, size + 1 bytes */
    char form;            /* {, or what an entry ends in */
    bool opened;          /* the { is read */
    const char *wrong;    /* after ENVFILE_WRONG: the words for what stands at at */
};

/* A NAME=VALUE, a NAME to take away. */
enum envfile_read { ENVFILE_END, ENVFILE_SET, ENVFILE_UNSET, ENVFILE_WRONG };

/* Starts reading the size bytes at data. room is the caller's: at least size + 1 bytes. */
void envfile_start(struct envfile *file, const char *data, size_t size, char *room);

/* Reads the next entry, good until the next call; no NUL byte is in it, and none need follow it. */
enum envfile_read envfile_next(struct envfile *file, struct word *entry);

#endif
