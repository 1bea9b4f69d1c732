/* SPDX-License-Identifier: MIT */
/* Writes the outcome of a foreign call: the function's result, and the memory that it filled. */
#include "ops/ctypes/foreign.h"

#include <sysexits.h>

#include "ops/ctypes/bytes.h"
#include "value/format.h"

TEXTS_OF(ctypes_foreign_show);

void foreign_show_value(struct out *out, const struct ctype *type, const unsigned char *value)
{
    if (type->kind == CTYPE_POINTER && type->of->kind == CTYPE_CHAR) {
        const char *text;
        memcpy(&text, value, sizeof text);
        out_text(out, text);
    } else {
        data_show(out, type, value, type->size, &data_native);
    }
}

/* True if the condition holds for the result, which is an integer or an address. */
static bool holds(const struct foreign_condition *condition, const struct ctype *type, const unsigned char *value)
{
    uint64_t bits;

    if (!condition->given || type->size == 0 || type->size > 8 || type->kind == CTYPE_FLOAT ||
        type->kind == CTYPE_STRUCT)
        return false;
    bits = bytes_load(value, type->size, data_native.big);
    if (type->kind == CTYPE_INT) {
        int64_t number = bits_signed(bits, (unsigned)type->size * 8);
        return number < condition->number   ? condition->less
               : number > condition->number ? condition->greater
                                            : condition->equal;
    }
    if (condition->number < 0 || bits > (uint64_t)condition->number)
        return condition->greater;
    return bits < (uint64_t)condition->number ? condition->less : condition->equal;
}

static void show_arguments(struct call *call, const struct foreign *foreign)
{
    char name[8] = "arg";

    if (call->json) {
        out_name(call->out, "args");
        out_open(call->out, OUT_RECORD);
    }
    for (size_t i = 0; i < foreign->count; i++) {
        const struct foreign_argument *argument = &foreign->arguments[i];
        if (!argument->shown)
            continue;
        format_text(name + 3, sizeof name - 3, "%zu", i + 1);
        out_name(call->out, call->json ? name + 3 : name);
        data_show(call->out, argument->of, argument->memory, argument->size, &data_native);
    }
    if (call->json)
        out_close(call->out);
}

int foreign_show(struct call *call, const struct foreign *foreign, const unsigned char *value, int errnum)
{
    const struct ctype *type = foreign->function->of;
    bool any = call->json;

    if (holds(&foreign->condition, type, value)) {
        call->fail->step = foreign->name;
        if (errnum != 0)
            return fail_errno(call->fail, errnum, NULL, NULL);
        return fail_words(call->fail, EX_DATAERR, "the result says that it failed, and errno is 0");
    }
    for (size_t i = 0; i < foreign->count; i++)
        any |= foreign->arguments[i].shown;
    if (!any) {
        foreign_show_value(call->out, type, value);
        return 0;
    }
    out_open(call->out, OUT_RECORD);
    out_name(call->out, "result");
    foreign_show_value(call->out, type, value);
    out_field_int(call->out, "errno", errnum);
    show_arguments(call, foreign);
    out_close(call->out);
    return 0;
}
