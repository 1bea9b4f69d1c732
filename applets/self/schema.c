/* SPDX-License-Identifier: MIT */
/* xos --schema: a JSON schema (2020-12) of the requests that `xos sh --json` takes and of its replies, made from the
 * table. */
#include "self/parts.h"

#include <string.h>

#include "ops/chapters.h"
#include "out/quote.h"
#include "table/run.h"
#include "value/texts.h"

TEXTS_OF(self_schema);

/* The parts of the schema that do not follow from the table. */
static const unsigned short head = PACKED(
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"xos sh --json, protocol 1\","
    "\"description\":\"Each line is a request or a reply\","
    "\"oneOf\":[{\"$ref\":\"#/$defs/request\"},{\"$ref\":\"#/$defs/reply\"}],\"$defs\":{"
    "\"id\":{\"type\":[\"string\",\"number\",\"null\"]},"
    "\"bytes\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},\"bytes\":{\"type\":\"string\","
    "\"contentEncoding\":\"base64\"}},\"additionalProperties\":false,\"minProperties\":1,\"maxProperties\":1},"
    "\"duration\":{\"type\":[\"number\",\"string\"]},"
    "\"boolean\":{\"enum\":[true,false,\"yes\",\"no\",\"true\",\"false\",\"on\",\"off\"]},"
    "\"integer\":{\"type\":[\"integer\",\"string\"]},"
    "\"text\":{\"oneOf\":[{\"type\":[\"string\",\"number\",\"boolean\"]},{\"$ref\":\"#/$defs/bytes\"}]},"
    "\"argument\":{\"anyOf\":[{\"$ref\":\"#/$defs/text\"},{\"type\":\"object\",\"minProperties\":1},"
    "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/argument\"}}]},"
    "\"value\":{\"description\":\"none is null, bytes are an object as in bytes, a record is an object\"},"
    "\"error\":{\"type\":\"object\",\"required\":[\"op\",\"errno\",\"name\",\"message\",\"exit\"],\"properties\":{"
    "\"op\":{\"type\":[\"string\",\"null\"]},\"errno\":{\"type\":[\"integer\",\"null\"]},"
    "\"name\":{\"type\":[\"string\",\"null\"]},\"message\":{\"type\":\"string\"},\"step\":{\"type\":\"string\"},"
    "\"path\":{\"type\":\"string\"},\"path2\":{\"type\":\"string\"},\"list\":{\"type\":\"string\"},"
    "\"item\":{\"type\":\"integer\"},\"exit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":255}},"
    "\"additionalProperties\":false},"
    "\"reply\":{\"type\":\"object\",\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"},"
    "\"value\":{\"$ref\":\"#/$defs/value\"},\"error\":{\"$ref\":\"#/$defs/error\"}},\"additionalProperties\":false,"
    "\"oneOf\":[{\"required\":[\"value\"]},{\"required\":[\"error\"]}]},"
    "\"words\":{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"}],\"minItems\":1,"
    "\"items\":{\"$ref\":\"#/$defs/argument\"}},"
    "\"other\":{\"description\":\"a builtin or a def of the session\",\"type\":\"object\",\"required\":[\"op\"],"
    "\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"},\"op\":{\"type\":\"string\"},\"args\":{\"type\":\"array\","
    "\"items\":{\"$ref\":\"#/$defs/argument\"}},\"timeout\":{\"$ref\":\"#/$defs/duration\"},"
    "\"async\":{\"type\":\"boolean\"}},\"additionalProperties\":false},");

static void put_reference(struct out *out, const char *name)
{
    out_put(out, "{\"$ref\":\"#/$defs/");
    out_put(out, name);
    out_put(out, "\"}");
}

/* The definition that values of a kind follow. */
static const char *type_of(const struct param *param)
{
    switch ((enum kind)param->kind) {
    case KIND_BOOL:
        return "boolean";
    case KIND_INT:
    case KIND_LONG:
    case KIND_UNSIGNED:
    case KIND_FD:
    case KIND_NEW_FD:
    case KIND_DIR_FD:
        return "integer";
    default:
        return kind_is_list((enum kind)param->kind) ? "argument" : "text";
    }
}

static void put_options(struct out *out, const struct op *op)
{
    bool any = false;

    out_put(out, "\"options\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    for (size_t i = 0; i < op->param_count + common_param_count; i++) {
        bool common = i >= op->param_count;
        const struct param *param = common ? &common_params[i - op->param_count] : &op->params[i];
        if (common &&
            (!common_applies(op, param) || param->offset < offsetof(struct common, quiet) ||
             param->offset == offsetof(struct common, help) || param->offset >= offsetof(struct common, version)))
            continue;
        out_put(out, any ? ",\"" : "\"");
        out_put(out, param->name);
        out_put(out, "\":");
        put_reference(out, type_of(param));
        any = true;
    }
    out_put(out, "}}");
}

static void put_arguments(struct out *out, const struct op *op)
{
    bool list = false, any = false;

    out_put(out, "\"args\":{\"type\":\"array\"");
    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (param_is_option(param))
            continue;
        out_put(out, any ? "," : ",\"prefixItems\":["); /* which must not be empty */
        put_reference(out, kind_is_list((enum kind)param->kind) || list ? "argument" : type_of(param));
        list |= kind_is_list((enum kind)param->kind);
        any = true;
    }
    out_put(out, any ? "]" : "");
    out_put(out, list ? ",\"items\":{\"$ref\":\"#/$defs/argument\"}}," : ",\"items\":false},");
}

static void put_operation(struct out *out, struct texts *texts, const struct op *op)
{
    struct named_texts named = texts_read(texts, op->texts);

    out_put(out, "{\"type\":\"object\",\"description\":");
    quote_json(out, named.summary, strlen(named.summary));
    out_put(out, ",\"$comment\":");
    quote_json(out, named.result, strlen(named.result));
    out_put(out, ",\"required\":[\"op\"],\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"},\"op\":{\"const\":\"");
    out_put(out, op->name);
    out_put(out, "\"},");
    put_arguments(out, op);
    put_options(out, op);
    out_put(out, ",\"timeout\":{\"$ref\":\"#/$defs/duration\"},\"async\":{\"type\":\"boolean\"}},"
                 "\"additionalProperties\":false}");
}

void put_schema(struct out *out)
{
    struct texts texts;

    texts_start(&texts);
    out_put(out, text_read(&texts, head));
    out_put(out, "\"request\":{\"anyOf\":[{\"$ref\":\"#/$defs/words\"},{\"$ref\":\"#/$defs/other\"}");
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if ((*chapter)->ops[i].run != NULL) {
                out_put(out, ",{\"$ref\":\"#/$defs/op.");
                out_put(out, (*chapter)->ops[i].name);
                out_put(out, "\"}");
            }
    out_put(out, "]}");
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if ((*chapter)->ops[i].run != NULL) {
                out_put(out, ",\"op.");
                out_put(out, (*chapter)->ops[i].name);
                out_put(out, "\":");
                put_operation(out, &texts, &(*chapter)->ops[i]);
            }
    put_records(out, &texts);
    out_put(out, "}}\n");
}
