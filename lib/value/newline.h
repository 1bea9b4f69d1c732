/* SPDX-License-Identifier: MIT */
/* Line ends: \n, \r\n and \r, recognised and made alike in text that comes in parts, as io.IncrementalNewlineDecoder
 * does it; and the place in a text, in lines and characters. */
#ifndef XOS_VALUE_NEWLINE_H
#define XOS_VALUE_NEWLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum newline_mode { NEWLINE_KEEP, NEWLINE_LF, NEWLINE_CRLF, NEWLINE_CR };

struct newline {
    enum newline_mode mode;
    bool held; /* a \r that may be the first half of \r\n */
};

/* Makes the line ends of size bytes of text those of the mode. to needs room for 2 * size + 2 bytes. Returns the bytes
 * written; a \r at the end is held back until the next part. */
size_t newline_convert(struct newline *newline, const char *text, size_t size, char *to);

/* Writes what is held at the end of the text, at most 2 bytes. */
size_t newline_end(struct newline *newline, char *to);

/* A place in a text. */
struct place {
    uint64_t lines;      /* line ends so far */
    uint64_t characters; /* since the last of them */
    bool after_cr;       /* a \n that follows belongs to the same line end */
};

/* Moves the place behind size bytes of text, whole characters. */
void place_move(struct place *place, const char *text, size_t size);

/* The number of characters in size bytes of UTF-8: eight bytes at a time. */
size_t characters_in(const char *text, size_t size);

#endif
