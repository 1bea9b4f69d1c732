/* SPDX-License-Identifier: MIT */
/* The lexer of xsh: from bytes to words. It is the only one: the parser, completion and the prompt all use it. Words
 * are quoted as in the shell ('...', "...", $'...', backslash) and may go on over line ends inside quotes. */
#ifndef XOS_SH_LANG_LEXER_H
#define XOS_SH_LANG_LEXER_H

#include "sh/lang/syntax.h"
#include "value/arena.h"

enum { LEXER_DEPTH = 100 }; /* how deep statements may nest in each other */

struct lexer {
    const char *text, *at, *end;
    unsigned long line;  /* of `at` */
    struct arena *arena; /* where terms go */
    bool plain_dollar;   /* a $ inside "" is a byte like others: the quoting of JSON encoders */
    bool in_command;     /* inside $(...): a ) ends words */
    int blocks;          /* that are open */
    int depth;
    char *scratch; /* bytes of the piece that is being read; see lexer_free */
    size_t scratch_size;

    /* What went wrong: nothing while message is empty. */
    bool incomplete;            /* the text ends where more has to follow */
    bool no_memory;             /* nothing is wrong with the text */
    char message[160];          /* "column 7: expected ..." */
    unsigned long message_line; /* the line that the column is in */
    char open_quote;            /* the quote that is open at the end: ' or "; 0 for none */
    const char *inner;          /* where the statement of the last $( begins that is open at the end; NULL if none is */
    const char *word;           /* where the word that was read last begins */
};

/* Starts on size bytes of text, whose first line has that number. scratch is kept from an earlier use. */
void lexer_start(struct lexer *lexer, const char *text, size_t size, unsigned long line);

/* Frees what the lexer keeps for itself, which is not in the arena. */
void lexer_free(struct lexer *lexer);

/* Skips blanks, and backslashes in front of a line end. */
void lexer_blanks(struct lexer *lexer);

/* Skips blanks and a comment; true if the statement ends here: at a line end, a ; the ) of $(...) or the end. */
bool lexer_at_end(struct lexer *lexer);

/* Moves past one line end, which is at lexer->at. */
void lexer_newline(struct lexer *lexer);

/* Reads the word at lexer->at, where a word begins. NULL, with message set, if it cannot be read. */
struct term *lexer_term(struct lexer *lexer);

/* Reads the variable, $(...) or quoted text at lexer->at as an operand of arithmetic. NULL if it cannot be read. */
struct term *lexer_operand(struct lexer *lexer);

/* Records the first thing that is wrong, with the column of `at`. Returns false. */
bool lexer_refuse(struct lexer *lexer, const char *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Records that the text ends too early. Returns false. */
bool lexer_ends_early(struct lexer *lexer, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool lexer_failed(const struct lexer *lexer);

/* Arena memory; NULL, with no_memory set, when memory is out. */
void *lexer_alloc(struct lexer *lexer, size_t size);

/* True if text may be a variable's name: a letter or _, then letters, digits and _. */
bool is_name(struct word text);

/* Splits the next part off a variable's text: "st.st_size" gives "st" and leaves "st_size". False if none is left. */
bool next_part(struct word *text, struct word *part);

/* The length of the name that text begins with; 0 if it begins with none. */
size_t name_length(const char *at, const char *end);

#endif
