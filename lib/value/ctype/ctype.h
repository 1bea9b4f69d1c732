/* SPDX-License-Identifier: MIT */
/* C types: declarations in C's own syntax, read into a tree that knows sizes, alignments and offsets.
 *
 *     struct cdecl declaration;
 *     struct cdecl_error error;
 *     if (cdecl_read(arena, word, CTYPE_ABI_NATIVE, &declaration, &error) == -EINVAL)
 *         ... error.column, error.what, error.near ...
 *     declaration.type->size
 *
 * The text holds one or more declarations, separated by ';'; the last one is the result, and those before it define
 * tags and typedef names for it. Understood: the base types by their C names, those of <stdint.h> and the common ones
 * of <sys/types.h>, pointers, arrays, functions, struct, union, enum, bit fields, typedef, #pragma pack, and the
 * attributes packed and aligned(N). A declaration without a name is a type name ("int (*)[3]"). */
#ifndef XOS_VALUE_CTYPE_CTYPE_H
#define XOS_VALUE_CTYPE_CTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/arena.h"
#include "value/word.h"

enum ctype_kind {
    CTYPE_VOID,
    CTYPE_BOOL,
    CTYPE_CHAR,  /* plain char: text rather than a number */
    CTYPE_WCHAR, /* wchar_t: likewise */
    CTYPE_INT,   /* signed */
    CTYPE_UINT,
    CTYPE_FLOAT,
    CTYPE_COMPLEX, /* two floats of half the size */
    CTYPE_POINTER,
    CTYPE_ARRAY,
    CTYPE_STRUCT,
    CTYPE_UNION,
    CTYPE_FUNCTION,
};

/* The source of sizes and alignments: this machine, or the System V ABI of x86-64 or of i386. */
enum ctype_abi { CTYPE_ABI_NATIVE, CTYPE_ABI_LP64, CTYPE_ABI_ILP32 };

/* Who fills the memory that a parameter points to: the caller, the callee, or first the caller and then the callee. */
enum ctype_mark { CTYPE_IN, CTYPE_OUT, CTYPE_INOUT };

enum { CTYPE_FLEXIBLE = -1 }; /* the length of an array without one: "char data[]" */
enum { CTYPE_DEPTH = 64 };    /* how deep the values of a type may nest */

struct ctype {
    enum ctype_kind kind;
    bool incomplete;         /* a struct or union whose members were not given */
    bool variadic;           /* of a function: "..." ends the parameters */
    unsigned char depth;     /* how deep values nest: 0 for numbers, one more than the elements or members else */
    uint64_t size;           /* in bytes; 0 for void, functions, incomplete types and flexible arrays */
    uint64_t align;          /* in bytes */
    const char *name;        /* of a base type, or the tag of a struct or union; NULL if there is none */
    const struct ctype *of;  /* what a pointer points to; an array's element; a function's result */
    int64_t length;          /* of an array; CTYPE_FLEXIBLE */
    size_t length_from;      /* of an array "[n=K]": the argument that has its length, counted from 1; 0 elsewhere */
    struct cmember *members; /* of a struct or union; the parameters of a function */
    size_t member_count;
};

struct cmember {
    const char *name; /* NULL if it has none */
    const struct ctype *type;
    uint64_t bit;  /* where it begins, in bits from the start of the struct */
    unsigned bits; /* the width of a bit field; 0 for other members */
    bool bit_field;
    bool packed;          /* it has the attribute packed */
    uint64_t align;       /* in bytes, from the attribute aligned(N); 0: it has none */
    enum ctype_mark mark; /* of a parameter */
};

struct cdecl {
    const char *name; /* what is declared; NULL for a type name */
    const struct ctype *type;
};

struct cdecl_error {
    size_t column;    /* counted from 1, in bytes */
    const char *what; /* "expected ')'" */
    struct word near; /* the token there; size 0 at the end of the text */
};

/* Reads text. Everything in *declaration belongs to the arena. 0; -EINVAL with *error set; -ENOMEM. */
int cdecl_read(struct arena *arena, struct word text, enum ctype_abi abi, struct cdecl *declaration,
               struct cdecl_error *error);

/* The base type of that name, "unsigned long" or "uint16_t"; NULL if there is none. Memory is the arena's. */
const struct ctype *ctype_base(struct arena *arena, const char *name, enum ctype_abi abi);

/* Adds a pointer to type. NULL if memory is out. */
const struct ctype *ctype_pointer(struct arena *arena, const struct ctype *of, enum ctype_abi abi);

/* Writes the type's name in C syntax, "unsigned int [4]", to text, which has size bytes; cut if it does not fit. */
void ctype_name(const struct ctype *type, char *text, size_t size);

#endif
