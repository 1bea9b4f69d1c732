/* SPDX-License-Identifier: MIT */
/* Writes help from the table. */
#include "table/help.h"

#include <string.h>

#include "table/registry.h"
#include "table/run.h"
#include "value/texts.h"

/* Columns: where a parameter's help begins, on narrow terminals too; where an item's text begins; the widths of
 * terminals that are narrow, and of those to which text is fitted. */
enum { COLUMN = 26, NARROW_COLUMN = 8, LABEL = 10, NARROW = 60, LEAST = 40, MOST = 120 };

static const char *metavar(struct texts *texts, const struct param *param)
{
    return param->metavar != 0 ? text_read(texts, param->metavar) : kind_metavar(param->kind);
}

/* The name of a positional argument in usage and help. */
static const char *argument_name(struct texts *texts, const struct param *param)
{
    return param->metavar != 0 ? text_read(texts, param->metavar) : param->name;
}

static void put_upper(struct out *out, const char *name)
{
    for (; *name != '\0'; name++)
        out_char(out, *name >= 'a' && *name <= 'z' ? (char)(*name - 32) : *name == '_' ? '-' : *name);
}

static void put_dashed(struct out *out, const char *name)
{
    for (; *name != '\0'; name++)
        out_char(out, *name == '_' ? '-' : *name);
}

static size_t width_of(struct out *out)
{
    size_t columns = out_columns(out);

    return columns < LEAST ? LEAST : columns > MOST ? MOST : columns;
}

size_t help_wrap(struct out *out, const char *text, size_t column, size_t indent)
{
    size_t width = width_of(out);

    text += strspn(text, " ");
    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        if (column > indent && column + 1 + size > width) {
            out_char(out, '\n');
            for (column = 0; column < indent; column++)
                out_char(out, ' ');
        } else if (column > indent) {
            out_char(out, ' ');
            column++;
        }
        out_raw(out, text, size);
        column += size;
        text += size;
        text += strspn(text, " ");
    }
    return column;
}

static bool has_options(const struct op *op)
{
    for (size_t i = 0; i < op->param_count; i++)
        if (param_is_option(&op->params[i]))
            return true;
    return false;
}

void help_usage(struct out *out, struct texts *texts, const struct op *op)
{
    out_put(out, op->name);
    if (has_options(op))
        out_put(out, " [OPTION...]");
    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (param_is_option(param))
            continue;
        out_put(out, param->flags & PARAM_OPTIONAL ? " [" : " ");
        put_upper(out, argument_name(texts, param));
        if (kind_is_list(param->kind))
            out_put(out, "...");
        if (param->flags & PARAM_OPTIONAL)
            out_char(out, ']');
    }
    if (op->flags & OP_CHAIN)
        out_put(out, " [-- PROG [ARG...]]");
}

void help_signature(struct out *out, struct texts *texts, const struct op *op)
{
    bool first = true, keyword = false;
    const char *signature = texts_read(texts, op->texts).signature;

    if (signature != NULL) {
        out_put(out, signature);
        return;
    }
    out_put(out, op->name);
    out_char(out, '(');
    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (param->flags & PARAM_EXTRA)
            continue;
        out_put(out, first ? "" : ", ");
        if (param_is_option(param) && !keyword) {
            keyword = true;
            out_put(out, "*, ");
        }
        first = false;
        out_put(out, param->name);
        if (param->fallback != FALLBACK_ABSENT) {
            out_char(out, '=');
            out_put(out, param_fallback(param));
        }
    }
    out_char(out, ')');
}

static void pad(struct out *out, size_t from, size_t to)
{
    for (; from < to; from++)
        out_char(out, ' ');
}

/* Writes the left column of an option; returns its width. */
static size_t put_option_name(struct out *out, struct texts *texts, const struct param *param)
{
    size_t width = 4 + strlen(param->name);

    out_put(out, "  ");
    if (param->letter != 0) {
        char letter[] = {'-', param->letter, ',', ' ', '\0'};
        out_put(out, letter);
        width += 4;
    }
    out_put(out, param_is_on(param) ? "--[no-]" : "--");
    width += param_is_on(param) ? 5 : 0;
    put_dashed(out, param->name);
    if (param->flags & PARAM_BARE) {
        out_put(out, "[=");
        out_put(out, metavar(texts, param));
        out_char(out, ']');
        return width + 3 + strlen(metavar(texts, param));
    }
    if (param->kind != KIND_BOOL) {
        out_char(out, ' ');
        out_put(out, metavar(texts, param));
        return width + 1 + strlen(metavar(texts, param));
    }
    return width;
}

static size_t put_argument_name(struct out *out, struct texts *texts, const struct param *param)
{
    out_put(out, "  ");
    put_upper(out, argument_name(texts, param));
    return 2 + strlen(argument_name(texts, param));
}

/* True if the default is worth showing: not None, and not that a switch is off. */
static bool shows_default(const struct param *param)
{
    if (param->kind == KIND_BOOL)
        return param_is_on(param);
    return param->fallback > FALLBACK_NONE;
}

/* A text that is assembled before it is wrapped. */
struct draft {
    struct out out;
    char room[2048];
};

static void draft_start(struct draft *draft)
{
    out_init(&draft->out, &out_plain, -1, draft->room, sizeof draft->room - 1);
}

static size_t put_draft(struct out *out, struct draft *draft, size_t column, size_t indent)
{
    draft->room[draft->out.used] = '\0';
    return help_wrap(out, draft->room, column, indent);
}

/* Writes text at column, beside a name that takes width columns, or below if the name is too long. */
static void put_beside(struct out *out, size_t width, const char *text, size_t column)
{
    if (width_of(out) < NARROW)
        column = NARROW_COLUMN;
    if (width + 1 >= column) {
        out_char(out, '\n');
        width = 0;
    }
    pad(out, width, column);
    help_wrap(out, text, column, column);
    out_char(out, '\n');
}

static void put_param(struct out *out, struct texts *texts, const struct param *param)
{
    size_t width = param_is_option(param) ? put_option_name(out, texts, param) : put_argument_name(out, texts, param);
    struct draft draft;

    draft_start(&draft);
    out_put(&draft.out, param->help != 0 ? text_read(texts, param->help) : metavar(texts, param));
    const struct family *family = family_numbered(param->family);
    if (family != NULL) {
        out_put(&draft.out, " (");
        out_put(&draft.out, family->name);
        out_put(&draft.out, ")");
    }
    if (shows_default(param)) {
        out_put(&draft.out, "; default ");
        out_put(&draft.out, param->kind == KIND_BOOL ? "yes" : param_fallback(param));
    }
    draft.room[draft.out.used] = '\0';
    put_beside(out, width, draft.room, COLUMN);
}

/* Writes a line for each positional argument, or for each option; options marked seldom only with whole. */
static void put_params(struct out *out, struct texts *texts, const struct op *op, bool options, bool whole)
{
    bool any = false;

    for (size_t i = 0; i < op->param_count; i++) {
        if (param_is_option(&op->params[i]) != options || (op->params[i].seldom && !whole))
            continue;
        if (!any)
            out_char(out, '\n');
        any = true;
        put_param(out, texts, &op->params[i]);
    }
}

/* Writes the names of the options marked seldom, and the command that describes them. */
static void put_seldom(struct out *out, const struct op *op)
{
    struct draft draft;

    draft_start(&draft);
    for (size_t i = 0; i < op->param_count; i++)
        if (op->params[i].seldom) {
            out_put(&draft.out, " --");
            put_dashed(&draft.out, op->params[i].name);
        }
    if (draft.out.used == 0)
        return;
    out_put(&draft.out, ": xos --help ");
    out_put(&draft.out, op->name);
    out_put(out, "\nMore:     ");
    put_draft(out, &draft, LABEL, LABEL);
}

/* Writes the options that all operations share, in short form. */
static void put_common(struct out *out, struct texts *texts, const struct op *op)
{
    struct draft draft;

    draft_start(&draft);
    for (size_t i = 0; i < common_param_count; i++) {
        const struct param *param = &common_params[i];
        char letter[] = {' ', '-', param->letter, '|', '\0'};
        if (!common_applies(op, param))
            continue;
        out_put(&draft.out, param->letter != 0 ? letter : " ");
        out_put(&draft.out, "--");
        put_dashed(&draft.out, param->name);
        if (param->kind != KIND_BOOL) {
            out_char(&draft.out, '=');
            out_put(&draft.out, metavar(texts, param));
        }
    }
    out_put(out, "\nAlso:     ");
    put_draft(out, &draft, LABEL, LABEL);
    out_char(out, '\n');
}

/* Writes a label and its text; nothing if text is NULL or empty. */
static void put_item(struct out *out, const char *label, const char *text)
{
    size_t width = strlen(label);

    if (text == NULL)
        return;
    out_put(out, label);
    pad(out, width, LABEL);
    help_wrap(out, text, LABEL, LABEL);
    out_char(out, '\n');
}

/* Writes an example unwrapped, so that it can be copied. */
static void put_example(struct out *out, const char *example)
{
    if (example == NULL)
        return;
    out_put(out, "Example:  ");
    out_put(out, example);
    out_char(out, '\n');
}

static void put_usage(struct out *out, struct texts *texts, const struct op *op)
{
    bool documented = op_is_member(op, texts) || ((op->flags & OP_LEFT_OUT) && !(op->flags & OP_APPLET));
    const char *label = documented ? "documented:" : op->flags & OP_APPLET ? "usage:" : "usage: xos";
    struct draft draft;

    draft_start(&draft);
    if (documented)
        help_signature(&draft.out, texts, op);
    else
        help_usage(&draft.out, texts, op);
    out_put(out, label);
    out_char(out, ' ');
    put_draft(out, &draft, strlen(label) + 1, strlen(label) + 1);
    out_char(out, '\n');
}

void help_op(struct out *out, struct texts *texts, const struct op *op, bool whole)
{
    struct named_texts named = texts_read(texts, op->texts);
    struct draft draft;

    whole = whole || !(op->flags & OP_APPLET); /* what xspawn has seldom is half of posix_spawn */
    put_usage(out, texts, op);
    draft_start(&draft);
    out_put(&draft.out, named.summary);
    out_char(&draft.out, '.');
    put_draft(out, &draft, 0, 0);
    out_char(out, '\n');
    put_params(out, texts, op, false, whole);
    put_params(out, texts, op, true, whole);
    if (!whole)
        put_seldom(out, op);
    if (named.home == NULL && named.elsewhere == NULL && named.instead == NULL && !(op->flags & OP_LEFT_OUT))
        put_common(out, texts, op);
    out_char(out, '\n');
    put_item(out, "Note:", op->flags & OP_LEFT_OUT ? "not in this build (configure --with-chapters)" : NULL);
    put_item(out, "Given by:", named.home);
    put_item(out, "Only on:", named.elsewhere);
    put_item(out, "Not here:", named.instead);
    put_item(out, "Result:", named.result);
    put_item(out, "Requires:", named.requires);
    put_item(out, "Errors:", named.errors);
    put_item(out, "Note:", named.note);
    put_item(out, "Since:", named.since);
    put_example(out, named.example);
    out_put(out, "Manual:   man ");
    out_put(out, op->flags & OP_APPLET ? op->name : "xos-ops");
    out_char(out, '\n');
}

void help_row(struct out *out, const char *name, const char *text, size_t column)
{
    enum { INDENT = 2 };

    out_put(out, "  ");
    put_beside(out, help_wrap(out, name, INDENT, INDENT), text, column);
}

void help_chapter(struct out *out, struct texts *texts, const struct chapter *chapter)
{
    help_wrap(out, chapter->title, 0, 0);
    out_char(out, '\n');
    for (size_t i = 0; i < chapter->count; i++) {
        const struct op *op = &chapter->ops[i];
        if (!op_is_member(op, texts))
            help_row(out, op->name, texts_read(texts, op->texts).summary, COLUMN);
    }
}
