/* SPDX-License-Identifier: MIT */
/* What a call of a foreign function needs besides the call itself: reading the prototype and the arguments, and writing
 * the result and the memory that the function filled. xcall also checks a call with it, before it starts the program
 * that makes the call. */
#ifndef XOS_OPS_CTYPES_FOREIGN_H
#define XOS_OPS_CTYPES_FOREIGN_H

#include "ops/ctypes/data.h"

enum { FOREIGN_ARGUMENTS = 32 };

/* The request: the same options for xcall and for the program that makes the call. */
struct foreign_options {
    struct words words;
    struct word fail_if, mode;
    bool variable, has, wrap;
};

/* The parameters of a struct foreign_options that is member o of argument struct T. */
#define FOREIGN_PARAMS(T, o) \
    PARAM_AS("variable", T, o.variable, BOOL, .flags = PARAM_OPTION, \
             .help = PACKED("LIB DECLARATION: the value of a variable")), \
        PARAM_AS("has", T, o.has, BOOL, .flags = PARAM_OPTION, \
                 .help = PACKED("LIB SYMBOL: whether the library has it")), \
        PARAM_AS("fail_if", T, o.fail_if, WORD, .flags = PARAM_OPTION, .metavar = PACKED("CONDITION"), \
                 .help = PACKED("results that mean failure, as '<0' or '==NULL': status and message are errno's")), \
        PARAM_AS("wrap", T, o.wrap, BOOL, .flags = PARAM_OPTION, \
                 .help = PACKED("cut integers to their type instead of refusing them")), \
        PARAM_AS("mode", T, o.mode, WORD, .flags = PARAM_OPTION, .metavar = PACKED("FLAGS"), \
                 .help = PACKED("how the library is opened: RTLD_GLOBAL, RTLD_LOCAL, RTLD_NODELETE ..."))

struct foreign_argument {
    const struct ctype *type; /* as it is passed */
    unsigned char *value;     /* the argument's bytes, those of an address for memory */
    const struct ctype *of;   /* of memory: what is in it; NULL for other arguments */
    unsigned char *memory;
    uint64_t size;
    bool shown; /* the function fills the memory: it is part of the result */
};

/* A condition on the result that makes the call a failure: "<0", "==NULL". */
struct foreign_condition {
    bool given, equal, less, greater; /* the relations to the number for which it holds */
    int64_t number;
};

struct foreign {
    const char *library; /* "-" is the program itself, with the C library */
    const char *name;    /* of the function */
    const struct ctype *function;
    size_t count, fixed; /* arguments; those of them that the prototype names */
    struct foreign_argument arguments[FOREIGN_ARGUMENTS];
    struct foreign_condition condition;
};

/* What an argument is made from: a C object of `type` at memory; else, if json is not NULL, a list or record; else a
 * word. */
struct foreign_given {
    struct word word;
    const struct json *json;
    const struct ctype *type; /* of a function: memory is its code */
    const unsigned char *memory;
};

/* Reads a condition such as "<0"; text.data may be NULL: no condition. 0, or -1 with the failure recorded. */
int foreign_read_condition(struct call *call, struct word text, struct foreign_condition *condition);

/* Reads the arguments of foreign->function, and makes memory for those that it fills. wrap: integers are cut to their
 * type. 0, or -1 with the failure recorded, EX_USAGE. */
int foreign_read_arguments(struct call *call, struct foreign *foreign, bool wrap, const struct foreign_given *given,
                           size_t count);

/* Reads LIB, PROTOTYPE and the words of the arguments. 0, or -1 with the failure recorded: EX_USAGE
 * whatever is wrong, before anything is called. */
int foreign_read(struct call *call, const struct foreign_options *options, struct foreign *foreign);

/* Reads LIB and the declaration of a variable, which must have a size. 0, or -1 with the failure recorded. */
int foreign_read_variable(struct call *call, struct words words, struct cdecl *declaration);

/* Writes the result at value and the memory that was filled. errnum is what the function left in errno. -1 with the
 * failure recorded if the condition holds. */
int foreign_show(struct call *call, const struct foreign *foreign, const unsigned char *value, int errnum);

/* Writes a C value: text for a pointer to char, else as data_show does. */
void foreign_show_value(struct out *out, const struct ctype *type, const unsigned char *value);

#endif
