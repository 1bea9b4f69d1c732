/* SPDX-License-Identifier: MIT */
/* Reads configurations: loggers, filters, levels, and which handlers there are. */
#include "log/configuration.h"

#include <errno.h>
#include <stdlib.h>
#include <sysexits.h>

#include "log/config_parts.h"
#include "os/contents.h"
#include "value/texts.h"

TEXTS_OF(log_config);

enum { FILE_MOST = 16 * 1024 * 1024 };

static int read_level(const struct config *config, const struct place *place, int *level)
{
    const struct json *value = place->value;

    if ((value->kind == JSON_STRING || value->kind == JSON_NUMBER) &&
        log_level_read(config->host->levels, value->text, level))
        return 0;
    return config_refuse(config, place, "'%.*s' is not a level (CRITICAL ERROR WARNING INFO DEBUG NOTSET, or a number)",
                         shown_size(value->text), value->text.data != NULL ? value->text.data : "");
}

int config_filters(const struct config *config, const struct place *place, const char **filter)
{
    struct place filters;
    const struct place whole = {NULL, config->root};

    if (config_expect(config, place, JSON_ARRAY) < 0 || config_member(config, &whole, "filters", &filters) < 0)
        return -1;
    for (const struct json *item = place->value->first; item != NULL; item = item->next) {
        const struct json *found = filters.value != NULL && item->kind == JSON_STRING
                                       ? config_step(filters.value, item->text)
                                       : NULL;
        if (found == NULL)
            return config_refuse(config, place, "no filter has the name '%.*s'", shown_size(item->text),
                                 item->text.data != NULL ? item->text.data : "");
        const struct json *name = json_member(found, "name");
        struct word word = name != NULL ? name->text : word_of("");
        if (*filter == NULL || log_is_below(word, word_of(*filter)))
            *filter = word.data;
        else if (!log_is_below(word_of(*filter), word))
            *filter = "."; /* no logger is below both */
    }
    return 0;
}

static int read_handlers_of(struct config *config, const struct place *place, struct log_logger *logger)
{
    struct log_handler **end = &logger->handlers;

    if (config_expect(config, place, JSON_ARRAY) < 0)
        return -1;
    for (const struct json *item = place->value->first; item != NULL; item = item->next) {
        struct log_destination *it = item->kind == JSON_STRING ? config_find(config, item->text) : NULL;
        if (it == NULL)
            return config_refuse(config, place, "no handler has the name '%.*s'", shown_size(item->text),
                                 item->text.data != NULL ? item->text.data : "");
        for (; it != NULL; it = it->next) { /* a QueueHandler is several destinations: one for each of its handlers */
            if (!word_is(item->text, it->name))
                continue;
            struct log_handler *handler = arena_alloc(config->host->arena, sizeof *handler);
            if (handler == NULL)
                return fail_no_memory(config->fail);
            handler->destination = it;
            *end = handler;
            end = &handler->next;
        }
    }
    return 0;
}

/* Reads a logger's level, handlers and so on. */
static int read_logger(struct config *config, const struct place *place, struct log_logger *logger)
{
    static const char *const names[] = {"level", "handlers", "filters", "propagate", NULL};
    struct place member;

    if (config_check_keys(config, place, names) < 0 || config_member(config, place, "level", &member) < 0 ||
        (member.value != NULL && read_level(config, &member, &logger->level) < 0))
        return -1;
    if (config_member(config, place, "propagate", &member) < 0)
        return -1;
    if (member.value != NULL) {
        if (config_expect(config, &member, JSON_TRUE) < 0)
            return -1;
        logger->no_propagate = member.value->kind == JSON_FALSE;
    }
    if (config_member(config, place, "filters", &member) < 0 ||
        (member.value != NULL && config_filters(config, &member, &logger->filter) < 0))
        return -1;
    if (config_member(config, place, "handlers", &member) < 0)
        return -1;
    return member.value != NULL ? read_handlers_of(config, &member, logger) : 0;
}

static int read_loggers(struct config *config, const struct place *whole)
{
    struct place loggers, root;
    struct log_tree *tree = &config->result->tree;

    if (config_member(config, whole, "loggers", &loggers) < 0 || config_member(config, whole, "root", &root) < 0)
        return -1;
    if (loggers.value != NULL && config_expect(config, &loggers, JSON_OBJECT) < 0)
        return -1;
    for (const struct json *item = loggers.value != NULL ? loggers.value->first : NULL; item != NULL;
         item = item->next) {
        struct log_logger *logger = item->name.size > 0 && !word_is(item->name, "root")
                                        ? arena_alloc(config->host->arena, sizeof *logger)
                                        : &tree->root;
        if (logger == NULL)
            return fail_no_memory(config->fail);
        if (logger != &tree->root) {
            logger->name = item->name;
            logger->next = tree->loggers;
            tree->loggers = logger;
        }
        if (read_logger(config, &(struct place){&loggers, item}, logger) < 0)
            return -1;
    }
    config->result->has_level = root.value != NULL && json_member(root.value, "level") != NULL;
    return root.value != NULL ? read_logger(config, &root, &tree->root) : 0;
}

static int by_name(const void *a, const void *b)
{
    const struct json *const *one = a, *const *other = b;
    size_t size = (*one)->name.size < (*other)->name.size ? (*one)->name.size : (*other)->name.size;
    int order = memcmp((*one)->name.data, (*other)->name.data, size);

    return order != 0 ? order : ((*one)->name.size > size) - ((*other)->name.size > size);
}

/* Reads the handlers in the order of their names; those that hand records to others after those. */
static int read_handlers(struct config *config, const struct place *whole)
{
    struct place handlers;

    if (config_member(config, whole, "handlers", &handlers) < 0)
        return -1;
    if (handlers.value == NULL)
        return 0;
    if (config_expect(config, &handlers, JSON_OBJECT) < 0)
        return -1;
    size_t count = 0;
    const struct json **items = arena_alloc(config->host->arena, (handlers.value->count + 1) * sizeof *items);
    for (const struct json *item = handlers.value->first; item != NULL && items != NULL; item = item->next)
        items[count++] = item;
    if (items == NULL)
        return fail_no_memory(config->fail);
    qsort(items, count, sizeof *items, by_name);
    for (int last = 0; last <= 1; last++)
        for (size_t i = 0; i < count; i++) {
            bool hands_on = json_member(items[i], "target") != NULL || json_member(items[i], "handlers") != NULL;
            if (hands_on == last && config_handler(config, &(struct place){&handlers, items[i]}) < 0)
                return -1;
        }
    return 0;
}

static int read_filters(const struct config *config, const struct place *whole)
{
    static const char *const names[] = {"name", NULL};
    struct place filters, name;

    if (config_member(config, whole, "filters", &filters) < 0)
        return -1;
    if (filters.value != NULL && config_expect(config, &filters, JSON_OBJECT) < 0)
        return -1;
    for (const struct json *item = filters.value != NULL ? filters.value->first : NULL; item != NULL;
         item = item->next) {
        const struct place place = {&filters, item};
        if (config_check_keys(config, &place, names) < 0 || config_member(config, &place, "name", &name) < 0 ||
            (name.value != NULL && config_expect(config, &name, JSON_STRING) < 0))
            return -1;
    }
    return 0;
}

/* Names for levels: {"NOTICE": 25}. They go to host->levels. */
static int read_levels(const struct config *config, const struct place *whole)
{
    struct log_text text = {0};
    struct place levels;

    if (config_member(config, whole, "levels", &levels) < 0)
        return -1;
    if (levels.value == NULL)
        return 0;
    if (config_expect(config, &levels, JSON_OBJECT) < 0)
        return -1;
    for (const struct json *item = levels.value->first; item != NULL; item = item->next) {
        log_text_word(&text, item->name);
        log_text_char(&text, '=');
        log_text_word(&text, item->text);
        log_text_char(&text, ',');
    }
    log_text_put(&text, config->host->levels != NULL ? config->host->levels : "");
    config->host->levels = text.failed ? NULL : arena_copy(config->host->arena, text.data, text.size);
    log_text_free(&text);
    if (config->host->levels == NULL)
        return fail_no_memory(config->fail);
    return log_levels_check(config->host->levels)
               ? 0
               : config_refuse(config, &levels, "must be names with positive numbers");
}

static int check_incremental(const struct config *config, const struct place *whole, bool *incremental)
{
    struct place member, handlers;

    if (config_member(config, whole, "disable_existing_loggers", &member) < 0 ||
        (member.value != NULL && config_expect(config, &member, JSON_TRUE) < 0) ||
        config_member(config, whole, "incremental", &member) < 0 ||
        (member.value != NULL && config_expect(config, &member, JSON_TRUE) < 0))
        return -1;
    *incremental = member.value != NULL && member.value->kind == JSON_TRUE;
    if (!*incremental || config_member(config, whole, "handlers", &handlers) < 0 || handlers.value == NULL ||
        handlers.value->first == NULL)
        return 0;
    return config_refuse(config, &handlers, "incremental changes handlers that exist; there are none yet");
}

static int read_all(struct config *config)
{
    static const char *const names[] = {"version", "formatters", "filters",     "handlers",
                                        "loggers", "root",       "incremental", "disable_existing_loggers",
                                        "levels",  NULL};
    const struct place whole = {NULL, config->root};
    struct place version;
    bool incremental;

    if (config_check_keys(config, &whole, names) < 0)
        return -1;
    version = (struct place){&whole, json_member(config->root, "version")};
    if (!config->ini &&
        (version.value == NULL || version.value->kind != JSON_NUMBER || !word_is(version.value->text, "1")))
        return config_refuse(config, version.value != NULL ? &version : &whole, "version must be there, and be 1");
    if (read_levels(config, &whole) < 0 || check_incremental(config, &whole, &incremental) < 0 ||
        config_check_formatters(config, &whole) < 0 || read_filters(config, &whole) < 0)
        return -1;
    return incremental || read_handlers(config, &whole) == 0 ? read_loggers(config, &whole) : -1;
}

/* Records where the text is no JSON, by line and column. */
static int refuse_syntax(const struct config *config, const char *data, const struct json_error *error)
{
    size_t line = 1, column = 1;

    for (size_t i = 0; i < error->offset; i++) {
        column = data[i] == '\n' ? 1 : column + 1;
        line += data[i] == '\n';
    }
    return fail_words(config->fail, EX_CONFIG, "%s:%zu:%zu: %s", config->file, line, column, error->what);
}

int log_config_read(struct log_config *config, struct log_host *host, struct fail *fail, const char *file)
{
    struct config reading = {.result = config, .host = host, .fail = fail, .file = file};
    struct json_error error;
    char *data;
    size_t size;
    int result = contents_of(file, FILE_MOST, &data, &size);

    *config = (struct log_config){.tree = {.root.level = LOG_LEVEL_WARNING, .disable = -1}};
    if (result < 0)
        return fail_errno(fail, -result, file, NULL);
    size_t blank = strspn(data, " \t\r\n");
    reading.ini = strchr("[#;", data[blank]) != NULL && data[blank] != '\0';
    if (reading.ini)
        reading.root = config_ini(&reading, (struct word){data, size});
    else if ((result = json_read(host->arena, (struct word){data, size}, &reading.root, &error)) == -EINVAL)
        refuse_syntax(&reading, data, &error);
    free(data);
    if (result == -ENOMEM)
        return fail_no_memory(fail);
    return result < 0 || reading.root == NULL ? -1 : read_all(&reading);
}
