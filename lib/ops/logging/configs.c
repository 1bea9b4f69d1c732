/* SPDX-License-Identifier: MIT */
/* Rows of module logging that read configurations and records. */
#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>

#include "log/line.h"
#include "ops/logging/rows.h"
#include "ops/shared/zones.h"
#include "value/number.h"

TEXTS_OF(logging_configs);

int logging_check(struct call *call)
{
    const struct config_args *args = ARGS(struct config_args, call);
    struct logs logs = {.call = call, .host = {.arena = call->arena}};

    return logs_configure(&logs, args->file);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int logging_handler_names(struct call *call)
{
    const struct config_args *args = ARGS(struct config_args, call);
    const char *file = args->logs.config != NULL ? args->logs.config : getenv("XLOG_CONFIG");
    struct logs logs = {.call = call, .host = {.arena = call->arena}};
    size_t count = 0, at = 0;

    if (logs_configure(&logs, file) < 0)
        return -1;
    for (const struct log_destination *it = logs.destinations; it != NULL; it = it->next)
        count++;
    const char **names = arena_alloc(call->arena, (count + 1) * sizeof *names);
    if (names == NULL)
        return fail_no_memory(call->fail);
    for (const struct log_destination *it = logs.destinations; it != NULL; it = it->next)
        names[at++] = it->name;
    qsort(names, count, sizeof *names, by_name);
    out_open(call->out, OUT_LIST);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
            out_text(call->out, names[i]);
    out_close(call->out);
    return 0;
}

static void write_value(struct out *out, const struct log_value *value)
{
    if (value->kind == LOG_NONE)
        out_none(out);
    else if (value->kind == LOG_TEXT)
        out_string(out, value->text.data, value->text.size);
    else if (value->decimals < 0)
        out_int(out, value->number);
    else
        out_decimal(out, value->number, value->decimals);
}

static int write_record(struct call *call, const struct log_record *record)
{
    out_open(call->out, OUT_RECORD);
    for (int field = 0; field < LOG_ASCTIME; field++) {
        struct log_value value = log_record_value(record, (enum log_field)field);
        out_name(call->out, log_field_name((enum log_field)field));
        write_value(call->out, &value);
    }
    for (size_t i = 0; i < record->extra_count; i++) {
        const struct log_extra *extra = &record->extras[i];
        const char *name = arena_copy(call->arena, extra->name.data, extra->name.size);
        if (name == NULL)
            return fail_no_memory(call->fail);
        out_name(call->out, name);
        if (extra->json)
            out_number(call->out, extra->value.data, extra->value.size);
        else
            out_string(call->out, extra->value.data, extra->value.size);
    }
    out_close(call->out);
    return 0;
}

int logging_make_record(struct call *call)
{
    const struct make_args *args = ARGS(struct make_args, call);
    struct log_record record = {.created = call_now(), .message = {"", 0}};
    const log_levels levels = getenv("XLOG_LEVELS");
    char room[LOG_LEVEL_ROOM];
    const struct json *object;
    struct json_error error;
    int result = json_read(call->arena, args->attributes, &object, &error);

    if (result == -ENOMEM)
        return fail_no_memory(call->fail);
    if (result < 0)
        return fail_words(call->fail, EX_DATAERR, "attrdict: %s, at byte %zu", error.what, error.offset);
    const char *wrong = log_record_decode(&record, object, call->arena, levels);
    if (wrong != NULL)
        return fail_words(call->fail, EX_DATAERR, "attrdict: %s", wrong);
    if (record.level_name.data == NULL)
        record.level_name = log_level_name(levels, record.level, room);
    return write_record(call, &record);
}
