/* Help from the table. */
#include "ops/help.h"

#include <string.h>

#include "ops/run.h"

static bool is_option(const struct param *param)
{
    return param->flags & PARAM_OPTION;
}

static const char *metavar(const struct param *param)
{
    return param->metavar != NULL ? param->metavar : kind_metavar(param->kind);
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

static bool has_options(const struct op *op)
{
    for (size_t i = 0; i < op->param_count; i++)
        if (is_option(&op->params[i]))
            return true;
    return false;
}

void help_usage(struct out *out, const struct op *op)
{
    out_put(out, op->name);
    if (has_options(op))
        out_put(out, " [OPTION...]");
    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (is_option(param))
            continue;
        out_put(out, param->flags & PARAM_OPTIONAL ? " [" : " ");
        put_upper(out, param->metavar != NULL ? param->metavar : param->name);
        if (kind_is_list(param->kind))
            out_put(out, "...");
        if (param->flags & PARAM_OPTIONAL)
            out_char(out, ']');
    }
    if (op->flags & OP_CHAIN)
        out_put(out, " [-- PROG [ARG...]]");
}

void help_signature(struct out *out, const struct op *op)
{
    bool first = true, keyword = false;

    if (op->signature != NULL) {
        out_put(out, op->signature);
        return;
    }
    out_put(out, op->name);
    out_char(out, '(');
    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (param->flags & PARAM_EXTRA)
            continue;
        out_put(out, first ? "" : ", ");
        if (is_option(param) && !keyword) {
            keyword = true;
            out_put(out, "*, ");
        }
        first = false;
        out_put(out, param->name);
        if (param->fallback != NULL) {
            out_char(out, '=');
            out_put(out, param->fallback);
        }
    }
    out_char(out, ')');
}

static void pad(struct out *out, size_t from, size_t to)
{
    do
        out_char(out, ' ');
    while (++from < to);
}

/* The left column of a parameter; its width is returned. */
static size_t put_param_name(struct out *out, const struct param *param)
{
    size_t width = 2 + strlen(param->name);

    out_put(out, "  ");
    if (!is_option(param)) {
        put_upper(out, param->metavar != NULL ? param->metavar : param->name);
        return 2 + strlen(param->metavar != NULL ? param->metavar : param->name);
    }
    if (param->letter != 0) {
        char letter[] = {'-', param->letter, ',', ' ', '\0'};
        out_put(out, letter);
        width += 4;
    }
    out_put(out, "--");
    put_dashed(out, param->name);
    width += 2;
    if (param->kind != KIND_BOOL) {
        out_char(out, ' ');
        out_put(out, metavar(param));
        width += 1 + strlen(metavar(param));
    } else if (param->fallback != NULL && strcmp(param->fallback, "True") == 0) {
        out_put(out, "=no");
        width += 3;
    }
    return width;
}

static void put_families(struct out *out, const struct param *param)
{
    if (param->families == NULL)
        return;
    out_put(out, " (");
    for (size_t i = 0; param->families[i] != NULL; i++) {
        out_put(out, i > 0 ? ", " : "");
        out_put(out, param->families[i]->name);
    }
    out_char(out, ')');
}

static void put_param(struct out *out, const struct param *param)
{
    enum { COLUMN = 26 };
    size_t width = put_param_name(out, param);

    if (width >= COLUMN) {
        out_char(out, '\n');
        width = 0;
    }
    pad(out, width, COLUMN);
    out_put(out, param->help != NULL ? param->help : kind_metavar(param->kind));
    put_families(out, param);
    if (param->fallback != NULL && param->kind != KIND_BOOL) {
        out_put(out, "; default ");
        out_put(out, param->fallback);
    }
    out_char(out, '\n');
}

static void put_item(struct out *out, const char *title, const char *text)
{
    if (text == NULL)
        return;
    out_put(out, title);
    out_put(out, text);
    out_char(out, '\n');
}

static void put_params(struct out *out, const struct op *op)
{
    if (op->param_count > 0)
        out_char(out, '\n');
    for (size_t i = 0; i < op->param_count; i++)
        if (!(op->params[i].flags & PARAM_HIDDEN))
            put_param(out, &op->params[i]);
}

static void put_common(struct out *out, const struct op *op)
{
    out_put(out, "\nEverywhere:");
    for (size_t i = 0; i < common_param_count; i++)
        if (common_applies(op, &common_params[i])) {
            char letter[] = {' ', '-', common_params[i].letter, ',', '\0'};
            out_put(out, common_params[i].letter != 0 ? letter : "");
            out_put(out, " --");
            put_dashed(out, common_params[i].name);
        }
    out_char(out, '\n');
}

void help_op(struct out *out, const struct op *op)
{
    out_put(out, op->home != NULL ? "documented: " : "usage: xos ");
    if (op->home != NULL)
        help_signature(out, op);
    else
        help_usage(out, op);
    out_char(out, '\n');
    out_put(out, op->summary);
    out_put(out, ".\n");
    put_params(out, op);
    if (op->home == NULL && op->elsewhere == NULL)
        put_common(out, op);
    out_char(out, '\n');
    put_item(out, "Delivered by: ", op->home);
    put_item(out, "Result:   ", op->result);
    put_item(out, "Errors:   ", op->errors);
    put_item(out, "Note:     ", op->note);
    put_item(out, "Not here: exists on ", op->elsewhere);
    put_item(out, "Example:  ", op->example);
    put_item(out, "Manual:   man ", op->flags & OP_APPLET ? op->name : "xos-ops");
}

void help_record(struct out *out, const struct op *op, const char *section)
{
    char room[1024];
    struct out signature;

    out_init(&signature, &out_plain, -1, room, sizeof room);
    help_signature(&signature, op);
    out_open(out, OUT_RECORD);
    out_field_text(out, "name", op->name);
    out_field_text(out, "section", section);
    out_name(out, "signature");
    out_string(out, room, signature.used);
    out_field_text(out, "summary", op->summary);
    out_field_text(out, "result", op->result);
    out_field_text(out, "acts_on", op->acts_on);
    out_field_text(out, "availability", op->availability);
    out_field_text(out, "since", op->since != NULL ? op->since : "3.8");
    out_field_text(out, "example", op->example);
    out_field_text(out, "home", op->home);
    out_field_text(out, "elsewhere", op->elsewhere);
    out_close(out);
}
