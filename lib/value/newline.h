/* SPDX-License-Identifier: MIT */
/* Line ends: converts \n, \r\n and \r in text that arrives in parts, as io.IncrementalNewlineDecoder does; and counts
 * lines and characters. */
#ifndef XOS_VALUE_NEWLINE_H
#define XOS_VALUE_NEWLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum newline_mode { NEWLINE_KEEP, NEWLINE_LF, NEWLINE_CRLF, NEWLINE_CR };

struct newline {
    enum newline_mode mode;
    bool held; /* a \r is held back: it may be the first half of \r\n */
};

/* Converts the line ends of size bytes of text as mode says. to must have a capacity of 2 * size + 2 bytes. Returns the
 * bytes written; a \r at the end is held back until the next part. */
size_t newline_convert(struct newline *newline, const char *text, size_t size, char *to);

/* Writes what was held back, at most 2 bytes; call it at the end of the text. */
size_t newline_end(struct newline *newline, char *to);

/* A position in a text. */
struct place {
    uint64_t lines;      /* line ends so far */
    uint64_t characters; /* characters since the last line end */
    bool after_cr;       /* a \n that follows belongs to the same line end */
};

/* Moves the position past size bytes of text, which must be whole characters. */
void place_move(struct place *place, const char *text, size_t size);

/* The number of characters in size bytes of UTF-8; counts eight bytes at a time. */
size_t characters_in(const char *text, size_t size);

#endif
