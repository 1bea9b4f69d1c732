/* SPDX-License-Identifier: MIT */
/* The syntax tree of xsh's language: what the parser makes of a statement and the evaluator runs. Everything in a tree
 * lives in one arena. A word is a chain of pieces: bytes, variables, $(...) and arithmetic, which are joined when it is
 * run. */
#ifndef XOS_SH_LANG_SYNTAX_H
#define XOS_SH_LANG_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/word.h"

struct node;
struct expression;

enum piece_kind { PIECE_TEXT, PIECE_VARIABLE, PIECE_COMMAND, PIECE_EXPRESSION };

struct piece {
    enum piece_kind kind;
    struct word text; /* of TEXT the bytes, of VARIABLE its name and members: "st.st_size"; a NUL byte follows */
    union {
        const struct node *command;
        const struct expression *expression;
    };
    const struct piece *next; /* of the same word */
};

struct term { /* a word as written */
    struct piece first;
    bool bare; /* it has no quotes and backslashes */
    bool runs; /* it has $(...), also inside arithmetic: a statement, which may change any variable */
    const struct term *next;
};

enum expression_kind {
    EXPR_NUMBER,
    EXPR_TRUTH,
    EXPR_TERM,
    EXPR_NEGATE,
    EXPR_NOT,
    EXPR_OR,
    EXPR_AND,
    EXPR_EQUAL,
    EXPR_UNEQUAL,
    EXPR_LESS,
    EXPR_LESS_EQUAL,
    EXPR_GREATER,
    EXPR_GREATER_EQUAL,
    EXPR_ADD,
    EXPR_SUBTRACT,
    EXPR_MULTIPLY,
    EXPR_DIVIDE,
    EXPR_REMAINDER,
};

struct expression {
    enum expression_kind kind;
    int64_t number;          /* of NUMBER and TRUTH */
    const struct term *term; /* of TERM: a variable, a $(...) or a quoted text */
    const struct expression *left, *right;
    bool right_runs; /* right has $(...), as in struct term */
};

enum node_kind {
    NODE_COMMAND,    /* terms: an operation, a builtin or a def, and its arguments */
    NODE_SHELL,      /* terms: the command after ! */
    NODE_VALUE,      /* terms: one, whose value it is */
    NODE_EXPRESSION, /* expression */
    NODE_FORK,       /* body: one statement */
    NODE_FORKPTY,
    NODE_DEFER,  /* body: one NODE_COMMAND or NODE_SHELL */
    NODE_RETURN, /* body: the statement whose value is returned; NULL for none */
    NODE_IF,     /* condition, body, otherwise */
    NODE_WHILE,  /* condition, body */
    NODE_FOR,    /* name; terms: values, or condition: the statement whose items they are; body */
    NODE_DEF,    /* name; terms: the parameters; body */
    NODE_TRY,    /* body, otherwise: the catch part */
};

struct node {
    enum node_kind kind;
    unsigned long line;
    struct word id;     /* after @; data is NULL if there is no id */
    struct word target; /* before =; data is NULL if the value is not assigned */
    struct word name;
    const struct term *terms;
    size_t term_count;
    const struct expression *expression;
    const struct node *condition, *body, *otherwise;
    const struct node *next; /* of the same block */
};

#endif
