/* SPDX-License-Identifier: MIT */
/* The table as data: the records of --list --json, from which the manual is generated and which other programs read. */
#include "table/help.h"
#include "value/texts.h"

#include "value/ascii.h"

static void put_lower(struct out *out, const char *name)
{
    char room[32];
    size_t used = 0;

    for (; *name != '\0' && used < sizeof room; name++)
        room[used++] = ascii_lower(*name);
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

static void put_family(struct out *out, const struct family *family)
{
    out_name(out, "constants");
    out_open(out, OUT_LIST);
    out_text(out, family->name);
    out_close(out);
}

static void put_param(struct out *out, struct texts *texts, const struct param *param)
{
    const char *metavar = text_read(texts, param->metavar);
    char letter[] = {param->letter, '\0'};

    out_open(out, OUT_RECORD);
    out_field_text(out, "name", param->name);
    put_kind(out, param->kind);
    out_field_text(out, "metavar", metavar);
    out_field_text(out, "value", metavar != NULL ? metavar : kind_metavar(param->kind));
    out_field_bool(out, "option", param->flags & PARAM_OPTION);
    if (param->letter != 0)
        out_field_text(out, "letter", letter);
    out_field_bool(out, "required", !(param->flags & (PARAM_OPTIONAL | PARAM_OPTION)));
    out_field_bool(out, "documented", !(param->flags & PARAM_EXTRA));
    out_field_text(out, "default", param_fallback(param));
    if (param->family != FAMILY_NONE)
        put_family(out, family_numbered(param->family));
    out_field_text(out, "help", text_read(texts, param->help));
    out_close(out);
}

static void put_params(struct out *out, struct texts *texts, const struct op *op)
{
    out_name(out, "params");
    out_open(out, OUT_LIST);
    for (size_t i = 0; i < op->param_count; i++)
        put_param(out, texts, &op->params[i]);
    out_close(out);
}

static void put_made(struct out *out, const char *name, void (*make)(struct out *, struct texts *, const struct op *),
                     struct texts *texts, const struct op *op)
{
    char room[1024];
    struct out text;

    out_init(&text, &out_plain, -1, room, sizeof room);
    make(&text, texts, op);
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

void help_record(struct out *out, struct texts *texts, const struct op *op, const struct chapter *chapter)
{
    struct named_texts named = texts_read(texts, op->texts);

    out_open(out, OUT_RECORD);
    out_field_text(out, "name", op->name);
    out_field_text(out, "section", chapter != NULL ? section_name(chapter->section) : "applets");
    out_field_text(out, "module", chapter != NULL ? section_module(chapter->section) : NULL);
    put_made(out, "signature", help_signature, texts, op);
    out_field_text(out, "summary", named.summary);
    out_field_text(out, "acts_on", acts_on_name(op->acts_on));
    put_availability(out, op->available);
    out_field_text(out, "requires", named.requires);
    out_field_text(out, "result", named.result);
    put_made(out, "usage", help_usage, texts, op);
    put_params(out, texts, op);
    out_field_text(out, "errors", named.errors);
    out_field_text(out, "note", named.note);
    out_field_text(out, "since", named.since != NULL ? named.since : "3.8");
    out_field_text(out, "example", named.example);
    out_field_text(out, "home", named.home);
    out_field_text(out, "elsewhere", named.elsewhere);
    out_field_text(out, "instead", named.instead);
    out_field_text(out, "chapter", chapter != NULL ? chapter->title : "Applets");
    out_field_bool(out, "chains", op->flags & OP_CHAIN);
    out_field_bool(out, "predicate", op->flags & OP_PREDICATE);
    out_close(out);
}
