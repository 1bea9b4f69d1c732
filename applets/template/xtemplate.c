/* SPDX-License-Identifier: MIT */
/* xtemplate: prints each operand's length in bytes. Copy this folder to begin an applet; CONTRIBUTING.md says how. */
#include "applets.h"

TEXTS_OF(template_xtemplate);

struct xtemplate_args {
    struct words words;
    bool total;
};

static int run_xtemplate(struct call *call)
{
    const struct xtemplate_args *args = ARGS(struct xtemplate_args, call);
    size_t total = 0;

    for (size_t i = 0; i < args->words.count; i++) {
        if (args->words.items[i].size == 0) { /* report it, go on; the status is that of the first failure */
            fail_usage(call->fail, "an empty operand");
            call_report(call);
            continue;
        }
        total += args->words.items[i].size;
        if (!args->total)
            out_uint(call->out, args->words.items[i].size);
    }
    if (args->total)
        out_uint(call->out, total);
    return 0;
}

static const struct param params[] = {
    PARAM(struct xtemplate_args, words, WORDS, .metavar = PACKED("WORD"), .help = PACKED("the words to measure")),
    PARAM(struct xtemplate_args, total, BOOL, .flags = PARAM_OPTION, .letter = 't', .help = PACKED("only their sum")),
};

const struct op xtemplate_applet = {
    .name = "xtemplate",
    TEXTS(.summary = "Print the length of each word in bytes", .result = "int bytes, for each word",
          .example = "xtemplate one two"),
    .acts_on = ACTS_ON_VALUE,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_STREAM,
    OP_PARAMS(struct xtemplate_args, params),
    .run = run_xtemplate,
};
