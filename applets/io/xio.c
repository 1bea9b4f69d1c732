/* SPDX-License-Identifier: MIT */
/* xio: text between encodings, and bytes between programs. */
#include "io/xio.h"

#include <sysexits.h>

#include "applets.h"
#include "table/nearest.h"

TEXTS_OF(io_xio);

enum { COPY, CHECK, INFO, BUFFER, UNBUFFER, PROGRESS, COMMANDS };

static const char *const command_names[] = {
    [COPY] = "copy",         [CHECK] = "check",       [INFO] = "info",   [BUFFER] = "buffer",
    [UNBUFFER] = "unbuffer", [PROGRESS] = "progress", [COMMANDS] = NULL,
};

/* Which options a command takes. */
enum { FROM = 1, COPYING = 2, BUFFERING = 4, WATCHING = 8 };

static const struct command {
    unsigned options;
    int (*run)(struct xio *xio);
} commands[COMMANDS] = {
    [COPY] = {FROM | COPYING, xio_copy}, [CHECK] = {FROM, xio_check},    [INFO] = {FROM, xio_info},
    [BUFFER] = {BUFFERING, xio_buffer},  [UNBUFFER] = {0, xio_unbuffer}, [PROGRESS] = {WATCHING, xio_progress},
};

struct words xio_operands(const struct xio *xio)
{
    static const struct word standard = {"-", 1};

    return xio->args->words.count > 0 ? xio->args->words : (struct words){1, &standard};
}

static int fail_encoding(struct call *call, const char *option, const char *name, enum encoding_found found)
{
    struct nearest nearest = nearest_to(word_of(name));
    const char *known;

    if (found == ENCODING_NOT_HERE || found == ENCODING_UNKNOWN)
        call_dynamic(call);
    for (size_t i = 0; (known = encoding_name(i)) != NULL; i++)
        nearest_offer(&nearest, known);
    switch (found) {
    case ENCODING_NOT_TEXT:
        return fail_usage(call->fail, "%s: %s is not an encoding of text", option, name);
    case ENCODING_LOCALE:
        return fail_usage(call->fail, "%s: nothing here depends on the locale; name the encoding", option);
    case ENCODING_NOT_HERE:
        return fail_words(call->fail, EX_UNAVAILABLE, "%s: %s is not in this build (%s)", option, name,
                          HAVE_ICONV ? "iconv(3) of its C library lacks it" : "configure --with-iconv");
    default:
        return fail_usage(call->fail, "%s: unknown encoding '%.100s'%s", option, name, nearest_hint(&nearest, "").text);
    }
}

/* Reads the name of an encoding; NULL is utf-8. */
static int read_encoding(struct call *call, const char *option, const char *name, struct encoding *encoding)
{
    enum encoding_found found = encoding_find(name != NULL ? name : "utf-8", encoding);

    return found == ENCODING_FOUND ? 0 : fail_encoding(call, option, name, found);
}

static int read_handler(struct xio *xio, const char *name)
{
    struct call *call = xio->call;
    struct nearest nearest = nearest_to(word_of(name != NULL ? name : ""));

    for (unsigned i = 0; i < HANDLERS && name != NULL; i++) {
        const char *known = codec_handler_name(i);
        xio->handler = (enum codec_handler)i;
        if (word_is(word_of(name), known))
            return 0;
        nearest_offer(&nearest, known);
    }
    xio->handler = HANDLE_STRICT;
    if (name == NULL)
        return 0;
    if (word_is(word_of(name), "namereplace"))
        return fail_words(call->fail, EX_UNAVAILABLE,
                          "errors: namereplace needs the names of all characters, which are not here: use "
                          "backslashreplace");
    return fail_usage(call->fail, "errors: unknown handler '%.100s'%s", name, nearest_hint(&nearest, "").text);
}

static int read_newline(struct xio *xio, const char *name)
{
    static const char *const modes[] = {
        [NEWLINE_KEEP] = "keep", [NEWLINE_LF] = "lf", [NEWLINE_CRLF] = "crlf", [NEWLINE_CR] = "cr"};

    for (unsigned i = 0; i < sizeof modes / sizeof modes[0]; i++)
        if (name == NULL || word_is(word_of(name), modes[i])) {
            xio->newline = name == NULL ? NEWLINE_KEEP : (enum newline_mode)i;
            return 0;
        }
    return fail_usage(xio->call->fail, "newline: '%.100s' is not lf, crlf, cr or keep", name);
}

/* Parses the options about encodings and line ends. */
static int read_options(struct xio *xio, bool automatic)
{
    const struct xio_args *args = xio->args;
    struct call *call = xio->call;

    xio->bytes = args->from == NULL && args->to == NULL && args->errors == NULL && args->newline != NULL;
    xio->detect = args->from != NULL ? word_is(word_of(args->from), "auto") : automatic;
    xio->has_fallback = args->fallback != NULL;
    if (xio->has_fallback && !xio->detect)
        return fail_usage(call->fail, "--fallback is for --from auto");
    if (args->in_place && args->output != NULL)
        return fail_usage(call->fail, "--in-place and --output exclude each other");
    if (read_encoding(call, "from", xio->detect ? NULL : args->from, &xio->from) < 0 ||
        read_encoding(call, "to", args->to, &xio->to) < 0 ||
        read_encoding(call, "fallback", args->fallback, &xio->fallback) < 0)
        return -1;
    return read_handler(xio, args->errors) < 0 ? -1 : read_newline(xio, args->newline);
}

/* Refuses the options of other commands. */
static int check_options(struct call *call, const struct command *command)
{
    const struct xio_args *args = ARGS(struct xio_args, call);
    const struct {
        const char *name;
        bool given;
        unsigned options;
    } given[] = {
        {"from", args->from != NULL, FROM},
        {"fallback", args->fallback != NULL, FROM},
        {"to", args->to != NULL, COPYING},
        {"errors", args->errors != NULL, COPYING},
        {"newline", args->newline != NULL, COPYING},
        {"output", args->output != NULL, COPYING},
        {"in-place", args->in_place, COPYING},
        {"follow", args->follow, COPYING},
        {"low", args->low != NULL, BUFFERING},
        {"high", args->high != NULL, BUFFERING},
        {"report", args->report != NULL, BUFFERING},
        {"fd", args->fd.given, WATCHING},
        {"interval", args->interval != NULL, WATCHING},
    };

    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].given && !(command->options & given[i].options))
            return fail_usage(call->fail, "%s takes no --%s", args->command, given[i].name);
    return 0;
}

static int run_xio(struct call *call)
{
    struct xio xio = {.call = call, .args = ARGS(struct xio_args, call)};
    const char *name = xio.args->command;
    struct nearest nearest = nearest_to(word_of(name));

    for (int i = 0; i < COMMANDS; i++) {
        nearest_offer(&nearest, command_names[i]);
        if (!word_is(word_of(name), command_names[i]))
            continue;
        if (check_options(call, &commands[i]) < 0 || read_options(&xio, i == INFO) < 0)
            return -1;
        call->fail->op = command_names[i];
        return commands[i].run(&xio);
    }
    struct hint hint = nearest_hint(&nearest, "");
    return fail_usage(call->fail, "unknown command '%.100s'%s", name,
                      hint.text[0] != '\0' ? hint.text : " (copy check info buffer unbuffer progress)");
}

#define XIO(member, kind, ...) PARAM(struct xio_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xio_args, command, TEXT, .flags = PARAM_COMMAND,
          .commands = PACKED("copy|check|info|buffer|unbuffer|progress"),
          .help = PACKED("copy, check, info, buffer, unbuffer or progress")),
    PARAM_AS(
        "args", struct xio_args, words, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("ARG"),
        .help = PACKED("copy, check and info: files, - for standard input; buffer SIZE; unbuffer -- PROG [ARG...]; "
                       "progress PID")),
    XIO(from, TEXT, .metavar = PACKED("ENCODING"),
        .help = PACKED(
            "of the input: utf-8, latin-1, utf-16 and so on, or auto: what a BOM says, utf-8 if it is valid")),
    XIO(to, TEXT, .metavar = PACKED("ENCODING"), .help = PACKED("copy: of the output; utf-8 if not given")),
    XIO(fallback, TEXT, .metavar = PACKED("ENCODING"), .help = PACKED("with auto: for input that is not utf-8")),
    XIO(errors, TEXT, .metavar = PACKED("HANDLER"),
        .help = PACKED(
            "copy: strict, ignore, replace, backslashreplace, surrogateescape, surrogatepass or xmlcharrefreplace")),
    XIO(newline, TEXT, .metavar = PACKED("lf|crlf|cr|keep"), .help = PACKED("copy: make all line ends alike")),
    XIO(output, PATH, .letter = 'o', .metavar = PACKED("FILE"),
        .help = PACKED("copy: write FILE, whole or not at all")),
    XIO(in_place, BOOL, .letter = 'i', .help = PACKED("copy: replace each file by its copy")),
    XIO(follow, BOOL, .help = PACKED("with --in-place: replace the files that symbolic links name")),
    XIO(low, TEXT, .metavar = PACKED("PERCENT"),
        .help = PACKED("buffer: after it was full, read again when it is down to that")),
    XIO(high, TEXT, .metavar = PACKED("PERCENT"),
        .help = PACKED("buffer: after it was empty, write again when it is up to that")),
    XIO(report, PATH, .metavar = PACKED("FILE"), .help = PACKED("buffer: write a record of what happened to FILE")),
    XIO(fd, MAYBE_SIZE, .fallback = FALLBACK_NONE, .metavar = PACKED("FD"),
        .help = PACKED("progress: that descriptor of the process only")),
    XIO(interval, TEXT, .metavar = PACKED("DURATION"),
        .help = PACKED("progress: how long to watch for the rate; 1s if not given")),
    XIO(count, LONG, .fallback = FALLBACK_1, .metavar = PACKED("N"),
        .help = PACKED("progress: reports; 0: until the process ends")),
};

const struct op xio_applet = {
    .name = "xio",
    TEXTS(.summary = "Convert encodings and line ends; buffer and watch streams",
          .result = "copy, buffer, unbuffer: bytes; check, info, progress: records",
          .errors = "ENOENT EACCES EISDIR ENOSPC EPIPE",
          .note = "malformed input is status 65, and the message says where; an unknown encoding is 64",
          .example = "printf 'gr\\374n\\r\\n' | xio copy --from latin-1 --newline lf; printf 'ok\\n' | xio check",
          .signature = "xio COMMAND [OPTION...] [ARG...]"),
    .acts_on = ACTS_ON_PATH,
    .available = ON_ALL,
    .flags = OP_APPLET,
    OP_PARAMS(struct xio_args, params),
    .run = run_xio,
};
