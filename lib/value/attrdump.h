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

/* The beginning of the line that starts a file. */
#define ATTRDUMP_FILE_LINE "# file: "

/* Reads a value in the form of a dump. With escapes false (command line), unquoted text has no escapes. bytes must have
 * a capacity of text.size bytes. Sets *size. Returns NULL, or a description of the error. */
const char *attrdump_read_value(struct word text, bool escapes, char *bytes, size_t *size);

/* A dump being read. It is held in memory as a whole, so that all of it can be checked before any of it is obeyed. */
struct attrdump_reader {
    const char *at, *end; /* the part that is left to read */
    size_t line;          /* line number of the last entry, from 1 */
    bool in_file;         /* a "# file:" line was read, and no empty line since */
    char *room;           /* a buffer of the caller */
    const char *wrong;    /* after ATTRDUMP_WRONG: a description of the error */
};

struct attrdump_entry {
    const char *name;  /* the path, or the attribute's name: valid until the next entry */
    const char *value; /* an attribute's value, valid until the next entry */
    size_t size;       /* of value, in bytes */
};

enum attrdump_read { ATTRDUMP_END, ATTRDUMP_FILE, ATTRDUMP_ATTRIBUTE, ATTRDUMP_WRONG };

/* Starts reading the size bytes at dump. room: a buffer of size + 2 bytes, enough for the longest line. */
void attrdump_start(struct attrdump_reader *reader, const char *dump, size_t size, char *room);

/* Reads the next entry. After ATTRDUMP_WRONG, the members line and wrong describe the error, and reading must stop. */
enum attrdump_read attrdump_next(struct attrdump_reader *reader, struct attrdump_entry *entry);

#endif
