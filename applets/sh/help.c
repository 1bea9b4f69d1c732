/* SPDX-License-Identifier: MIT */
/* help at the prompt. */
#include "sh/builtins.h"

#include <string.h>

#include "table/help.h"
#include "ops/chapters.h"
#include "table/registry.h"
#include "value/texts.h"

TEXTS_OF(sh_help);

enum { COLUMN = 38 }; /* column where a row's text starts */

static void put_builtins(struct out *out, struct texts *texts, const struct builtin *list)
{
    for (; list->name != NULL; list++) {
        struct named_texts named = texts_read(texts, list->texts);
        help_row(out, named.signature, named.summary, COLUMN);
    }
}

/* Writes the names of a chapter's operations, several per line. */
static void put_names(struct out *out, struct texts *texts, const struct chapter *chapter)
{
    enum { INDENT = 2 };
    size_t column = INDENT;

    out_put(out, "\n  ");
    for (size_t i = 0; i < chapter->count; i++)
        if (!op_is_member(&chapter->ops[i], texts))
            column = help_wrap(out, chapter->ops[i].name, column, INDENT);
    out_char(out, '\n');
}

static void help_overview(const struct session *session, struct out *out)
{
    struct texts texts;

    texts_start(&texts);
    help_row(out, "NAME = OPERATION ARG...", "assign the value: fd = open data O_RDONLY", COLUMN);
    help_row(out, "NAME = \"text\" | ($A + 1) * 2 | $B", "assign a text, an integer, another variable's value", COLUMN);
    help_row(out, "$NAME $NAME.FIELD $NAME.INDEX", "the value, a field of a record, an item of a list", COLUMN);
    help_row(out, "$(OPERATION ARG...) (ARITHMETIC)", "the value of an operation, an integer, as a word", COLUMN);
    help_row(out, "$? $errno $1 $# $@ $env.NAME", "status, error; arguments; the environment", COLUMN);
    help_row(out, "!COMMAND", "run the rest of the line with sh", COLUMN);
    for (const struct builtin *const *list = session->builtins; *list != NULL; list++)
        put_builtins(out, &texts, *list);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++) {
        out_char(out, '\n');
        help_wrap(out, (*chapter)->title, 0, 0);
        put_names(out, &texts, *chapter);
    }
    out_char(out, '\n');
    help_wrap(out, "help OP explains one, help WORD searches; manual: xsh(1), xsh(7), xos-ops(7).", 0, 0);
    out_char(out, '\n');
}

/* The names of all statements and operations, as a list. */
static void name_all(struct session *session, struct out *out)
{
    struct texts texts;

    texts_start(&texts);
    out_open(out, OUT_LIST);
    for (const struct builtin *const *list = session->builtins; *list != NULL; list++)
        for (const struct builtin *builtin = *list; builtin->name != NULL; builtin++)
            out_text(out, builtin->name);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if (!op_is_member(&(*chapter)->ops[i], &texts) ||
                command_find(session, word_of((*chapter)->ops[i].name))->op == NULL)
                out_text(out, (*chapter)->ops[i].name);
    out_close(out);
}

static void help_builtin(struct out *out, struct texts *texts, const struct builtin *builtin)
{
    struct named_texts named = texts_read(texts, builtin->texts);

    out_put(out, "usage: ");
    out_put(out, named.signature);
    out_char(out, '\n');
    out_put(out, named.summary);
    out_put(out, ".\nManual:   man xsh\n");
}

static bool contains(const char *text, const char *word)
{
    return text != NULL && strcasestr(text, word) != NULL;
}

/* The statements whose name or summary has the word, a row each. The number of them. */
static size_t search(const struct session *session, struct out *out, const char *word)
{
    size_t found = 0;
    struct texts texts;

    texts_start(&texts);
    for (const struct builtin *const *list = session->builtins; *list != NULL; list++)
        for (const struct builtin *builtin = *list; builtin->name != NULL; builtin++) {
            const char *summary = texts_read(&texts, builtin->texts).summary;
            if (!contains(builtin->name, word) && !contains(summary, word))
                continue;
            help_row(out, builtin->name, summary, COLUMN / 2 + 3);
            found++;
        }
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++) {
            const struct op *op = &(*chapter)->ops[i];
            const char *summary = texts_read(&texts, op->texts).summary;
            if (op_is_member(op, &texts) || (!contains(op->name, word) && !contains(summary, word)))
                continue;
            help_row(out, op->name, summary, COLUMN / 2 + 3);
            found++;
        }
    return found;
}

static void builtin_record(struct out *out, struct texts *texts, const struct command *command)
{
    struct named_texts named = texts_read(texts, command->builtin->texts);

    out_open(out, OUT_RECORD);
    out_field_text(out, "name", command->name);
    out_field_text(out, "signature", named.signature);
    out_field_text(out, "summary", named.summary);
    out_close(out);
}

/* Returns the record of --list --json if help is used as a value; else prints the page. */
static int help_run(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    bool kept = is_kept(session, out);
    struct texts texts;

    (void)status;
    texts_start(&texts);
    if (arguments->count == 0) {
        if (kept)
            name_all(session, out);
        else
            help_overview(session, out);
        return 0;
    }
    const struct command *command = command_find(session, text_of(arguments, 0));
    if (command == NULL)
        return !kept && text_of(arguments, 0).size > 1 && search(session, out, text_of(arguments, 0).data) > 0
                   ? 0
                   : unknown_command(session, text_of(arguments, 0));
    if (command->op != NULL && kept)
        help_record(out, &texts, command->op, op_chapter(chapters, command->op));
    else if (command->op != NULL)
        help_op(out, &texts, command->op, true);
    else if (kept)
        builtin_record(out, &texts, command);
    else
        help_builtin(out, &texts, command->builtin);
    return 0;
}

const struct builtin help_builtins[] = {
    {.name = "help",
     TEXTS(.signature = "help [OP|WORD]", .summary = "list everything, explain an operation, or search"),
     .most = 1,
     .run = help_run},
    {0},
};
