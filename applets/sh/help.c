/* SPDX-License-Identifier: MIT */
/* help: what there is to say at the prompt. */
#include "sh/xsh.h"

#include <string.h>

#include "table/help.h"
#include "ops/chapters.h"
#include "table/registry.h"

enum { COLUMN = 38 }; /* where what a row says begins */

static void put_builtins(struct out *out, const struct builtin *list)
{
    for (; list->name != NULL; list++)
        help_row(out, list->usage, list->summary, COLUMN);
}

/* The names of a chapter's operations, as many a line as fit. */
static void put_names(struct out *out, const struct chapter *chapter)
{
    enum { WIDTH = 78 };
    size_t column = WIDTH;

    for (size_t i = 0; i < chapter->count; i++) {
        const struct op *op = &chapter->ops[i];
        if (op->home != NULL)
            continue;
        bool wraps = column + strlen(op->name) + 1 > WIDTH;
        column = (wraps ? 1 : column) + strlen(op->name) + 1;
        out_put(out, wraps ? "\n  " : " ");
        out_put(out, op->name);
    }
    out_char(out, '\n');
}

static void help_overview(struct out *out)
{
    help_row(out, "NAME = OPERATION ARG...", "give the value a name: fd = open data O_RDONLY", COLUMN);
    help_row(out, "$NAME $NAME.FIELD $NAME.INDEX", "the value, a field of a record, an item of a list", COLUMN);
    help_row(out, "$? $errno", "the last status; the name of its error", COLUMN);
    help_row(out, "!COMMAND", "run the rest of the line with sh", COLUMN);
    put_builtins(out, builtins);
    put_builtins(out, fork_builtins);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++) {
        out_char(out, '\n');
        out_put(out, (*chapter)->title);
        put_names(out, *chapter);
    }
    out_put(out, "\nhelp OP tells more; manual: xsh(1), xos-ops(7).\n");
}

/* The names of all statements and operations, as a list. */
static void name_all(const struct session *session, struct out *out)
{
    out_open(out, OUT_LIST);
    for (const struct builtin *builtin = builtins; builtin->name != NULL; builtin++)
        out_text(out, builtin->name);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if ((*chapter)->ops[i].home == NULL || command_find(session, word_of((*chapter)->ops[i].name))->op == NULL)
                out_text(out, (*chapter)->ops[i].name);
    out_close(out);
}

static void help_builtin(struct out *out, const struct builtin *builtin)
{
    out_put(out, "usage: ");
    out_put(out, builtin->usage);
    out_char(out, '\n');
    out_put(out, builtin->summary);
    out_put(out, ".\nManual:   man xsh\n");
}

/* The record of --list --json where help is a value, else the page. */
int help_run(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    (void)status;
    if (arguments->count == 0) {
        if (is_kept(session, out))
            name_all(session, out);
        else
            help_overview(out);
        return 0;
    }
    struct word name = arguments->items[0]->text;
    const struct command *command = command_find(session, name);
    if (command == NULL)
        return unknown_command(session, name);
    if (is_kept(session, out) && command->op != NULL)
        help_record(out, command->op, op_chapter(chapters, command->op));
    else if (is_kept(session, out)) {
        out_open(out, OUT_RECORD);
        out_field_text(out, "name", command->name);
        out_field_text(out, "signature", command->builtin->usage);
        out_field_text(out, "summary", command->builtin->summary);
        out_close(out);
    } else if (command->op != NULL)
        help_op(out, command->op, true);
    else
        help_builtin(out, command->builtin);
    return 0;
}
