/* SPDX-License-Identifier: MIT */
/* The lexer of xsh: from bytes to words. It is the only one: the parser, completion and the prompt all use it. Words
 * are quoted as in the shell ('...', "...", $'...', backslash) and may go on over line ends inside quotes. */
#ifndef XOS_SH_LANG_LEXER_H
#define XOS_SH_LANG_LEXER_H

#include "sh/lang/syntax.h"
#include "value/arena.h"
#include "value/packed.h"

enum { LEXER_DEPTH = 100 }; /* maximum nesting of statements */

struct lexer {
    const char *text, *at, *end;
    unsigned long line;  /* line number of `at` */
    struct arena *arena; /* memory of terms */
    bool plain_dollar;   /* a $ inside "" is literal, as in text quoted by a JSON encoder */
    bool in_command;     /* inside $(...): a ) ends words */
    unsigned commands;   /* number of $(...) seen */
    int blocks;          /* number of open blocks */
    int depth;
    char *scratch; /* bytes of the piece that is being read; see lexer_free */
    size_t scratch_size;

    /* The error: none while message is empty. */
    bool incomplete;            /* the text is incomplete */
    bool no_memory;             /* memory was exhausted; the text may be correct */
    char message[160];          /* "column 7: expected ..." */
    unsigned long message_line; /* the line that the column is in */
    char open_quote;            /* the open quote at the end of the text: ' or "; 0: none */
    const char *inner;          /* start of the statement in the last $( that is still open; NULL if there is none */
    const char *word;           /* start of the last word */
};

/* Starts reading size bytes of text, whose first line has that number. Reuses scratch from an earlier use. */
void lexer_start(struct lexer *lexer, const char *text, size_t size, unsigned long line);

/* Frees the lexer's memory outside of the arena. */
void lexer_free(struct lexer *lexer);

/* Skips blanks, and backslashes in front of a line end. */
void lexer_blanks(struct lexer *lexer);

/* Skips blanks and a comment; true if the statement ends here: at a line end, a ; the ) of $(...) or the end. */
bool lexer_at_end(struct lexer *lexer);

/* Moves past the line end at lexer->at. */
void lexer_newline(struct lexer *lexer);

/* Reads the word at lexer->at, where a word begins. NULL, with message set, if it cannot be read. */
struct term *lexer_term(struct lexer *lexer);

/* Reads the variable, $(...) or quoted text at lexer->at as an operand of arithmetic. NULL if it cannot be read. */
struct term *lexer_operand(struct lexer *lexer);

/* Records an error, unless there is one already, with the column of `at`. The message is as fail_words takes it.
 * Returns false. */
#define lexer_refuse(lexer, at, format, ...) \
    lexer_refuse_message(lexer, at, MESSAGE(format, ##__VA_ARGS__), ##__VA_ARGS__)
bool lexer_refuse_message(struct lexer *lexer, const char *at, message_text message, ...);

/* Records that the text is incomplete. Returns false. */
#define lexer_ends_early(lexer, at, format, ...) \
    lexer_ends_early_message(lexer, at, MESSAGE(format, ##__VA_ARGS__), ##__VA_ARGS__)
bool lexer_ends_early_message(struct lexer *lexer, const char *at, message_text message, ...);

bool lexer_failed(const struct lexer *lexer);

/* Returns memory from the arena; NULL, with no_memory set, if it is exhausted. */
void *lexer_alloc(struct lexer *lexer, size_t size);

/* True if text may be a variable's name: a letter or _, then letters, digits and _. */
bool is_name(struct word text);

/* Splits the next part off a variable's text: "st.st_size" gives "st" and leaves "st_size". False if none is left. */
bool next_part(struct word *text, struct word *part);

/* The length of the name at the start of the text; 0 if there is none. */
size_t name_length(const char *at, const char *end);

#endif
