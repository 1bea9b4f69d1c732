/* SPDX-License-Identifier: MIT */
/* Failures: their messages (contract, section 5). */
#include "out/fail.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "out/out.h"
#include "out/quote.h"
#include "value/errnos.h"

static void put_visible(struct out *out, const char *text)
{
    quote_visible(out, text, strlen(text));
}

/* Writes the description of a failure. ETIMEDOUT has its own, because the C library's text is about a connection. */
static void put_words(const struct fail *fail, struct out *out)
{
    const char *words = fail->errnum == ETIMEDOUT ? "Timed out" : errno_words(fail->errnum);

    if (fail->text[0] != '\0')
        put_visible(out, fail->text);
    else if (words != NULL)
        out_put(out, words);
    else {
        out_put(out, "Unknown error ");
        out_put_int(out, fail->errnum);
    }
}

static void put_part(struct out *out, const char *part)
{
    if (part == NULL)
        return;
    put_visible(out, part);
    out_put(out, ": ");
}

static void put_front(const struct fail *fail, struct out *out)
{
    if (fail->source == NULL) {
        out_put(out, "xos: ");
        return;
    }
    put_visible(out, fail->source);
    out_char(out, ':');
    out_put_uint(out, fail->line);
    out_put(out, ": ");
}

static bool is_usage(const struct fail *fail)
{
    return fail->status == EX_USAGE && fail->errnum == 0;
}

/* The operation's name in a message: in a usage error about the command line, the name that the user typed. */
static const char *shown_op(const struct fail *fail)
{
    const struct fail_command *command = &fail->command;
    bool own = fail->op != NULL && command->op != NULL && strcmp(fail->op, command->op) == 0;

    return own && is_usage(fail) && command->typed != NULL ? command->typed : fail->op;
}

/* Writes where to find help after a usage error on the command line, or in an operation of a session. Other errors in a
 * script are about its own statements; their messages begin with file and line. */
static void put_help(const struct fail *fail, struct out *out)
{
    const char *command = fail->row ? fail->op : fail->command.op;

    if (fail->source != NULL && !fail->row)
        return;
    out_put(out, " (see ");
    if (fail->row || !fail->command.applet)
        out_put(out, command != NULL ? "xos " : "xos");
    if (command != NULL)
        out_put(out, command);
    out_put(out, " --help)");
}

void fail_message(const struct fail *fail, struct out *out)
{
    put_part(out, shown_op(fail));
    put_part(out, fail->step);
    if (fail->item != 0) {
        put_visible(out, fail->list);
        out_char(out, ':');
        out_put_uint(out, fail->item);
        out_put(out, ": ");
    }
    if (fail->path != NULL && fail->path2 != NULL) {
        put_visible(out, fail->path);
        out_put(out, " -> ");
    }
    put_part(out, fail->path2 != NULL ? fail->path2 : fail->path);
    put_words(fail, out);
    if (fail->errnum != 0) {
        const char *name = errno_name(fail->errnum);
        out_put(out, " [");
        if (name != NULL)
            out_put(out, name);
        else
            out_put_int(out, fail->errnum);
        out_char(out, ']');
    }
    if (fail->calls != NULL)
        out_put(out, fail->calls);
}

static void put_line(const struct fail *fail, struct out *out)
{
    put_front(fail, out);
    fail_message(fail, out);
    if (is_usage(fail))
        put_help(fail, out);
    out_char(out, '\n');
}

static void put_message(const struct fail *fail, struct out *out)
{
    char room[sizeof fail->text * 4 + 64];
    struct out words;

    out_init(&words, &out_plain, -1, room, sizeof room);
    if (fail->text[0] != '\0')
        out_put(&words, fail->text);
    else
        put_words(fail, &words);
    out_name(out, "message");
    out_string(out, room, words.used);
}

void fail_value(const struct fail *fail, struct out *out)
{
    out_open(out, OUT_RECORD);
    out_field_text(out, "op", shown_op(fail));
    out_name(out, "errno");
    if (fail->errnum != 0)
        out_int(out, fail->errnum);
    else
        out_none(out);
    out_field_text(out, "name", fail->errnum != 0 ? errno_name(fail->errnum) : NULL);
    put_message(fail, out);
    if (fail->step != NULL)
        out_field_text(out, "step", fail->step);
    if (fail->path != NULL)
        out_field_text(out, "path", fail->path);
    if (fail->path2 != NULL)
        out_field_text(out, "path2", fail->path2);
    if (fail->item != 0) {
        out_field_text(out, "list", fail->list);
        out_field_uint(out, "item", fail->item);
    }
    out_field_int(out, "exit", fail->status);
    out_close(out);
}

void fail_print(const struct fail *fail, int fd, bool json)
{
    char buffer[4096];
    struct out out;

    out_init(&out, json ? &out_json : &out_plain, fd, buffer, sizeof buffer);
    if (json) {
        out_open(&out, OUT_RECORD);
        out_name(&out, "error");
        fail_value(fail, &out);
        out_close(&out);
    } else
        put_line(fail, &out);
    out_flush(&out);
}
