/* SPDX-License-Identifier: MIT */
/* Handlers of a configuration: each becomes the description of a destination, which is then read as one of --to is. */
#include <sysexits.h>

#include "log/config_handlers.h"
#include "value/constants.h"
#include "value/format.h"
#include "value/number.h"

TEXTS_OF(log_config_handlers);

struct log_destination *config_find(const struct config *config, struct word name)
{
    struct log_destination *it = config->result->destinations;

    while (it != NULL && !word_is(name, it->name))
        it = it->next;
    return it;
}

/* Reads the description so far, so that what is wrong is found where it is. */
static int read_so_far(struct reading *reading, const struct place *place)
{
    struct config *config = reading->config;
    struct log_text text = {0};
    char where[PLACE_ROOM], why[sizeof config->fail->text];

    log_text_add(&text, reading->text.data, reading->text.size);
    log_text_add(&text, reading->keys.data, reading->keys.size);
    char *copy = text.failed ? NULL : arena_copy(config->host->arena, text.data, text.size);
    log_text_free(&text);
    if (copy == NULL)
        return fail_no_memory(config->fail);
    config_place(config, place, where);
    if (log_destination_read(reading->destination, config->host, config->fail, where, copy) == 0)
        return 0;
    if (config->fail->status == EX_USAGE) {
        format_text(why, sizeof why, "%s", config->fail->text);
        fail_words(config->fail, EX_CONFIG, "%s: %s", config->file, why);
    }
    return -1;
}

int config_add_key(struct reading *reading, const struct place *place, const char *key, struct word value)
{
    log_text_char(&reading->keys, ',');
    log_text_put(&reading->keys, key);
    log_text_char(&reading->keys, '=');
    log_add_item(&reading->keys, value);
    return reading->text.size > 0 ? read_so_far(reading, place) : 0;
}

static int add_stream(struct reading *reading, const struct place *place)
{
    struct word word = place->value->text;
    const char *name = word_is(word, "ext://sys.stdout")   ? "1"
                       : word_is(word, "ext://sys.stderr") ? "2"
                                                           : word_fd(word).data;

    if (place->value->kind != JSON_STRING || name == NULL)
        return config_refuse(reading->config, place, "must be ext://sys.stdout, ext://sys.stderr or fd:N");
    log_text_put(&reading->text, name);
    return 0;
}

/* True for the name of a service, or a number that a port can have. */
static bool is_port(const struct json *value)
{
    struct number number;
    int64_t port;

    if (value->kind == JSON_STRING && !number_read(value->text, 10, &number))
        return true;
    return number_read(value->text, 10, &number) && number_to_int64(number, 0, UINT16_MAX, &port);
}

/* The address of syslog: a path, or a list of host and port. */
static int add_syslog(struct reading *reading, const struct place *place)
{
    const struct json *value = place->value, *host = value->first;

    if (value->kind == JSON_STRING) {
        log_add_item(&reading->text, value->text);
        return 0;
    }
    if (value->kind != JSON_ARRAY || value->count != 2 || host->kind != JSON_STRING ||
        (host->next->kind != JSON_STRING && host->next->kind != JSON_NUMBER) || !is_port(host->next))
        return config_refuse(reading->config, place, "must be a path, or a list of host and port");
    log_text_put(&reading->text, reading->stream ? "tcp://" : "udp://");
    log_add_item(&reading->text, host->text);
    log_text_char(&reading->text, ':');
    log_text_word(&reading->text, host->next->text);
    return 0;
}

static int add_target(struct reading *reading, const struct place *place)
{
    struct word name = place->value->text;

    reading->target = name.data != NULL ? config_find(reading->config, name) : NULL;
    if (reading->target != NULL)
        return 0;
    return config_refuse(reading->config, place, "no handler has the name '%.*s'", shown_size(name),
                         name.data != NULL ? name.data : "");
}

/* Adds a keyword's value to the description. */
static int add_value(struct reading *reading, const struct place *place, const struct keyword *keyword)
{
    const struct config *config = reading->config;
    const struct json *value = place->value;
    bool number = value->kind == JSON_NUMBER;

    switch (keyword->kind) {
    case VALUE_TEXT:
        if (!number && config_expect(config, place, JSON_STRING) < 0)
            return -1;
        return config_add_key(reading, place, keyword->key, value->text);
    case VALUE_NUMBER:
        return config_expect(config, place, JSON_NUMBER) < 0
                   ? -1
                   : config_add_key(reading, place, keyword->key, value->text);
    case VALUE_LEVEL:
        if (!number && config_expect(config, place, JSON_STRING) < 0)
            return -1;
        return config_add_key(reading, place, keyword->key, value->text);
    case VALUE_SWITCH:
        if (config_expect(config, place, JSON_TRUE) < 0)
            return -1;
        return config_add_key(reading, place, keyword->key, word_of(value->kind == JSON_TRUE ? "yes" : "no"));
    case VALUE_ADDRESS:
        if (!(number && reading->class->kind == LOG_MEMORY) && config_expect(config, place, JSON_STRING) < 0)
            return -1;
        if (reading->class->kind == LOG_KINDS)
            log_text_word(&reading->text, value->text);
        else
            log_add_item(&reading->text, value->text);
        return 0;
    case VALUE_PORT:
        if (!number && config_expect(config, place, JSON_STRING) < 0)
            return -1;
        if (!is_port(value))
            return config_refuse(config, place, "must be a port: 0 to 65535");
        log_text_char(&reading->text, ':');
        log_text_word(&reading->text, value->text);
        return 0;
    case VALUE_STREAM:
        return add_stream(reading, place);
    case VALUE_SYSLOG:
        return add_syslog(reading, place);
    case VALUE_SOCKTYPE:
        reading->stream = word_is(value->text, "ext://socket.SOCK_STREAM") || word_is(value->text, "1");
        if (reading->stream || word_is(value->text, "ext://socket.SOCK_DGRAM") || word_is(value->text, "2"))
            return 0;
        return config_refuse(config, place, "must be ext://socket.SOCK_DGRAM or ext://socket.SOCK_STREAM");
    case VALUE_ENCODING:
        if (value->kind == JSON_STRING &&
            (strcasecmp(value->text.data, "utf-8") == 0 || strcasecmp(value->text.data, "utf8") == 0))
            return 0;
        return config_refuse(config, place, "must be utf-8");
    case VALUE_TARGET:
        return add_target(reading, place);
    default:
        return 0;
    }
}

/* The member for a keyword: by its name, or by its position in args of an INI file. *args gets the place of these, and
 * *found may refer to it. */
static int find_value(const struct reading *reading, const struct place *place, int position, struct place *found,
                      struct place *args)
{
    const char *name = reading->class->keywords[position].name;
    struct place words;

    if (config_member(reading->config, place, name, found) < 0)
        return -1;
    if (found->value != NULL || !reading->config->ini)
        return 0;
    if (config_member(reading->config, place, "kwargs", &words) == 0 && words.value != NULL) {
        *found = (struct place){place, json_member(words.value, name)};
        if (found->value != NULL)
            return 0;
    }
    if (config_member(reading->config, place, "args", args) < 0 || args->value == NULL)
        return 0;
    const struct json *item = args->value->first;
    for (; item != NULL && position > 0; position--)
        item = item->next;
    *found = item != NULL && item->kind != JSON_NULL ? (struct place){args, item} : (struct place){place, NULL};
    return 0;
}

/* Adds what all handlers have: level, filters, formatter, attributes. */
static int add_common(struct reading *reading, const struct place *place)
{
    static const struct keyword level = {"level", VALUE_LEVEL, "level"};
    const struct config *config = reading->config;
    struct place member, attribute;
    const char *filter = NULL;

    if (config_member(config, place, "level", &member) < 0 ||
        (member.value != NULL && add_value(reading, &member, &level) < 0))
        return -1;
    if (config_member(config, place, "filters", &member) < 0 ||
        (member.value != NULL && config_filters(config, &member, &filter) < 0) ||
        (filter != NULL && config_add_key(reading, &member, "filter", word_of(filter)) < 0))
        return -1;
    if (config_add_formatter(reading, place) < 0 || config_member(config, place, ".", &member) < 0)
        return -1;
    for (const struct json *item = member.value != NULL ? member.value->first : NULL; item != NULL; item = item->next) {
        const struct keyword *keyword = config_attribute(item->name);
        attribute = (struct place){&member, item};
        if (keyword == NULL)
            return config_refuse(config, &attribute, "unknown attribute (known: terminator append_nul ident)");
        if (add_value(reading, &attribute, keyword) < 0)
            return -1;
    }
    return 0;
}

/* The kind, and the parts of the address. */
static int add_address(struct reading *reading, const struct place *place)
{
    static const char *const kinds[LOG_KINDS + 1] = {
        [LOG_FD] = "fd:",         [LOG_FILE] = "file:",   [LOG_WATCHED] = "watched:",
        [LOG_ROTATE] = "rotate:", [LOG_TIMED] = "timed:", [LOG_SYSLOG] = "syslog:",
        [LOG_TCP] = "tcp:",       [LOG_UDP] = "udp:",     [LOG_MEMORY] = "memory:",
        [LOG_NULL] = "null",      [LOG_KINDS] = ""};
    const struct keyword *keywords = reading->class->keywords;
    const char *kind = kinds[reading->class->kind];
    struct place values[KEYWORDS], args;
    int count = 0;

    for (; count < KEYWORDS && keywords[count].name != NULL; count++)
        if (find_value(reading, place, count, &values[count], &args) < 0)
            return -1;
    if (count > 1 && keywords[1].kind == VALUE_PORT && values[1].value == NULL && !reading->config->ini &&
        json_member(place->value, "port") == NULL)
        return config_refuse(reading->config, place, "port is missing: a number, or null for a UNIX socket");
    bool unix_socket = count > 1 && keywords[1].kind == VALUE_PORT && values[1].value == NULL;
    if (unix_socket)
        kind = reading->class->kind == LOG_TCP ? "unix:" : "unixgram:";
    log_text_put(&reading->text, kind);
    for (int pass = 0; pass < 2; pass++) /* the form of an address depends on the type of its socket */
        for (int i = 0; i < count; i++)
            if (values[i].value != NULL && (keywords[i].kind == VALUE_SOCKTYPE) == (pass == 0) &&
                keywords[i].key == NULL && add_value(reading, &values[i], &keywords[i]) < 0)
                return -1;
    if (keywords[0].kind == VALUE_STREAM && values[0].value == NULL)
        log_text_put(&reading->text, "2");
    if (keywords[0].kind == VALUE_SYSLOG && values[0].value == NULL)
        log_text_put(&reading->text, reading->stream ? "tcp://localhost:514" : "udp://localhost:514");
    if (keywords[0].kind == VALUE_ADDRESS && values[0].value == NULL)
        return config_refuse(reading->config, place, "%s is missing", keywords[0].name);
    if (reading->class->kind == LOG_MEMORY &&
        keywords[0].kind == VALUE_IGNORED) /* a queue passes each record on at once */
        log_text_put(&reading->text, "1");
    if (read_so_far(reading, keywords[0].name != NULL && values[0].value != NULL ? &values[0] : place) < 0)
        return -1;
    for (int i = 0; i < count; i++)
        if (values[i].value != NULL && keywords[i].key != NULL && add_value(reading, &values[i], &keywords[i]) < 0)
            return -1;
    return 0;
}

/* Reads the handler that hands its records to the one called `to`, if to.data is not NULL. */
static int read_handler(struct config *config, const struct place *place, const struct place *to)
{
    struct reading reading = {.config = config, .class = config_class(config, place)};
    struct log_destination *destination = arena_alloc(config->host->arena, sizeof *destination);

    if (reading.class == NULL)
        return -1;
    if (destination == NULL)
        return fail_no_memory(config->fail);
    reading.destination = destination;
    int result = config_check_keywords(config, reading.class, place);
    if (result == 0)
        result = add_address(&reading, place);
    if (result == 0)
        result = add_common(&reading, place);
    if (result == 0)
        result = config_set_defaults(&reading, place);
    if (result == 0 && to != NULL)
        result = add_target(&reading, to);
    log_text_free(&reading.text);
    log_text_free(&reading.keys);
    destination->name = place->value->name.data;
    if (reading.target != NULL) {
        destination->target = reading.target;
        destination->shares_target = true;
    }
    destination->next = config->result->destinations;
    config->result->destinations = destination;
    return result;
}

int config_handler(struct config *config, const struct place *place)
{
    const struct json *value = config_resolve(config, place, place->value);
    const struct place resolved = {place->above, value};
    struct place handlers;

    place = &resolved;
    if (value == NULL || config_expect(config, place, JSON_OBJECT) < 0)
        return -1;
    struct place factory = {place, json_member(place->value, "()")};
    if (factory.value != NULL)
        return config_refuse(config, &factory, "there are no factories here: use class");
    if (config_member(config, place, "handlers", &handlers) < 0)
        return -1;
    if (handlers.value == NULL)
        return read_handler(config, place, NULL);
    if (config_expect(config, &handlers, JSON_ARRAY) < 0)
        return -1;
    for (const struct json *item = handlers.value->first; item != NULL; item = item->next)
        if (read_handler(config, place, &(struct place){&handlers, item}) < 0)
            return -1;
    return 0;
}
