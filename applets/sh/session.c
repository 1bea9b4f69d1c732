/* SPDX-License-Identifier: MIT */
/* The state of a session: messages, variables, and memory that is kept until its end. */
#include "sh/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"
#include "value/number.h"

struct names {
    struct names *next;
    char text[];
};

bool session_stops(const struct session *session)
{
    return session->leaving != LEAVES_NOT || os_interrupted;
}

int session_no_memory(struct session *session)
{
    return fail_errno(session->fail, ENOMEM, NULL, NULL);
}

/* Writes the sequence that starts or ends colour, if errors are shown in red. */
static void colour(const struct session *session, const char *sequence)
{
    if (session->colour)
        write_all(STDERR_FILENO, sequence, strlen(sequence));
}

void session_after_echo(struct session *session)
{
    if (!session->interactive || !os_interrupted || session->after_echo)
        return;
    session->after_echo = true;
    out_char(session->out, '\n');
    out_flush(session->out);
}

/* Writes the calls that led to the statement, innermost first, as " (in f, called at s.xos:3)". */
static void put_calls(const struct session *session, struct out *out)
{
    enum { MOST = 10 };
    int count = 0;

    for (const struct frame *frame = session->frame; frame->outer != NULL; frame = frame->outer) {
        if (++count > MOST)
            continue;
        out_put(out, count == 1 ? " (in " : "; in ");
        out_put(out, frame->name);
        out_put(out, ", called at ");
        out_put(out, frame->source != NULL ? frame->source : "the prompt");
        if (frame->source != NULL) {
            out_char(out, ':');
            out_put_uint(out, frame->line);
        }
    }
    if (count > MOST)
        out_put(out, "; ...");
    if (count > 0)
        out_char(out, ')');
}

int session_send(struct out *out, const void *data, size_t size)
{
    struct pollfd writable = {.fd = out->fd, .events = POLLOUT};
    const char *at = data;

    while (size > 0) {
        int64_t written = os_write(out->fd, at, size);
        if (written == -EAGAIN && os_poll_once(&writable, 1, -1) < 0 && os_interrupted)
            return -EINTR;
        if (written == -EINTR && os_poll_once(&writable, 1, 0) != 1)
            return -EINTR;
        if (written < 0 && written != -EINTR && written != -EAGAIN)
            return (int)written;
        if (written > 0) {
            at += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

void session_message(struct session *session)
{
    char calls[1024];
    struct out out;

    out_init(&out, &out_plain, -1, calls, sizeof calls - 1);
    put_calls(session, &out);
    calls[out.errnum == 0 ? out.used : 0] = '\0';
    session->fail->source = session->source;
    session->fail->line = session->line;
    session->fail->calls = calls;
    session_after_echo(session);
    out_flush(session->out);
    colour(session, "\033[31m");
    fail_print(session->fail, STDERR_FILENO, false);
    colour(session, "\033[m");
    session->fail->calls = NULL;
}

/* Copies a text, which may be NULL, to *at, and moves *at to the end of the copy. */
static const char *copy_text(char **at, const char *text)
{
    char *copy = *at;

    if (text == NULL)
        return NULL;
    *at = stpcpy(copy, text) + 1;
    return copy;
}

void session_keep_failure(struct session *session)
{
    struct fail *fail = session->fail;
    const char **texts[] = {&fail->op, &fail->step, &fail->path, &fail->path2};
    size_t size = 1;

    for (size_t i = 0; i < 4; i++)
        size += *texts[i] != NULL ? strlen(*texts[i]) + 1 : 0;
    char *kept = malloc(size), *at = kept;
    for (size_t i = 0; i < 4; i++)
        *texts[i] = kept != NULL ? copy_text(&at, *texts[i]) : NULL;
    free(session->kept);
    session->kept = kept;
}

const char *session_name(struct session *session, const char *name)
{
    if (name == NULL)
        return NULL;
    for (const struct names *known = session->names; known != NULL; known = known->next)
        if (strcmp(known->text, name) == 0)
            return known->text;
    struct names *names = malloc(sizeof *names + strlen(name) + 1);
    if (names == NULL)
        return NULL;
    strcpy(names->text, name);
    names->next = session->names;
    session->names = names;
    return names->text;
}

struct code *code_new(void)
{
    struct code *code = malloc(sizeof *code);

    if (code != NULL) {
        code->uses = 1;
        arena_init(&code->arena, code->memory, sizeof code->memory);
    }
    return code;
}

void code_hold(struct code *code)
{
    code->uses++;
}

void code_drop(struct code *code)
{
    if (--code->uses > 0)
        return;
    arena_clear(&code->arena);
    free(code);
}

const struct value *session_get(const struct session *session, struct word name)
{
    const struct value *value = variables_get(&session->frame->variables, name);

    return value != NULL || session->frame == &session->script ? value
                                                               : variables_get(&session->script.variables, name);
}

int session_set(struct session *session, struct word name, const struct value *value)
{
    struct variables *variables = &session->frame->variables;

    if (session->frame != &session->script && variables_get(variables, name) == NULL &&
        variables_get(&session->script.variables, name) != NULL)
        variables = &session->script.variables;
    return variables_set(variables, name, value) ? 0 : session_no_memory(session);
}

void session_clear(struct session *session)
{
    variables_clear(&session->script.variables);
    for (struct def *def = session->defs, *next; def != NULL; def = next) {
        next = def->next;
        code_drop(def->code);
        free(def);
    }
    for (struct names *names = session->names, *next; names != NULL; names = next) {
        next = names->next;
        free(names);
    }
    free(session->kept);
    free(session->script.result);
}
