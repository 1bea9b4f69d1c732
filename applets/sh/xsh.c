/* SPDX-License-Identifier: MIT */
/* xsh: operations in one long-lived process, as statements of a small language (contract, section 7). */
#include "applets.h"
#include "self/self.h"

#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/ffi_program.h"
#include "os/interrupt.h"
#include "os/retry.h"
#include "sh/builtins.h"
#include "sh/eval/eval.h"
#include "sh/eval/fork.h"
#include "sh/foreign.h"
#include "sh/loggers.h"
#include "sh/streams.h"
#include "sh/prompt/prompt.h"
#include "sh/run.h"

TEXTS_OF(sh_xsh);

struct arguments_of_xsh {
    struct words words; /* FILE and its arguments, or with -c the arguments of the text */
    const char *text, *reply, *big_ints;
    bool errexit, ffi;
};

static int read_options(const struct arguments_of_xsh *args, struct call *call, struct session *session)
{
#ifndef HAVE_LIBFFI
    if (args->ffi) {
        call_dynamic(call);
        return ffi_missing(call->fail);
    }
#endif
    session->replies = call->json ? REPLY_JSON : REPLY_NONE;
    if (args->reply != NULL && strcmp(args->reply, "sh") != 0 && strcmp(args->reply, "json") != 0)
        return fail_usage(call->fail, "reply: '%.200s' is neither json nor sh", args->reply);
    if (args->reply != NULL)
        session->replies = args->reply[0] == 's' ? REPLY_SHELL : REPLY_JSON;
    if (session->replies != REPLY_NONE)
        call->out->writer = session->replies == REPLY_SHELL ? &out_plain : &out_json;
    if (args->big_ints != NULL && strcmp(args->big_ints, "string") != 0 && strcmp(args->big_ints, "number") != 0)
        return fail_usage(call->fail, "big_ints: '%.200s' is neither number nor string", args->big_ints);
    session->big_as_text = args->big_ints != NULL && args->big_ints[0] == 's';
    return 0;
}

/* Stores $1, $2, ...: the words after FILE or, with -c, all words. */
static int keep_arguments(struct session *session, struct words words, bool file)
{
    struct arguments *arguments = &session->script.arguments;

    arguments->items = arena_alloc(session->arena, (words.count + 1) * sizeof *arguments->items);
    if (arguments->items == NULL)
        return session_no_memory(session);
    for (size_t i = file; i < words.count; i++)
        if ((arguments->items[arguments->count++] = value_text(session->arena, words.items[i])) == NULL)
            return session_no_memory(session);
    return 0;
}

static int run_script(struct session *session, const struct arguments_of_xsh *args)
{
    if (args->text != NULL)
        return session_text(session, args->text, strlen(args->text), "-c");
    return session_file(session, args->words.count > 0 ? args->words.items[0].data : NULL);
}

/* Runs the script to its end. Ctrl-C ends it after deferred statements have run, as if it had not been caught. */
static int run_to_end(struct session *session, const struct call *call)
{
    const struct arguments_of_xsh *args = ARGS(struct arguments_of_xsh, call);
    bool prompt = args->text == NULL && args->words.count == 0 && session->replies == REPLY_NONE &&
                  isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    int result = 0;

#ifndef HAVE_LIBEDIT
    if (prompt && prompt_could_edit())
        call_dynamic(call);
#endif
    if (prompt)
        prompt_run(session);
    else {
        interrupt_by(SIGINT, NULL);
        result = run_script(session, args);
    }
    int interrupted = os_interrupted;
    run_deferred(session, &session->script);
    async_wait(session, -1);
    foreign_end(session);
    session->fail->op = "close";
    if (streams_end(session) < 0) {
        session_message(session);
        session->status = session->fail->status;
    }
    session->fail->op = "logging";
    if (loggers_end(session) < 0) {
        session_message(session);
        session->status = session->fail->status;
    }
    out_flush(session->out);
    if (interrupted != 0) {
        session->status = 128 + interrupted;
        interrupt_die(interrupted);
    }
    return result;
}

static int run_xsh(struct call *call)
{
    const struct arguments_of_xsh *args = ARGS(struct arguments_of_xsh, call);
    struct session *session = calloc(1, sizeof *session);
    struct own replies; /* kept open until the last reply */
    int result = -1;

    if (session == NULL)
        return fail_no_memory(call->fail);
    session->out = call->out;
    session->out->sink = session_send;
    session->fail = call->fail;
    session->arena = call->arena;
    session->frame = &session->script;
    session->closed_streams = call->closed_streams;
    session->accounts = call->names;
    session->errexit = args->errexit;
    session->find_applet = applet_find;
    session->complete_words = complete_words;
    commands_fill(session, all_builtins + !args->ffi);
    if (read_options(args, call, session) == 0 && keep_arguments(session, args->words, args->text == NULL) == 0) {
        if (session->replies != REPLY_NONE)
            own_keep(session, &replies, &call->out->fd);
        result = run_to_end(session, call);
    }
    call->status = session->status;
    call->fail->op = call->op->name;
    call->fail->source = NULL;
    hooks_clear(session);
    session_clear(session);
    free(session);
    return result;
}

static const struct param params[] = {
    PARAM_AS("file", struct arguments_of_xsh, words, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("FILE [ARG]"),
             .help = PACKED("the script and its arguments, $1 and on; standard input if left out")),
    PARAM_AS("command", struct arguments_of_xsh, text, TEXT, .letter = 'c', .flags = PARAM_OPTION,
             .metavar = PACKED("TEXT"), .help = PACKED("run the statements of TEXT; the arguments are $1 and on")),
    PARAM(struct arguments_of_xsh, errexit, BOOL, .letter = 'e', .flags = PARAM_OPTION,
          .help = PACKED("end at the first statement whose status is not 0")),
    PARAM(struct arguments_of_xsh, ffi, BOOL, .flags = PARAM_OPTION,
          .help = PACKED("with statements that call foreign functions: cdll, call, new ...")),
    PARAM(struct arguments_of_xsh, reply, TEXT, .flags = PARAM_OPTION, .metavar = PACKED("sh|json"),
          .help = PACKED("answer each statement with one line: assignments of a shell, or as --json")),
    PARAM(struct arguments_of_xsh, big_ints, TEXT, .flags = PARAM_OPTION, .metavar = PACKED("string"),
          .help = PACKED("in replies, write integers beyond 2^53 as strings")),
};
const struct op xsh_applet = {
    .name = "xsh",
    TEXTS(.summary = "Run many operations in one process: a small language",
          .result = "the value of each statement that is not assigned",
          .note = "descriptors, variables and children live on from statement to statement",
          .example = "xos sh -c 'p = pipe; write $p.w hi; read $p.r 2'"),
    .acts_on = ACTS_ON_SELF,
    .available = ON_ALL,
    OP_PARAMS(struct arguments_of_xsh, params),
    .flags = OP_APPLET | OP_ARGV,
    .run = run_xsh,
};
