/* SPDX-License-Identifier: MIT */
/* The parser of xsh: from text to statements (xsh(7) has the grammar). Nothing here knows what a statement does. */
#ifndef XOS_SH_LANG_PARSE_H
#define XOS_SH_LANG_PARSE_H

#include "sh/lang/lexer.h"

enum parsed {
    PARSE_END,        /* only blanks, separators and comments were left */
    PARSE_STATEMENT,  /* *node is the next statement; the lexer has moved past it */
    PARSE_INCOMPLETE, /* the text ends inside a statement; message says what is missing */
    PARSE_MALFORMED,  /* message says why; the lexer is at the end of the line */
    PARSE_NO_MEMORY,
};

/* Parses the next statement of the script into the lexer's arena. *id gets the statement's id if it could be read.
 * After PARSE_MALFORMED *open is the number of open blocks, for parse_skip. */
enum parsed parse_next(struct lexer *lexer, const struct node **node, struct word *id, int *open);

/* Skips statements until *open blocks have ended. If the text ends before that, returns false and *open is the rest. */
bool parse_skip(struct lexer *lexer, int *open);

/* arith_parse.c: parses an expression, which ends before `)` or at the end of the statement. NULL on failure. */
struct expression *parse_expression(struct lexer *lexer);

/* Parses an expression in parentheses, starting at the opening one. NULL on failure. */
struct expression *parse_group(struct lexer *lexer);

/* Parses the statements of $(...), starting after the parenthesis, up to and including the closing one. NULL if
 * malformed. */
struct node *parse_command(struct lexer *lexer);

#endif
