/* SPDX-License-Identifier: MIT */
/* libexec/xos/ffi: makes the calls of foreign functions for xcall, with dlopen(3) and libffi. It is a program of its
 * own so that xos itself needs no library, and so that a function that crashes takes nothing else with it. */
#include <dlfcn.h>
#include <errno.h>
#include <ffi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/ctypes/foreign.h"
#include "table/run.h"
#include "value/constants.h"

struct ffi_args {
    struct foreign_options foreign;
};

/* A library that was named with its path or is in the loader's folders; "-" is this program with the C library. */
static int open_library(struct call *call, const char *name, void **library)
{
    struct word mode = ARGS(struct ffi_args, call)->foreign.mode, culprit;
    int64_t flags = 0;

    if (mode.data != NULL && constants_read(&rtld_flags, mode, &flags, &culprit) != CONSTANTS_OK)
        return fail_usage(call->fail, "mode: '%.60s' is no flag of dlopen", mode.data);
    *library = dlopen(strcmp(name, "-") == 0 ? NULL : name, (int)flags | RTLD_NOW);
    if (*library != NULL)
        return 0;
    const char *why = dlerror();
    bool missing = strstr(why, "No such file") != NULL;
    return fail_words(call->fail, missing ? EX_NOINPUT : EX_DATAERR, "%.400s", why);
}

static int find_symbol(struct call *call, const char *library_name, const char *name, void **symbol)
{
    void *library;

    if (open_library(call, library_name, &library) < 0)
        return -1;
    dlerror();
    *symbol = dlsym(library, name);
    if (dlerror() == NULL && *symbol != NULL)
        return 0;
    return fail_words(call->fail, EX_NOINPUT, "%.200s: no symbol %.200s", library_name, name);
}

static ffi_type *integer_type(const struct ctype *type)
{
    static ffi_type *const types[][2] = {{&ffi_type_uint8, &ffi_type_sint8},
                                         {&ffi_type_uint16, &ffi_type_sint16},
                                         {&ffi_type_uint32, &ffi_type_sint32},
                                         {&ffi_type_uint64, &ffi_type_sint64}};
    bool is_signed = type->kind == CTYPE_INT || (type->kind == CTYPE_CHAR && (char)-1 < 0) ||
                     (type->kind == CTYPE_WCHAR && (wchar_t)-1 < 0);

    return types[type->size == 1 ? 0 : type->size == 2 ? 1 : type->size == 4 ? 2 : 3][is_signed];
}

static ffi_type *ffi_of(struct arena *arena, const struct ctype *type);

/* Adds the elements of a member, those of arrays one by one. False if it cannot be passed by value. */
static bool add_elements(struct arena *arena, const struct ctype *type, ffi_type **elements, size_t *count, size_t most)
{
    if (type->kind != CTYPE_ARRAY) {
        if (*count == most)
            return false;
        elements[*count] = ffi_of(arena, type);
        return elements[(*count)++] != NULL;
    }
    for (int64_t i = 0; i < type->length; i++)
        if (!add_elements(arena, type->of, elements, count, most))
            return false;
    return type->length >= 0;
}

static ffi_type *struct_type(struct arena *arena, const struct ctype *type)
{
    enum { MOST = 256 };
    ffi_type *made = arena_alloc(arena, sizeof *made);
    ffi_type **elements = arena_alloc(arena, (MOST + 1) * sizeof *elements);
    size_t count = 0;

    if (made == NULL || elements == NULL)
        return NULL;
    for (size_t i = 0; i < type->member_count; i++)
        if (type->members[i].bit_field || !add_elements(arena, type->members[i].type, elements, &count, MOST))
            return NULL;
    *made = (ffi_type){.type = FFI_TYPE_STRUCT, .elements = elements};
    return made;
}

/* libffi's description of a type; NULL for what it cannot pass: unions, bit fields, complex numbers. */
static ffi_type *ffi_of(struct arena *arena, const struct ctype *type)
{
    switch (type->kind) {
    case CTYPE_VOID:
        return &ffi_type_void;
    case CTYPE_BOOL:
    case CTYPE_CHAR:
    case CTYPE_WCHAR:
    case CTYPE_INT:
    case CTYPE_UINT:
        return integer_type(type);
    case CTYPE_FLOAT:
        return type->size == sizeof(float)    ? &ffi_type_float
               : type->size == sizeof(double) ? &ffi_type_double
                                              : &ffi_type_longdouble;
    case CTYPE_POINTER:
        return &ffi_type_pointer;
    case CTYPE_STRUCT:
        return struct_type(arena, type);
    default:
        return NULL;
    }
}

static int prepare(struct call *call, const struct foreign *foreign, ffi_cif *cif, ffi_type **types)
{
    ffi_type *result = ffi_of(call->arena, foreign->function->of);
    bool known = result != NULL;

    for (size_t i = 0; i < foreign->count; i++)
        known = (types[i] = ffi_of(call->arena, foreign->arguments[i].type)) != NULL && known;
    if (!known)
        return fail_words(call->fail, EX_UNAVAILABLE,
                          "unions, bit fields and complex numbers cannot be passed or returned by value");
    ffi_status status = foreign->function->variadic
                            ? ffi_prep_cif_var(cif, FFI_DEFAULT_ABI, (unsigned)foreign->fixed, (unsigned)foreign->count,
                                               result, types)
                            : ffi_prep_cif(cif, FFI_DEFAULT_ABI, (unsigned)foreign->count, result, types);
    return status == FFI_OK ? 0 : fail_words(call->fail, EX_UNAVAILABLE, "libffi cannot make this call");
}

/* libffi widens a small integer to a machine word: the value is made as wide as its type again. */
static void narrow(const struct ctype *type, unsigned char *value)
{
    ffi_arg wide;

    if (type->size == 0 || type->size >= sizeof wide || type->kind == CTYPE_FLOAT || type->kind == CTYPE_STRUCT)
        return;
    memcpy(&wide, value, sizeof wide);
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        wide <<= 8 * (sizeof wide - type->size);
    memcpy(value, &wide, type->size);
}

static int make_call(struct call *call)
{
    struct foreign foreign;
    ffi_type *types[FOREIGN_ARGUMENTS];
    void *values[FOREIGN_ARGUMENTS], *function;
    ffi_cif cif;

    if (foreign_read(call, &ARGS(struct ffi_args, call)->foreign, &foreign) < 0 ||
        find_symbol(call, foreign.library, foreign.name, &function) < 0 || prepare(call, &foreign, &cif, types) < 0)
        return -1;
    const struct ctype *result = foreign.function->of;
    unsigned char *value = arena_alloc(call->arena, result->size + sizeof(ffi_arg) + sizeof(long double));
    if (value == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 0; i < foreign.count; i++)
        values[i] = foreign.arguments[i].value;
    errno = 0;
    ffi_call(&cif, FFI_FN(function), value, values);
    int errnum = errno;
    fflush(NULL); /* what the function printed comes before the result */
    narrow(result, value);
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
    if (open_library(call, words.items[0].data, &library) < 0)
        return -1;
    dlerror();
    symbol = dlsym(library, words.items[1].data);
    return call_answer(call, symbol != NULL || dlerror() == NULL);
}

static int run(struct call *call)
{
    const struct foreign_options *options = &ARGS(struct ffi_args, call)->foreign;

    if (options->has)
        return answer_has(call);
    return options->variable ? show_variable(call) : make_call(call);
}

static const struct param params[] = {
    PARAM_AS("args", struct ffi_args, foreign.words, WORDS, .metavar = "ARG", .help = "LIB PROTOTYPE [ARG...]"),
    FOREIGN_PARAMS(struct ffi_args, foreign),
};

static const struct op xcall_here = {
    .name = "xcall",
    .summary = "Make the call of a foreign function for xcall",
    .result = "as xcall",
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
    argv[0] = name; /* messages are xcall's */
    return op_main(&xcall_here, argc, argv);
}
