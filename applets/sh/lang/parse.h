/* SPDX-License-Identifier: MIT */
/* The parser of xsh: from text to statements (xsh(7) has the grammar). Nothing here knows what a statement does. */
#ifndef XOS_SH_LANG_PARSE_H
#define XOS_SH_LANG_PARSE_H

#include "sh/lang/lexer.h"

enum parsed {
    PARSE_END,        /* nothing but blanks, separators and comments was left */
    PARSE_STATEMENT,  /* *node is the next statement; the lexer is after it */
    PARSE_INCOMPLETE, /* the text ends inside a statement; message says what is missing */
    PARSE_MALFORMED,  /* message says why; the lexer is at the end of the line */
    PARSE_NO_MEMORY,
};

/* Parses the next statement of the script at the lexer, in the lexer's arena. An id that could be read is in *id. After
 * PARSE_MALFORMED *open is the number of blocks that were open: parse_skip leaves them. */
enum parsed parse_next(struct lexer *lexer, const struct node **node, struct word *id, int *open);

/* Skips statements until *open blocks have ended. False if the text ends before: *open is what is still open. */
bool parse_skip(struct lexer *lexer, int *open);

/* arith_parse.c: an expression, which ends before `)` or at the end of the statement. NULL if it cannot be read. */
struct expression *parse_expression(struct lexer *lexer);

/* An expression in parentheses, the lexer being at the opening one. NULL if it cannot be read. */
struct expression *parse_group(struct lexer *lexer);

/* Parses the statements of $(...), the lexer being after the parenthesis, up to and including the ). NULL if malformed.
 */
struct node *parse_command(struct lexer *lexer);

#endif
