/* SPDX-License-Identifier: MIT */
/* The table as data: the records of --list --json, from which the manual is generated and which other programs read. */
#include "table/help.h"

static void put_lower(struct out *out, const char *name)
{
    char room[32];
    size_t used = 0;

    for (; *name != '\0' && used < sizeof room; name++)
        room[used++] = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;
    out_string(out, room, used);
}

static void put_kind(struct out *out, enum kind kind)
{
    static const char *const names[] = {
#define KIND_TEXT(name, type, metavar) #name,
        KINDS(KIND_TEXT)
#undef KIND_TEXT
    };

    out_name(out, "kind");
    put_lower(out, names[kind]);
}

static void put_families(struct out *out, const struct family *const *list)
{
    out_name(out, "constants");
    out_open(out, OUT_LIST);
    for (size_t i = 0; list[i] != NULL; i++)
        out_text(out, list[i]->name);
    out_close(out);
}

static void put_param(struct out *out, const struct param *param)
{
    char letter[] = {param->letter, '\0'};

    out_open(out, OUT_RECORD);
    out_field_text(out, "name", param->name);
    put_kind(out, param->kind);
    out_field_text(out, "metavar", param->metavar);
    out_field_text(out, "value", param->metavar != NULL ? param->metavar : kind_metavar(param->kind));
    out_field_bool(out, "option", param->flags & PARAM_OPTION);
    if (param->letter != 0)
        out_field_text(out, "letter", letter);
    out_field_bool(out, "required", !(param->flags & (PARAM_OPTIONAL | PARAM_OPTION)));
    out_field_bool(out, "documented", !(param->flags & PARAM_EXTRA));
    out_field_text(out, "default", param->fallback);
    if (param->families != NULL)
        put_families(out, param->families);
    out_field_text(out, "help", param->help);
    out_close(out);
}

static void put_params(struct out *out, const struct op *op)
{
    out_name(out, "params");
    out_open(out, OUT_LIST);
    for (size_t i = 0; i < op->param_count; i++)
        put_param(out, &op->params[i]);
    out_close(out);
}

static void put_made(struct out *out, const char *name, void (*make)(struct out *, const struct op *),
                     const struct op *op)
{
    char room[1024];
    struct out text;

    out_init(&text, &out_plain, -1, room, sizeof room);
    make(&text, op);
    out_name(out, name);
    out_string(out, room, text.used);
}

/* Writes the names of the bits in set, as a list. */
static void put_availability(struct out *out, unsigned set)
{
    out_name(out, "availability");
    out_open(out, OUT_LIST);
    for (unsigned i = 0; availability_name(i) != NULL; i++)
        if (set & 1u << i)
            out_text(out, availability_name(i));
    out_close(out);
}

void help_record(struct out *out, const struct op *op, const struct chapter *chapter)
{
    out_open(out, OUT_RECORD);
    out_field_text(out, "name", op->name);
    out_field_text(out, "section", chapter != NULL ? section_name(chapter->section) : "applets");
    out_field_text(out, "module", chapter != NULL ? section_module(chapter->section) : NULL);
    put_made(out, "signature", help_signature, op);
    out_field_text(out, "summary", op->summary);
    out_field_text(out, "acts_on", acts_on_name(op->acts_on));
    put_availability(out, op->available);
    out_field_text(out, "requires", op->requires);
    out_field_text(out, "result", op->result);
    put_made(out, "usage", help_usage, op);
    put_params(out, op);
    out_field_text(out, "errors", op->errors);
    out_field_text(out, "note", op->note);
    out_field_text(out, "since", op->since != NULL ? op->since : "3.8");
    out_field_text(out, "example", op->example);
    out_field_text(out, "home", op->home);
    out_field_text(out, "elsewhere", op->elsewhere);
    out_field_text(out, "instead", op->instead);
    out_field_text(out, "chapter", chapter != NULL ? chapter->title : "Applets");
    out_field_bool(out, "chains", op->flags & OP_CHAIN);
    out_field_bool(out, "predicate", op->flags & OP_PREDICATE);
    out_close(out);
}
