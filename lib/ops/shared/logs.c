/* SPDX-License-Identifier: MIT */
/* Loggers and destinations of the rows and applets of the chapter logging. */
#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "log/configuration.h"
#include "ops/shared/logs_parts.h"
#include "ops/shared/zones.h"
#include "os/socket.h"
#include "value/errnos.h"

TEXTS_OF(shared_logs);

#define BLANKS " \n" /* between the destinations of XLOG_TO */

/* Says on standard error that a destination waits for space or for its receiver. */
static void say_it_waits(void *data, const struct log_destination *destination, int errnum)
{
    struct call *call = data;
    struct fail fail = {.op = call->fail->op, .command = call->fail->command};

    fail_words(&fail, EX_IOERR, "%s: %s [%s]: waiting", destination->text, errno_words(errnum), errno_name(errnum));
    fail_print(&fail, STDERR_FILENO, call->json);
}

/* Reports what a helper of a destination has failed to do; no record is lost. */
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

/* The description of a memory destination that holds the newest records for the destination described by text. */
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

/* The size of the destination at the start of text: a blank in it is followed by something else than a destination. */
static size_t destination_size(const char *text)
{
    size_t size = strcspn(text, BLANKS), next = size + strspn(text + size, BLANKS);

    while (text[next] != '\0' && !begins_destination(text + next)) {
        size = next + strcspn(text + next, BLANKS);
        next = size + strspn(text + size, BLANKS);
    }
    return size;
}

/* Adds the destinations of XLOG_TO: they are separated by blanks or newlines. */
static int add_all(struct logs *logs, const char *text)
{
    for (text += strspn(text, BLANKS); *text != '\0'; text += strspn(text, BLANKS)) {
        size_t size = destination_size(text);
        const char *copy = arena_copy(logs->host.arena, text, size);
        if (copy == NULL)
            return fail_no_memory(logs->call->fail);
        if (logs_add(logs, "XLOG_TO", copy) < 0)
            return -1;
        text += size;
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
    if (variable == NULL || variable[strspn(variable, BLANKS)] == '\0')
        return logs_add(logs, "to", "fd:2");
    return add_all(logs, variable);
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
    return logs_add_extras(logs);
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

int logs_not_opened(struct fail *fail, int result, const char *text)
{
    if (result == -UNKNOWN_HOST)
        return fail_words(fail, EX_NOHOST, "%s: unknown host or port", text);
    fail_errno(fail, -result, text, NULL);
    if (result == -ECONNREFUSED || result == -EADDRNOTAVAIL)
        fail->status = EX_NOINPUT;
    return -1;
}

int logs_open(struct logs *logs)
{
    if (open_zone(logs) < 0)
        return -1;
    for (struct log_destination *it = logs->destinations; it != NULL; it = it->next) {
        int result = log_open(it);
        if (result < 0)
            return logs_not_opened(logs->call->fail, result, it->text);
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
