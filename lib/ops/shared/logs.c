/* SPDX-License-Identifier: MIT */
/* What the rows and applets of the chapter logging share. */
#include "ops/shared/logs.h"

#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "log/configuration.h"
#include "log/message.h"
#include "ops/shared/environment.h"
#include "ops/shared/zones.h"
#include "value/errnos.h"
#include "value/json.h"
#include "value/number.h"

TEXTS_OF(shared_logs);

/* Says on standard error that a destination waits for space or for its receiver. */
static void say_it_waits(void *data, const struct log_destination *destination, int errnum)
{
    struct call *call = data;
    struct fail fail = {.op = call->fail->op, .command = call->fail->command};

    fail_words(&fail, EX_IOERR, "%s: %s [%s]: waiting", destination->text, errno_words(errnum), errno_name(errnum));
    fail_print(&fail, STDERR_FILENO, call->json);
}

/* Says what a helper of a destination has failed in; the records are safe. */
static void blame(void *data, const struct log_destination *destination, const char *why)
{
    struct call *call = data;

    fail_words(call->fail, EX_IOERR, "%s: %s", destination->text, why);
    call_report(call);
}

int logs_level(struct logs *logs, const char *option, const char *text, int *level)
{
    if (log_level_read(logs->host.levels, word_of(text), level))
        return 0;
    return fail_usage(logs->call->fail, "%s: '%.100s' is not a level: debug info warning error critical, or a number",
                      option, text);
}

/* The description of a memory that keeps the newest records back from the destination of that description. */
static const char *recorded(struct logs *logs, const char *text)
{
    struct log_text memory = {0};

    log_text_put(&memory, "memory:");
    log_text_int(&memory, logs->recorder);
    log_text_put(&memory, ",ring,flush-on-close=no,to=");
    log_text_put(&memory, text);
    const char *copy = memory.failed ? NULL : arena_copy(logs->host.arena, memory.data, memory.size);
    log_text_free(&memory);
    return copy;
}

int logs_add_to(struct logs *logs, struct log_logger *logger, const char *option, const char *text)
{
    const struct logs_options *options = logs->options;
    struct arena *arena = logs->host.arena;
    struct log_destination *destination = arena_alloc(arena, sizeof *destination);
    struct log_handler *handler = arena_alloc(arena, sizeof *handler);
    const char *format = logs->call->json && options->format == NULL ? "json" : options->format;

    if (destination == NULL || handler == NULL)
        return fail_no_memory(logs->call->fail);
    if (logs->recorder > 0 && (text = recorded(logs, text)) == NULL)
        return fail_no_memory(logs->call->fail);
    logs->host.format = format;
    logs->host.datefmt = options->datefmt;
    logs->host.style = options->style;
    if (log_destination_read(destination, &logs->host, logs->call->fail, option, text) < 0)
        return -1;
    struct log_destination **end = &logs->destinations;
    struct log_handler **last = &logger->handlers;
    while (*end != NULL)
        end = &(*end)->next;
    while (*last != NULL)
        last = &(*last)->next;
    *end = destination;
    handler->destination = destination;
    *last = handler;
    return 0;
}

int logs_add(struct logs *logs, const char *option, const char *text)
{
    return logs_add_to(logs, &logs->tree.root, option, text);
}

/* True if text begins with KIND: */
static bool begins_destination(const char *text)
{
    size_t size = strcspn(text, ":, \n");
    enum log_kind kind = log_kind_find((struct word){text, size});

    return kind < LOG_KINDS && (text[size] == ':' || kind == LOG_NULL || kind == LOG_SYSLOG || kind == LOG_JOURNAL);
}

/* Adds the destinations of XLOG_TO: they are separated by blanks or newlines. */
static int add_all(struct logs *logs, const char *text)
{
    while (*text != '\0') {
        size_t size = 0;
        do
            size += 1 + strcspn(text + size + 1, " \n");
        while (text[size] != '\0' && !begins_destination(text + size + 1) && text[size + 1] != '\0');
        char *copy = arena_copy(logs->host.arena, text, size);
        if (copy == NULL)
            return fail_no_memory(logs->call->fail);
        if (logs_add(logs, "XLOG_TO", copy) < 0)
            return -1;
        text += size;
        text += strspn(text, " \n");
    }
    return 0;
}

static int add_destinations(struct logs *logs)
{
    const struct occurrences *to = &logs->options->to;
    const char *variable = getenv("XLOG_TO");

    for (size_t i = 0; i < to->count; i++)
        if (logs_add(logs, "to", to->items[i].value.data) < 0)
            return -1;
    if (to->count > 0 || logs->destinations != NULL)
        return 0;
    return variable != NULL && *variable != '\0' ? add_all(logs, variable) : logs_add(logs, "to", "fd:2");
}

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

/* The fields of XLOG_EXTRA, KEY=VALUE,... or a JSON object, then those of --extra. */
static int add_extras(struct logs *logs)
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

int logs_configure(struct logs *logs, const char *file)
{
    struct log_config config;

    logs->host.levels = getenv("XLOG_LEVELS");
    if (!log_levels_check(logs->host.levels))
        return fail_usage(logs->call->fail, "XLOG_LEVELS: '%.100s' is not NAME=NUMBER,...", logs->host.levels);
    if (file == NULL || *file == '\0')
        return 0;
    if (logs->recorder > 0)
        return fail_usage(logs->call->fail,
                          "flight-recorder: not with a configuration, which may have a MemoryHandler");
    if (log_config_read(&config, &logs->host, logs->call->fail, file) < 0)
        return -1;
    logs->tree = config.tree;
    logs->destinations = config.destinations;
    logs->configured = true;
    logs->has_level = config.has_level;
    return 0;
}

void logs_move(struct logs *logs, const struct logs *from)
{
    *logs = *from;
    for (struct log_destination *it = logs->destinations; it != NULL; it = it->next)
        for (struct log_destination *at = it; at != NULL; at = at->target)
            at->host = &logs->host;
}

static int read_levels(struct logs *logs)
{
    const char *disable = getenv("XLOG_DISABLE"), *variable = getenv("XLOG_LEVEL");
    const char *level = logs->options->level;

    if (disable != NULL && *disable != '\0' && logs_level(logs, "XLOG_DISABLE", disable, &logs->tree.disable) < 0)
        return -1;
    if (level == NULL && logs->has_level)
        return 0;
    logs->tree.root.level = logs->configured ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO;
    if (level != NULL)
        return logs_level(logs, "level", level, &logs->tree.root.level);
    return variable == NULL || *variable == '\0' ? 0 : logs_level(logs, "XLOG_LEVEL", variable, &logs->tree.root.level);
}

int logs_begin(struct logs *logs, struct call *call, const struct logs_options *options)
{
    const char *name = options->name != NULL ? options->name : getenv("XLOG_NAME");
    const char *config = options->config != NULL ? options->config : getenv("XLOG_CONFIG");

    *logs = (struct logs){.call = call, .options = options, .recorder = logs->recorder};
    logs->host = (struct log_host){.arena = call->arena, .waits = say_it_waits, .blames = blame, .data = call};
    logs->tree.disable = -1;
    logs->name = word_of(name != NULL && *name != '\0' ? name : "root");
    if (logs_configure(logs, config) < 0 || read_levels(logs) < 0 || add_destinations(logs) < 0)
        return -1;
    return add_extras(logs);
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

/* Opens the time zone if a destination's format needs it. */
static int open_zone(struct logs *logs)
{
    unsigned needs = 0;

    for (const struct log_destination *it = logs->destinations; it != NULL; it = it->next)
        needs |= log_needs(it);
    if (needs & LOG_NEEDS_ZONE) {
        logs->host.clock.zone = call_zone(logs->call, logs->options->tz);
        return logs->host.clock.zone == NULL ? -1 : 0;
    }
    return 0;
}

int logs_open(struct logs *logs)
{
    if (open_zone(logs) < 0)
        return -1;
    for (struct log_destination *it = logs->destinations; it != NULL; it = it->next) {
        int result = log_open(it);
        if (result < 0) {
            fail_errno(logs->call->fail, -result, it->text, NULL);
            if (result == -ECONNREFUSED || result == -EADDRNOTAVAIL)
                logs->call->fail->status = EX_NOINPUT;
            else if (result == -EHOSTUNREACH)
                logs->call->fail->status = EX_NOHOST;
            return -1;
        }
        logs->opened++;
    }
    return 0;
}

void logs_forget(struct logs *logs)
{
    logs->destinations = NULL;
    logs->tree.root.handlers = NULL;
}

void logs_complete(struct logs *logs, struct log_record *record)
{
    unsigned needs = 0;

    for (const struct log_destination *it = logs->destinations; it != NULL; it = it->next)
        needs |= log_needs(it);
    if (needs & LOG_NEEDS_PROCESS)
        log_record_ask(record, &logs->start);
}

int logs_handle(struct logs *logs, const struct log_record *record)
{
    struct log_destination *failed;

    return log_is_enabled(&logs->tree, record->name, record->level) ? log_handle(&logs->tree, record, &failed) : 0;
}

/* Records what was lost. */
static int fail_lost(struct logs *logs)
{
    uint64_t lost = 0;
    const struct log_destination *first = NULL;

    for (const struct log_destination *it = logs->destinations; it != NULL; it = it->next)
        for (const struct log_destination *at = it; at != NULL; at = at->shares_target ? NULL : at->target) {
            lost += at->lost;
            if (first == NULL && at->lost > 0)
                first = at;
        }
    if (lost == 0)
        return 0;
    return fail_words(logs->call->fail, EX_IOERR, "%llu record%s lost: %s: %s [%s]", (unsigned long long)lost,
                      lost == 1 ? "" : "s", first->text, errno_words(first->errnum), errno_name(first->errnum));
}

void logs_settle(struct logs *logs)
{
    for (struct log_destination *it = logs->destinations; it != NULL; it = it->next)
        log_settle(it);
}

int logs_end(struct logs *logs)
{
    struct log_destination *it = logs->destinations;

    for (; it != NULL && logs->opened > 0; it = it->next, logs->opened--) {
        int result = log_close(it);
        if (result < 0 && it->lost == 0 && logs->call->fail->status == 0) {
            fail_errno(logs->call->fail, -result, it->text, NULL);
            logs->call->fail->status = EX_IOERR;
        }
    }
    log_text_free(&logs->message);
    return logs->call->fail->status != 0 ? -1 : fail_lost(logs);
}

int logs_write(struct logs *logs, int level, struct words words, struct word exc_text)
{
    struct log_record record;

    if (logs_record(logs, &record, level, words) == 0) {
        record.exc_text = exc_text;
        if (log_is_enabled(&logs->tree, record.name, level) && logs_open(logs) == 0) {
            logs_complete(logs, &record);
            logs_handle(logs, &record);
        }
    }
    return logs_end(logs);
}
