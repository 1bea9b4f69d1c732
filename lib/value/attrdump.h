/* SPDX-License-Identifier: MIT */
/* Dumps of extended attributes, in the form that getfattr(1) writes and setfattr --restore reads:
 *
 *     # file: PATH
 *     NAME="text"
 *     NAME=0x68656c6c6f
 *     NAME=0saGVsbG8=
 *
 * with an empty line after each file. In PATH and NAME a backslash and a line end are \ and three octal digits, in NAME
 * '=' too. A value is text in double quotes (\\, \" and octal escapes), hex or base64; unquoted text is read too. */
#ifndef XOS_VALUE_ATTRDUMP_H
#define XOS_VALUE_ATTRDUMP_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

/* What the line that begins a file starts with. */
#define ATTRDUMP_FILE_LINE "# file: "

/* Reads one value as it stands in a dump (or on a command line: with escapes false, unquoted text is taken as it is).
 * bytes has room for text.size bytes. Sets *size; NULL, or the words for what is wrong with it. */
const char *attrdump_read_value(struct word text, bool escapes, char *bytes, size_t *size);

/* A dump being read. It is held in memory as a whole, so that all of it can be checked before any of it is obeyed. */
struct attrdump_reader {
    const char *at, *end; /* what is left to read */
    size_t line;          /* of the entry last read, counted from 1 */
    bool in_file;         /* a "# file:" line came, and no empty line since */
    char *room;           /* the caller's */
    const char *wrong;    /* after ATTRDUMP_WRONG: the words for it */
};

struct attrdump_entry {
    const char *name;  /* the path, or the attribute's name: in the reader's room until the next entry */
    const char *value; /* an attribute's value, there too */
    size_t size;       /* of value, in bytes */
};

enum attrdump_read { ATTRDUMP_END, ATTRDUMP_FILE, ATTRDUMP_ATTRIBUTE, ATTRDUMP_WRONG };

/* Starts reading the size bytes at dump. room has size + 2 bytes: what the longest line could need. */
void attrdump_start(struct attrdump_reader *reader, const char *dump, size_t size, char *room);

/* Reads the next entry. After ATTRDUMP_WRONG, line and wrong say where and what; reading ends there. */
enum attrdump_read attrdump_next(struct attrdump_reader *reader, struct attrdump_entry *entry);

#endif
