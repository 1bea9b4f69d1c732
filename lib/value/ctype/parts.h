/* SPDX-License-Identifier: MIT */
/* Declarations shared by the files of the parser of C declarations.
 *
 *     base.c          base types by their words and names
 *     tokens.c        tokens, the symbols defined so far, constants, refusals
 *     structures.c    struct, union, enum, attributes, #pragma pack
 *     declarators.c   pointers, arrays, functions; declarations as a whole
 *     layout.c        sizes, alignments, offsets; names of types
 *
 * The parser is a recursive descent over one token of lookahead. Its functions return 0, -EINVAL with the error
 * recorded, or -ENOMEM. */
#ifndef XOS_VALUE_CTYPE_PARTS_H
#define XOS_VALUE_CTYPE_PARTS_H

#include "value/ctype/ctype.h"

enum { CDECL_DEPTH = 64, CDECL_MEMBERS = 4096 }; /* how deep a text nests; how many members a type may have */

enum token { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_DOTS, TOKEN_PRAGMA, TOKEN_OTHER };

enum symbol_sort { SYMBOL_TAG, SYMBOL_TYPEDEF, SYMBOL_CONSTANT };

/* What the text has defined, newest first. */
struct symbol {
    struct symbol *next;
    enum symbol_sort sort;
    struct word name;
    const struct ctype *type;
    int64_t value; /* of an enumerator */
};

struct parser {
    struct arena *arena;
    enum ctype_abi abi;
    const char *start, *end;
    const char *at; /* after the token */
    enum token token;
    struct word text; /* the token's */
    struct symbol *symbols;
    unsigned pack; /* of #pragma pack, in bytes; 0: none */
    int depth;
    struct cdecl_error *error;
};

/* A declarator being read: the type that it makes of the specifiers' type, and the name it declares. */
struct declarator {
    const struct ctype *type;
    struct word name; /* data is NULL if there is none */
};

/* The members of a struct or union, or the parameters of a function, while they are read. */
struct members {
    struct cmember *items;
    size_t count, capacity;
};

struct attributes {
    bool packed;
    int64_t align; /* bytes; 0: none */
};

/* The words of a base type as they are read: "unsigned", "long", "int". */
struct ctype_words {
    unsigned char count[11]; /* how often each was given */
    bool any;
};

/* base.c */
/* Counts word in words if it is one that a base type may have; returns false for any other word. */
bool ctype_count_word(struct ctype_words *words, struct word word);

/* The type that the words make; -EINVAL (nothing recorded) if they do not go together. */
int ctype_of_words(struct arena *arena, const struct ctype_words *words, enum ctype_abi abi, const struct ctype **type);

/* The base type of that name; NULL if there is none or memory is out. */
const struct ctype *ctype_named(struct arena *arena, struct word name, enum ctype_abi abi);

/* layout.c */
/* Gives the members of a struct or union their places, as gcc does on System V, and the type its size and alignment.
 * pack: #pragma pack in bytes, 0 for none. packed, align: the attributes; align 0 for none. */
void ctype_lay_out(struct ctype *type, unsigned pack, bool packed, uint64_t align);

/* tokens.c */
/* Refuses the current token: -EINVAL. */
int cdecl_refuse(struct parser *parser, const char *what);

/* Goes to the next token. A line that begins with # is one token. */
void cdecl_next(struct parser *parser);

/* cdecl_is: true if the token is that text. cdecl_take: the same, and goes to the next token if it is. cdecl_expect:
 * the same as cdecl_take, but returns 0, or refuses the token with `what`. */
bool cdecl_is(const struct parser *parser, const char *text);
bool cdecl_take(struct parser *parser, const char *text);
int cdecl_expect(struct parser *parser, const char *text, const char *what);

/* The newest symbol of that sort and name; NULL if there is none. */
const struct symbol *cdecl_find(const struct parser *parser, enum symbol_sort sort, struct word name);

/* Defines a symbol. 0 or -ENOMEM. */
int cdecl_define(struct parser *parser, enum symbol_sort sort, struct word name, const struct ctype *type,
                 int64_t value);

/* Reads an integer constant: a number or an enumerator, with an optional minus sign. */
int cdecl_constant(struct parser *parser, int64_t *value);

/* cdecl_at_qualifier: true if const, volatile, static or the like is next. cdecl_skip_qualifiers skips all of them. */
bool cdecl_at_qualifier(const struct parser *parser);
void cdecl_skip_qualifiers(struct parser *parser);

/* A copy of a name, which may be missing, as a C string. 0 or -ENOMEM. */
int cdecl_copy_name(struct parser *parser, struct word name, const char **copy);

/* Enters a level of nesting; refuses what is too deep. cdecl_leave ends it. */
int cdecl_enter(struct parser *parser);
void cdecl_leave(struct parser *parser);

/* structures.c */
/* Reads any number of __attribute__((...)). */
int cdecl_attributes(struct parser *parser, struct attributes *attributes);

/* A #pragma pack, which is the current token: pack(N), pack(), pack(push, N) and pack(pop), which ends the packing. */
int cdecl_pragma(struct parser *parser);

/* Read a struct or union, or an enum, whose keyword has been read. */
int cdecl_structure(struct parser *parser, enum ctype_kind kind, const struct ctype **type);
int cdecl_enum(struct parser *parser, const struct ctype **type);

int cdecl_add_member(struct parser *parser, struct members *members, const struct cmember *member);

/* declarators.c */
/* Reads the words before declarators. is_typedef is NULL if typedef is not allowed. */
int cdecl_specifiers(struct parser *parser, const struct ctype **type, bool *is_typedef);

/* Reads pointers, a name or a declarator in parentheses or nothing, arrays and parameters. */
int cdecl_declarator(struct parser *parser, struct declarator *declarator);

/* Makes type nest deeper than its element or member; refuses more than CTYPE_DEPTH. */
int cdecl_nest(struct parser *parser, struct ctype *type, const struct ctype *inner);

/* Refuses a type that is larger than 2^40 bytes, so that counts of bits do not overflow. */
int cdecl_check_size(struct parser *parser, uint64_t size);

#endif
