/* SPDX-License-Identifier: MIT */
/* The options that every operation takes besides its own parameters. */
#include "table/run.h"

TEXTS_OF(table_options);

const struct param common_params[] = {
    PARAM(struct common, json, BOOL, .flags = PARAM_OPTION, .help = PACKED("results and messages as JSON")),
    PARAM(struct common, null, BOOL, .flags = PARAM_OPTION, .letter = '0',
          .help = PACKED("a NUL byte after each item, names raw")),
    PARAM(struct common, quiet, BOOL, .flags = PARAM_OPTION, .letter = 'q',
          .help = PACKED("print nothing; the exit status answers")),
    PARAM(struct common, hex, BOOL, .flags = PARAM_OPTION, .help = PACKED("bytes in hexadecimal")),
    PARAM(struct common, base64, BOOL, .flags = PARAM_OPTION, .help = PACKED("bytes in base64")),
    PARAM_AS("stdin", struct common, from_stdin, BOOL, .flags = PARAM_OPTION,
             .help = PACKED("take the data from standard input")),
    PARAM_AS("as", struct common, as, NEW_FDS, .flags = PARAM_OPTION,
             .help = PACKED("give the new descriptor this number")),
    PARAM(struct common, result_fd, NEW_FD, .flags = PARAM_OPTION,
          .help = PACKED("write the result to this descriptor")),
    PARAM(struct common, help, BOOL, .flags = PARAM_OPTION, .help = PACKED("show this help")),
    PARAM(struct common, version, BOOL, .flags = PARAM_OPTION, .help = PACKED("show the version")),
};

const size_t common_param_count = sizeof common_params / sizeof common_params[0];

static bool takes_bytes(const struct op *op)
{
    for (size_t i = 0; i < op->param_count; i++)
        if (op->params[i].kind == KIND_BYTES || op->params[i].kind == KIND_BUFFERS)
            return true;
    return false;
}

bool common_applies(const struct op *op, const struct param *param)
{
    switch (param->offset) {
    case offsetof(struct common, quiet):
        return op->flags & OP_PREDICATE;
    case offsetof(struct common, hex):
    case offsetof(struct common, base64):
        return (op->flags & OP_BYTES) || takes_bytes(op);
    case offsetof(struct common, from_stdin):
        return takes_bytes(op);
    case offsetof(struct common, as):
        return op->flags & OP_NEW_FDS;
    default:
        return true;
    }
}
