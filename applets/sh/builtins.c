/* SPDX-License-Identifier: MIT */
/* The statements of xsh that are not operations. */
#include "sh/builtins.h"

#include <stdint.h>
#include <string.h>
#include <sysexits.h>

#include "sh/eval/eval.h"
#include "sh/run.h"
#include "sh/streams.h"
#include "value/number.h"

TEXTS_OF(sh_builtins);

enum { DEEPEST_SOURCE = 100, PROTOCOL = 1 };

/* Prints the values on one line; if used as a value, returns them as a list. */
static int run_print(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    bool kept = is_kept(session, out);

    (void)status;
    if (kept)
        out_open(out, OUT_LIST);
    for (size_t i = 0; i < arguments->count; i++) {
        if (kept) {
            value_write(arguments->items[i], out, false);
            continue;
        }
        if (i > 0)
            out_char(out, ' ');
        value_line(arguments->items[i], out);
    }
    if (kept)
        out_close(out);
    else
        out_char(out, out->writer == &out_null ? '\0' : '\n');
    return 0;
}

static int run_unset(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    int result = 0;
    for (size_t i = 0; i < arguments->count; i++) {
        struct word name = text_of(arguments, i);
        struct variables *variables = &session->frame->variables;
        const struct value *value = variables_get(variables, name);
        if (value == NULL && (value = variables_get(variables = &session->script.variables, name)) == NULL)
            return fail_usage(session->fail, "unknown variable %.*s", shown_size(name), name.data);
        struct open_stream *open = session->streams != NULL ? stream_of(session, value) : NULL;
        variables_unset(variables, name);
        if (open != NULL && stream_end(session, open) < 0)
            result = -1;
    }
    out_none(out);
    return result;
}

/* Writes variables as fields of a record; when printed, a record or a list is one line. */
static int put_variables(struct session *session, const struct variables *variables, struct out *out)
{
    for (const struct variable *variable = variables->first; variable != NULL; variable = variable->later) {
        struct word line;
        if (variables == &session->script.variables && variables != &session->frame->variables &&
            variables_get(&session->frame->variables, word_of(variable->name)) != NULL)
            continue;
        out_name(out, variable->name);
        if (is_kept(session, out)) {
            value_write(variable->value, out, false);
            continue;
        }
        if (!value_line_word(variable->value, session->arena, &line))
            return session_no_memory(session);
        out_string(out, line.data, line.size);
    }
    return 0;
}

/* A record of the def's variables and the script's. */
static int run_vars(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)arguments;
    (void)status;
    out_open(out, OUT_RECORD);
    if (put_variables(session, &session->frame->variables, out) < 0)
        return -1;
    if (session->frame != &session->script && put_variables(session, &session->script.variables, out) < 0)
        return -1;
    out_close(out);
    return 0;
}

/* In a session with replies, source is one request: values are discarded, and messages go to standard error. */
static int run_source(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    const char *path = text_of(arguments, 0).data;
    unsigned long failures = session->failures;
    bool quiet = session->quiet;
    unsigned catching = session->catching;

    if (!is_c_string(text_of(arguments, 0)))
        return fail_usage(session->fail, "a path has no NUL byte");
    const char *name = session_name(session, path);
    if (name == NULL)
        return session_no_memory(session);
    if (!depth_enter(session, "source", DEEPEST_SOURCE))
        return -1;
    if (session->replies != REPLY_NONE) {
        session->quiet = true;
        session->catching = 0;
    }
    session->status = 0;
    int result = session_file(session, name);
    session->quiet = quiet;
    session->catching = catching;
    session->fail->op = "source";
    if (result == 0 && session->leaving != LEAVES_FAILED)
        fail_clear(session->fail);
    if (depth_leave(session, "source", DEEPEST_SOURCE) < 0 || result < 0)
        return -1;
    *status = session->status;
    failures = session->failures - failures;
    if (session->replies != REPLY_NONE && failures > 0) {
        fail_words(session->fail, session->status != 0 ? session->status : EX_DATAERR, "%lu of its statements failed",
                   failures);
        session->fail->path = path;
        return -1;
    }
    if (is_kept(session, out))
        out_none(out);
    return 0;
}

static int run_exit(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct number number;
    int64_t value = session->status;

    if (arguments->count > 0 &&
        (!number_read(text_of(arguments, 0), 10, &number) || !number_to_int64(number, 0, UINT8_MAX, &value)))
        return fail_usage(session->fail, "N: '%.200s' is not a status from 0 to 255", text_of(arguments, 0).data);
    session->leaving = LEAVES_END;
    *status = (int)value;
    out_none(out);
    return 0;
}

static int run_set(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    if (!word_is(text_of(arguments, 0), "errexit") ||
        (!word_is(text_of(arguments, 1), "on") && !word_is(text_of(arguments, 1), "off")))
        return fail_usage(session->fail, "usage: set errexit on|off");
    session->errexit = word_is(text_of(arguments, 1), "on");
    out_none(out);
    return 0;
}

/* Version and abilities, which a client checks first. */
static int run_hello(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)session, (void)arguments, (void)status;
    out_open(out, OUT_RECORD);
    out_field_text(out, "xos", PACKAGE_VERSION);
    out_field_int(out, "protocol", PROTOCOL);
    out_close(out);
    return 0;
}

const struct builtin statement_builtins[] = {
    {.name = "print",
     TEXTS(.signature = "print VALUE...", .summary = "write the values on one line"),
     .most = ANY_NUMBER,
     .takes_values = true,
     .run = run_print},
    {.name = "unset",
     TEXTS(.signature = "unset NAME...", .summary = "forget variables; a stream is closed"),
     .least = 1,
     .most = ANY_NUMBER,
     .run = run_unset},
    {.name = "vars", TEXTS(.signature = "vars", .summary = "all variables"), .run = run_vars},
    {.name = "source",
     TEXTS(.signature = "source FILE", .summary = "run the statements of a file"),
     .least = 1,
     .most = 1,
     .flushes = true,
     .run = run_source},
    {.name = "exit",
     TEXTS(.signature = "exit [N]", .summary = "end the session, with status N"),
     .most = 1,
     .run = run_exit},
    {.name = "set",
     TEXTS(.signature = "set errexit on|off", .summary = "end at the first status that is not 0, or not"),
     .least = 2,
     .most = 2,
     .run = run_set},
    {.name = "hello",
     TEXTS(.signature = "hello", .summary = "the versions of xos and of its protocol"),
     .run = run_hello},
    {0},
};
