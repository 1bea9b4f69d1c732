/* SPDX-License-Identifier: MIT */
/* The language of xsh (contract, section 7): from a line's bytes to statements made of words. Nothing here knows what a
 * statement does or what a variable holds.
 *
 *     [@ID] [NAME =] WORD...      parted by ; within a line, # begins a comment
 *     [@ID] [NAME =] !COMMAND     the rest of the line is the command
 *
 * A word is made of pieces: bytes as they are to be, and variables yet to be looked up. */
#ifndef XOS_SH_PARSE_H
#define XOS_SH_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "value/word.h"

struct piece {
    struct word
        text; /* bytes; or of a variable its name and fields: "st.st_size". Followed by a NUL byte where the word is one piece of bytes */
    bool variable;
    bool begins_word;
    bool bare; /* no quote or backslash was part of it */
};

struct statement {
    struct word id;   /* behind @; data NULL where there is none */
    struct word name; /* in front of =; data NULL where there is none */
    bool shell;       /* !COMMAND: the one piece is the command */
    const struct piece *pieces;
    size_t count;
};

/* A line being read. Zero it before its first line; parser_free gives back its memory. */
struct parser {
    char *at, *end;
    struct piece *pieces;
    size_t count, capacity;
};

/* Starts on a line of size bytes without its newline. The parser writes to the line, and to line[size] too; the pieces
 * point into it. */
void parser_start(struct parser *parser, char *line, size_t size);

/* The line's next statement, good until the next call. 1; 0 at the end of the line; -1 where the rest of the line is
 * malformed, with *problem the reason (statement->id is set where it could be read). */
int parser_next(struct parser *parser, struct statement *statement, const char **problem);

void parser_free(struct parser *parser);

/* True where text may be a variable's name: a letter or _, then letters, digits and _. */
bool is_name(struct word text);

/* Splits the next part off a variable's text: "st.st_size" gives "st" and leaves "st_size". False where none is left. */
bool next_part(struct word *text, struct word *part);

/* The pieces of the word that begins at pieces[0]; count is at least 1. */
size_t word_pieces(const struct piece *pieces, size_t count);

#endif
