/* SPDX-License-Identifier: MIT */
/* Formatters of a configuration. */
#include "log/config_handlers.h"

TEXTS_OF(log_config_formatters);

/* Adds the keys of a formatter whose class is logging.Formatter. */
static int add_format(struct reading *reading, const struct place *formatter)
{
    static const char *const keys[] = {"style", "format", "datefmt"};
    static const struct json message = {.kind = JSON_STRING, .text = {"%(message)s", sizeof "%(message)s" - 1}};
    struct place member;

    if (config_member(reading->config, formatter, "validate", &member) < 0 ||
        (member.value != NULL && config_expect(reading->config, &member, JSON_TRUE) < 0))
        return -1;
    if (member.value != NULL && member.value->kind == JSON_FALSE &&
        config_add_key(reading, &member, "validate", word_of("no")) < 0)
        return -1;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (config_member(reading->config, formatter, keys[i], &member) < 0)
            return -1;
        bool format = i == 1;
        if (member.value != NULL && config_expect(reading->config, &member, JSON_STRING) < 0)
            return -1;
        if (member.value == NULL && format)
            member.value = &message;
        if (member.value != NULL && config_add_key(reading, &member, keys[i], member.value->text) < 0)
            return -1;
    }
    return 0;
}

/* Adds the keys of a formatter of any class. */
static int add_any_format(struct reading *reading, const struct place *formatter)
{
    struct place member;

    if (config_member(reading->config, formatter, "class", &member) < 0)
        return -1;
    if (member.value != NULL && word_is(member.value->text, "xos.JsonFormatter"))
        return config_add_key(reading, &member, "format", word_of("json"));
    if (member.value != NULL && !word_is(member.value->text, "logging.Formatter"))
        return config_refuse(reading->config, &member, "must be logging.Formatter or xos.JsonFormatter");
    return add_format(reading, formatter);
}

int config_add_formatter(struct reading *reading, const struct place *place)
{
    const struct config *config = reading->config;
    const struct place whole = {NULL, config->root};
    struct place id, formatters, formatter;
    bool plain = reading->class->kind != LOG_TCP && reading->class->kind != LOG_UDP &&
                 reading->class->kind != LOG_KINDS && reading->class->kind != LOG_MEMORY;

    if (config_member(config, place, "formatter", &id) < 0 ||
        config_member(config, &whole, "formatters", &formatters) < 0)
        return -1;
    if (id.value == NULL)
        return plain ? config_add_key(reading, place, "format", word_of("%(message)s")) : 0;
    if (config_expect(config, &id, JSON_STRING) < 0)
        return -1;
    if (formatters.value == NULL || config_member(config, &formatters, id.value->text.data, &formatter) < 0 ||
        formatter.value == NULL)
        return config_refuse(config, &id, "no formatter has the name '%.*s'", shown_size(id.value->text),
                             id.value->text.data);
    return add_any_format(reading, &formatter);
}

int config_set_defaults(struct reading *reading, const struct place *place)
{
    const struct config *config = reading->config;
    const struct json *formatters = json_member(config->root, "formatters"),
                      *id = json_member(place->value, "formatter");
    bool named = id != NULL && id->kind == JSON_STRING && formatters != NULL;
    const struct json *formatter = named ? json_member(formatters, id->text.data) : NULL;
    const struct json *defaults = formatter != NULL ? json_member(formatter, "defaults") : NULL;

    if (defaults == NULL || defaults->kind != JSON_OBJECT)
        return 0;
    struct log_extra *extras = arena_alloc(config->host->arena, (defaults->count + 1) * sizeof *extras);
    if (extras == NULL)
        return fail_no_memory(config->fail);
    for (const struct json *item = defaults->first; item != NULL; item = item->next)
        extras[reading->destination->format.default_count++] = (struct log_extra){
            item->name, log_json_word(item, config->host->arena), item->kind != JSON_STRING};
    reading->destination->format.defaults = extras;
    return 0;
}

/* Reads a formatter as one of a handler that writes nothing: no handler of the configuration may name it. */
static int check_formatter(struct config *config, const struct place *formatter)
{
    struct log_destination destination;
    struct reading reading = {.config = config, .destination = &destination};

    log_text_put(&reading.text, "null");
    int result = add_any_format(&reading, formatter);
    log_text_free(&reading.text);
    log_text_free(&reading.keys);
    return result;
}

int config_check_formatters(struct config *config, const struct place *whole)
{
    static const char *const names[] = {"format", "datefmt", "style", "validate", "defaults", "class", NULL};
    struct place formatters;

    if (config_member(config, whole, "formatters", &formatters) < 0)
        return -1;
    if (formatters.value != NULL && config_expect(config, &formatters, JSON_OBJECT) < 0)
        return -1;
    for (const struct json *item = formatters.value != NULL ? formatters.value->first : NULL; item != NULL;
         item = item->next) {
        const struct place formatter = {&formatters, item};
        if (config_check_keys(config, &formatter, names) < 0 || check_formatter(config, &formatter) < 0)
            return -1;
    }
    return 0;
}
