/* SPDX-License-Identifier: MIT */
/* The statements of xsh that are no operations. */
#include "sh/xsh.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sysexits.h>

#include "value/number.h"

enum { DEEPEST = 100 };

static struct word text_of(const struct arguments *arguments, size_t i)
{
    return arguments->items[i]->text;
}

/* One line of values; as a value itself their list. */
static int run_print(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    bool kept = is_kept(session, out);

    (void)status;
    if (kept)
        out_open(out, OUT_LIST);
    for (size_t i = 0; i < arguments->count; i++) {
        if (kept) {
            value_write(arguments->items[i], out);
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
    for (size_t i = 0; i < arguments->count; i++) {
        struct word name = text_of(arguments, i);
        if (!variables_unset(&session->variables, name))
            return fail_usage(session->fail, "unknown variable %.*s", shown_size(name), name.data);
    }
    out_none(out);
    return 0;
}

/* A record of all variables; what has members of its own is a line of them where it is printed. */
static int run_vars(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)arguments;
    (void)status;
    out_open(out, OUT_RECORD);
    for (const struct variable *variable = session->variables.first; variable != NULL; variable = variable->later) {
        struct word line;
        out_name(out, variable->name);
        if (is_kept(session, out)) {
            value_write(variable->value, out);
            continue;
        }
        if (!value_line_word(variable->value, session->arena, &line))
            return fail_no_memory(session->fail);
        out_string(out, line.data, line.size);
    }
    out_close(out);
    return 0;
}

static int too_deep(struct session *session)
{
    if (session->depth == 1)
        session->unwinding = false;
    return fail_words(session->fail, EX_DATAERR, "source nests deeper than %d", DEEPEST);
}

static int run_source(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    const char *path = text_of(arguments, 0).data;
    unsigned long failures = session->failures;
    bool quiet = session->quiet;

    if (!is_c_string(text_of(arguments, 0)))
        return fail_usage(session->fail, "a path has no NUL byte");
    session->unwinding = session->depth == DEEPEST;
    if (session->unwinding)
        return too_deep(session);
    session->depth++;
    session->quiet = session->json;
    session->status = 0;
    int result = session_file(session, path);
    session->quiet = quiet;
    session->fail->op = "source";
    if (result == 0)
        fail_clear(session->fail);
    if (session->unwinding)
        result = too_deep(session);
    session->depth--;
    if (result < 0)
        return -1;
    *status = session->status;
    failures = session->failures - failures;
    if (session->json && failures > 0) {
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
        return fail_usage(session->fail, "N: '%.200s' is no status from 0 to 255", text_of(arguments, 0).data);
    session->ending = true;
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

const struct builtin builtins[] = {
    {.name = "print",
     .usage = "print VALUE...",
     .summary = "write the values on one line",
     .most = SIZE_MAX,
     .takes_values = true,
     .run = run_print},
    {.name = "unset",
     .usage = "unset NAME...",
     .summary = "forget variables",
     .least = 1,
     .most = SIZE_MAX,
     .run = run_unset},
    {.name = "vars", .usage = "vars", .summary = "all variables", .run = run_vars},
    {.name = "source",
     .usage = "source FILE",
     .summary = "run the statements of a file",
     .least = 1,
     .most = 1,
     .flushes = true,
     .run = run_source},
    {.name = "help",
     .usage = "help [OP]",
     .summary = "what there is, or what an operation does",
     .most = 1,
     .run = help_run},
    {.name = "exit", .usage = "exit [N]", .summary = "end the session, with status N", .most = 1, .run = run_exit},
    {.name = "set",
     .usage = "set errexit on|off",
     .summary = "end at the first status that is not 0, or not",
     .least = 2,
     .most = 2,
     .run = run_set},
    {0},
};
