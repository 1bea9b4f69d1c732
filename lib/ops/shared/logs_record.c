/* SPDX-License-Identifier: MIT */
/* Records from a command line: their message, extra fields, and place in a script. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "log/message.h"
#include "ops/shared/environment.h"
#include "ops/shared/logs_parts.h"
#include "ops/shared/zones.h"
#include "value/json.h"
#include "value/number.h"

TEXTS_OF(shared_logs_record);

static int add_extra(struct logs *logs, const char *option, struct word name, struct word value, bool json)
{
    if (log_field_find(name) < LOG_FIELDS)
        return fail_usage(logs->call->fail, "%s: the record has a field '%.*s' already", option, shown_size(name),
                          name.data);
    struct log_extra *grown = arena_alloc(logs->host.arena, (logs->extra_count + 1) * sizeof *grown);
    if (grown == NULL)
        return fail_no_memory(logs->call->fail);
    size_t place = 0;
    for (size_t i = 0; i < logs->extra_count; i++) {
        grown[i] = logs->extras[i];
        place += place == i &&
                 !(grown[i].name.size == name.size && memcmp(grown[i].name.data, name.data, name.size) == 0);
    }
    grown[place] = (struct log_extra){name, value, json};
    logs->extras = grown;
    logs->extra_count += place == logs->extra_count;
    return 0;
}

/* Splits KEY=VALUE; false if word has no identifier before a =. */
static bool split_extra(struct word word, struct word *name, struct word *value)
{
    const char *equals = memchr(word.data, '=', word.size);

    if (equals == NULL)
        return false;
    *name = (struct word){word.data, (size_t)(equals - word.data)};
    *value = (struct word){equals + 1, word.size - name->size - 1};
    return environment_assignable(*name);
}

static int add_extra_word(struct logs *logs, const char *option, struct word word)
{
    struct word name, value;

    if (!split_extra(word, &name, &value))
        return fail_usage(logs->call->fail, "%s: '%.*s' is not KEY=VALUE", option, shown_size(word), word.data);
    return add_extra(logs, option, name, value, false);
}

/* The members of a JSON object as extra fields. */
static int add_object(struct logs *logs, const char *option, const char *text)
{
    const struct json *object;
    struct json_error error;
    int result = json_read(logs->host.arena, word_of(text), &object, &error);

    if (result == -ENOMEM)
        return fail_no_memory(logs->call->fail);
    if (result < 0 || object->kind != JSON_OBJECT)
        return fail_usage(logs->call->fail, "%s: not a JSON object", option);
    for (const struct json *member = object->first; member != NULL; member = member->next)
        if (member->kind == JSON_ARRAY || member->kind == JSON_OBJECT)
            return fail_usage(logs->call->fail, "%s: '%.*s' is not a string or a number", option,
                              shown_size(member->name), member->name.data);
        else if (add_extra(logs, option, member->name, json_scalar(member), member->kind != JSON_STRING) < 0)
            return -1;
    return 0;
}

int logs_add_extras(struct logs *logs)
{
    const struct occurrences *extra = &logs->options->extra;
    const char *at = getenv("XLOG_EXTRA");

    if (at != NULL && *at == '{') {
        if (add_object(logs, "XLOG_EXTRA", at) < 0)
            return -1;
        at = NULL;
    }
    while (at != NULL && *at != '\0') {
        struct word item = log_take_item(logs->host.arena, &at);
        if (item.data == NULL)
            return fail_no_memory(logs->call->fail);
        if (add_extra_word(logs, "XLOG_EXTRA", item) < 0)
            return -1;
    }
    for (size_t i = 0; i < extra->count; i++)
        if (add_extra_word(logs, "extra", extra->items[i].value) < 0)
            return -1;
    return 0;
}

/* Reads FILE:LINE:FUNCTION. */
static int read_place(struct logs *logs, struct log_record *record)
{
    const char *text = logs->options->at != NULL ? logs->options->at : getenv("XLOG_AT");

    record->pathname = record->function = (struct word){"", 0};
    if (text == NULL || *text == '\0')
        return 0;
    for (const char *colon = strchr(text, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        size_t digits = strspn(colon + 1, "0123456789");
        struct number number;
        if (digits == 0 || (colon[1 + digits] != ':' && colon[1 + digits] != '\0') ||
            !number_read((struct word){colon + 1, digits}, 10, &number) ||
            !number_to_int64(number, 0, INT32_MAX, &record->line))
            continue;
        record->pathname = (struct word){text, (size_t)(colon - text)};
        record->function = word_of(colon + 1 + digits + (colon[1 + digits] == ':'));
        return 0;
    }
    return fail_usage(logs->call->fail, "at: '%.100s' is not FILE:LINE:FUNCTION", text);
}

int logs_stamp(struct logs *logs, struct log_record *record, int level)
{
    static const char thread[] = "MainThread";
    pid_t process = logs->call->in_xsh ? getpid() : getppid();

    *record = (struct log_record){
        .name = logs->name,
        .level = level,
        .level_name = log_level_name(logs->host.levels, level, logs->level_room),
        .created = call_now(),
        .process = process,
        .thread = process,
        .thread_name = {thread, sizeof thread - 1},
        .extras = logs->extras,
        .extra_count = logs->extra_count,
    };
    if (logs->options->stack != NULL)
        record->stack_info = word_of(logs->options->stack);
    return read_place(logs, record);
}

/* Divides what follows MSG into ARGs, which args gets, and extra fields. */
static int sort_words(struct logs *logs, struct words words, struct words *args)
{
    const struct occurrences *more = &logs->options->arg;
    struct word *items = arena_alloc(logs->host.arena, (words.count + more->count + 1) * sizeof *items);
    struct word name, value;

    if (items == NULL)
        return fail_no_memory(logs->call->fail);
    *args = (struct words){0, items};
    for (size_t i = 0; i < words.count; i++)
        if (!split_extra(words.items[i], &name, &value))
            items[args->count++] = words.items[i];
        else if (add_extra(logs, "extra", name, value, false) < 0)
            return -1;
    for (size_t i = 0; i < more->count; i++)
        items[args->count++] = more->items[i].value;
    return 0;
}

int logs_check_fields(struct logs *logs, const struct log_record *record)
{
    for (const struct log_destination *it = logs->destinations; it != NULL; it = it->next) {
        struct word missing = log_format_missing(&it->format, record);
        if (missing.data != NULL)
            return fail_usage(logs->call->fail, "format: the record has no field '%.*s'", shown_size(missing),
                              missing.data);
    }
    return 0;
}

int logs_record(struct logs *logs, struct log_record *record, int level, struct words words)
{
    struct words args;

    if (words.count == 0)
        return fail_usage(logs->call->fail, "a message is missing");
    struct word msg = words.items[0];
    if (sort_words(logs, (struct words){words.count - 1, words.items + 1}, &args) < 0 ||
        logs_stamp(logs, record, level) < 0)
        return -1;
    record->message = msg;
    if (args.count > 0) {
        const char *wrong = log_message(msg, args, &logs->message);
        if (wrong != NULL)
            return fail_usage(logs->call->fail, "'%.*s': %s", shown_size(msg), msg.data, wrong);
        if (logs->message.failed)
            return fail_no_memory(logs->call->fail);
        record->message = (struct word){logs->message.size > 0 ? logs->message.data : "", logs->message.size};
    }
    return logs_check_fields(logs, record);
}
