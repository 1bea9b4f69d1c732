/* SPDX-License-Identifier: MIT */
/* xcall: foreign functions and C data from the command line. */
#include "call/xcall.h"

#include <sysexits.h>

#include "applets.h"

TEXTS_OF(call_xcall);

static int read_form(struct call *call, const struct xcall_args *args, struct data_form *form)
{
    *form = (struct data_form){.big = data_native.big, .wrap = args->foreign.wrap};
    if (data_abi(call, args->abi, &form->abi) < 0)
        return -1;
    if (args->endian.data == NULL)
        return 0;
    form->big = word_is(args->endian, "big");
    if (!form->big && !word_is(args->endian, "little"))
        return fail_usage(call->fail, "endian: '%.60s' is neither big nor little", args->endian.data);
    return 0;
}

int xcall_type(struct call *call, struct words words, struct cdecl *declaration, struct data_form *form)
{
    if (words.count == 0)
        return fail_usage(call->fail, "TYPE is missing");
    if (read_form(call, ARGS(struct xcall_args, call), form) < 0 ||
        data_declaration(call, words.items[0].data, form->abi, declaration) < 0)
        return -1;
    if (declaration->type->incomplete || declaration->type->kind == CTYPE_VOID ||
        declaration->type->kind == CTYPE_FUNCTION)
        return fail_usage(call->fail, "'%.100s' has no size", words.items[0].data);
    return 0;
}

int xcall_data_type(struct call *call, struct words words, struct cdecl *declaration, struct data_form *form)
{
    const char *why;

    if (xcall_type(call, words, declaration, form) < 0)
        return -1;
    if (!data_defined(declaration->type, form, &why))
        return fail_words(call->fail, EX_UNAVAILABLE, "%s: what its bytes mean is not defined", why);
    return 0;
}

static const char *const commands[] = {"layout", "pack", "unpack", NULL};

static int run_xcall(struct call *call)
{
    static int (*const functions[])(struct call *, struct words) = {xcall_layout, xcall_pack, xcall_unpack};
    const struct foreign_options *options = &ARGS(struct xcall_args, call)->foreign;
    struct words words = options->words;

    if (words.count == 0)
        return fail_usage(call->fail, "nothing to do: LIB PROTOTYPE [ARG...], layout, pack or unpack");
    for (size_t i = 0; commands[i] != NULL && !options->variable && !options->has; i++)
        if (word_is(words.items[0], commands[i]))
            return functions[i](call, (struct words){words.count - 1, words.items + 1});
    return xcall_foreign(call);
}

#define OPTION(member, kind, ...) PARAM(struct xcall_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM_AS("args", struct xcall_args, foreign.words, WORDS, .metavar = PACKED("ARG"),
             .help = PACKED(
                 "LIB PROTOTYPE [ARG...]: call a function; layout TYPE; pack TYPE [RECORD...]; unpack TYPE [FILE]")),
    FOREIGN_PARAMS(struct xcall_args, foreign),
    OPTION(timeout, WORD, .metavar = PACKED("DURATION"), .help = PACKED("end a call that takes longer")),
    OPTION(endian, WORD, .metavar = PACKED("big|little"),
           .help = PACKED("byte order of pack and unpack; this machine's if not given")),
    OPTION(abi, WORD, .metavar = PACKED("lp64|ilp32"),
           .help = PACKED("sizes of x86-64 or of i386 instead of this machine's")),
    OPTION(all, BOOL, .help = PACKED("unpack: values up to the end of the file, not one")),
    OPTION(count, MAYBE_SIZE, .metavar = PACKED("N"), .help = PACKED("unpack: N values")),
    OPTION(at, MAYBE_SIZE, .metavar = PACKED("OFFSET"), .help = PACKED("unpack: begin at that byte")),
    OPTION(flatten, BOOL, .help = PACKED("layout: the members of inner structures, too")),
};

const struct op xcall_applet = {
    .name = "xcall",
    TEXTS(.summary = "Call foreign functions; lay out, pack and unpack C data",
          .result = "the function's result; with memory that it filled a record result, errno, arg1...",
          .note = "A call runs in a separate process: a crash there is status 128+N and a message",
          .example = "xcall layout 'struct {char a; int b:3; int c:30;}'", .signature = "xcall LIB PROTOTYPE [ARG...]"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_UNIX,
    OP_PARAMS(struct xcall_args, params),
    .flags = OP_APPLET | OP_BYTES,
    .run = run_xcall,
};
