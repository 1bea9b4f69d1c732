/* SPDX-License-Identifier: MIT */
/* libexec/xos/ffi: makes the calls of foreign functions for xcall and xsh --ffi, with dlopen(3) and libffi. It is a
 * separate program so that xos itself needs no library, and so that a function that crashes takes nothing else with
 * it.
 *
 *     ffi.c       one call for xcall
 *     load.c      libraries and symbols
 *     invoke.c    a call
 *     session.h   many calls for xsh, and what they share */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "invoke.h"
#include "load.h"
#include "session.h"
#include "table/run.h"

TEXTS_OF(libexec_ffi);

struct ffi_args {
    struct foreign_options foreign;
};

static int find_symbol(struct call *call, const char *library_name, const char *name, void **symbol)
{
    void *library;

    if (load_library(call, library_name, ARGS(struct ffi_args, call)->foreign.mode, &library) < 0)
        return -1;
    return load_symbol(call, library, library_name, name, symbol);
}

static int make_call(struct call *call)
{
    struct foreign foreign;
    unsigned char *value;
    void *function;
    int errnum = 0;

    if (foreign_read(call, &ARGS(struct ffi_args, call)->foreign, &foreign) < 0 ||
        find_symbol(call, foreign.library, foreign.name, &function) < 0 ||
        invoke(call, &foreign, function, &errnum, &value) < 0)
        return -1;
    return foreign_show(call, &foreign, value, errnum);
}

static int show_variable(struct call *call)
{
    struct words words = ARGS(struct ffi_args, call)->foreign.words;
    struct cdecl declaration;
    void *variable;

    if (foreign_read_variable(call, words, &declaration) < 0 ||
        find_symbol(call, words.items[0].data, declaration.name, &variable) < 0)
        return -1;
    foreign_show_value(call->out, declaration.type, variable);
    return 0;
}

static int answer_has(struct call *call)
{
    struct words words = ARGS(struct ffi_args, call)->foreign.words;
    void *library, *symbol;

    if (words.count != 2)
        return fail_usage(call->fail, "--has takes LIB and SYMBOL");
    if (load_library(call, words.items[0].data, ARGS(struct ffi_args, call)->foreign.mode, &library) < 0)
        return -1;
    return call_answer(call, load_has(library, words.items[1].data, &symbol));
}

static int run(struct call *call)
{
    const struct foreign_options *options = &ARGS(struct ffi_args, call)->foreign;

    if (options->has)
        return answer_has(call);
    return options->variable ? show_variable(call) : make_call(call);
}

static const struct param params[] = {
    PARAM_AS("args", struct ffi_args, foreign.words, WORDS, .metavar = PACKED("ARG"),
             .help = PACKED("LIB PROTOTYPE [ARG...]")),
    FOREIGN_PARAMS(struct ffi_args, foreign),
};

static const struct op xcall_here = {
    .name = "xcall",
    TEXTS(.summary = "Make the call of a foreign function for xcall", .result = "as xcall"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_UNIX,
    OP_PARAMS(struct ffi_args, params),
    .flags = OP_APPLET,
    .run = run,
};

int main(int argc, char **argv)
{
    static char name[] = "xcall";

    if (argc < 1)
        return EX_USAGE;
    if (argc == 4 && strcmp(argv[1], "--session") == 0) /* FD FIRST: from xsh */
        return session_main(atoi(argv[2]), atoll(argv[3]));
    argv[0] = name; /* messages are xcall's */
    return op_main(&xcall_here, argc, argv);
}
