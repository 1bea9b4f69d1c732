/* SPDX-License-Identifier: MIT */
/* Destinations: reading their descriptions, and what is the same for all kinds. */
#include "log/destination.h"

#include <errno.h>

#include "log/parts.h"
#include "value/kinds.h"
#include "value/number.h"

TEXTS_OF(log_destination);

enum { LINE_ROOM = 384 }; /* bytes of a record for which nothing is allocated */

#define KIND(kind) (1U << (kind))
#define FILES (KIND(LOG_ROTATE) | KIND(LOG_TIMED))
#define NETWORK \
    (KIND(LOG_TCP) | KIND(LOG_UDP) | KIND(LOG_UNIX) | KIND(LOG_UNIXGRAM) | KIND(LOG_SYSLOG) | KIND(LOG_QUEUE))
#define ALL (KIND(LOG_KINDS) - 1)

static const struct destination_kind {
    char name[12];
    const char *format; /* of records, unless the key format says otherwise */
    bool optional;      /* the address may be left out */
    const struct log_functions *functions;
} kinds[LOG_KINDS] = {
    [LOG_FD] = {"fd", "plain", false, &log_fd_functions},
    [LOG_FILE] = {"file", "plain", false, &log_file_functions},
    [LOG_WATCHED] = {"watched", "plain", false, &log_watched_functions},
    [LOG_ROTATE] = {"rotate", "plain", false, &log_rotate_functions},
    [LOG_TIMED] = {"timed", "plain", false, &log_timed_functions},
    [LOG_SYSLOG] = {"syslog", "%(message)s", true, &log_syslog_functions},
    [LOG_JOURNAL] = {"journal", "%(message)s", true, &log_journal_functions},
    [LOG_TCP] = {"tcp", "json", false, &log_socket_functions},
    [LOG_UDP] = {"udp", "json", false, &log_socket_functions},
    [LOG_UNIX] = {"unix", "json", false, &log_socket_functions},
    [LOG_UNIXGRAM] = {"unixgram", "json", false, &log_socket_functions},
    [LOG_MEMORY] = {"memory", "plain", false, &log_memory_functions},
    [LOG_QUEUE] = {"queue", "json", false, &log_socket_functions},
    [LOG_EXEC] = {"exec", "plain", false, &log_exec_functions},
    [LOG_NULL] = {"null", "plain", true, &log_null_functions},
};

enum key_type { KEY_TEXT, KEY_SIZE, KEY_NUMBER, KEY_SWITCH, KEY_NO_SWITCH };

#define KEY(name, type, member, kinds) \
    { \
        name, type, offsetof(struct log_options, member), kinds \
    }

static const struct key {
    char name[16];
    unsigned char type;
    unsigned short offset;
    unsigned kinds;
} keys[] = {
    KEY("level", KEY_TEXT, level, ALL),
    KEY("format", KEY_TEXT, format, ALL),
    KEY("datefmt", KEY_TEXT, datefmt, ALL),
    KEY("style", KEY_TEXT, style, ALL),
    KEY("filter", KEY_TEXT, filter, ALL),
    KEY("validate", KEY_NO_SWITCH, no_validate, ALL),
    KEY("terminator", KEY_TEXT, terminator, ALL),
    KEY("on-full", KEY_TEXT, on_full, ALL),
    KEY("spool", KEY_TEXT, spool, NETWORK),
    KEY("max-bytes", KEY_SIZE, max_bytes, KIND(LOG_ROTATE)),
    KEY("count", KEY_NUMBER, count, FILES),
    KEY("compress", KEY_TEXT, compress, FILES),
    KEY("suffix", KEY_TEXT, suffix, FILES),
    KEY("mode", KEY_TEXT, mode, KIND(LOG_FILE) | KIND(LOG_WATCHED)),
    KEY("when", KEY_TEXT, when, KIND(LOG_TIMED)),
    KEY("interval", KEY_NUMBER, interval, KIND(LOG_TIMED)),
    KEY("utc", KEY_SWITCH, utc, KIND(LOG_TIMED)),
    KEY("at", KEY_TEXT, at, KIND(LOG_TIMED)),
    KEY("facility", KEY_TEXT, facility, KIND(LOG_SYSLOG)),
    KEY("ident", KEY_TEXT, ident, KIND(LOG_SYSLOG) | KIND(LOG_JOURNAL)),
    KEY("rfc", KEY_NUMBER, rfc, KIND(LOG_SYSLOG)),
    KEY("nul", KEY_NO_SWITCH, no_nul, KIND(LOG_SYSLOG)),
    KEY("flush-level", KEY_TEXT, flush_level, KIND(LOG_MEMORY)),
    KEY("flush-on-close", KEY_NO_SWITCH, no_flush_on_close, KIND(LOG_MEMORY)),
    KEY("ring", KEY_SWITCH, ring, KIND(LOG_MEMORY)),
    KEY("to", KEY_TEXT, to, KIND(LOG_MEMORY)),
};

enum log_kind log_kind_find(struct word name)
{
    unsigned kind = 0;

    while (kind < LOG_KINDS && !word_is(name, kinds[kind].name))
        kind++;
    return (enum log_kind)kind;
}

/* A description while it is read. */
struct reading {
    struct log_destination *destination;
    struct fail *fail;
    const char *option;
    struct log_text forwarded; /* keys of a memory's target */
};

/* Sets the member that the key is for. False if the value is not of its type. */
static bool set_key(struct log_options *options, const struct key *key, struct word value)
{
    char *member = (char *)options + key->offset;
    struct number number;
    bool on = true; /* a switch without a value */

    switch (key->type) {
    case KEY_TEXT:
        *(const char **)member = value.data;
        return true;
    case KEY_SIZE:
        return number_read_size(value, &number) && number_to_int64(number, 0, INT64_MAX, (int64_t *)member);
    case KEY_NUMBER:
        return number_read(value, 10, &number) && number_to_int64(number, 0, INT32_MAX, (int64_t *)member);
    default:
        if (value.size > 0 && !bool_read(value, &on))
            return false;
        *(bool *)member = on != (key->type == KEY_NO_SWITCH);
        return true;
    }
}

struct word log_take_item(struct arena *arena, const char **at)
{
    char *copy = arena_alloc(arena, strlen(*at) + 1), *to = copy;

    if (copy == NULL)
        return (struct word){0};
    for (; **at != '\0' && **at != ','; ++*at) {
        if (**at == '\\' && ((*at)[1] == ',' || (*at)[1] == '\\'))
            ++*at;
        *to++ = **at;
    }
    *at += **at == ',';
    return (struct word){copy, (size_t)(to - copy)};
}

void log_add_item(struct log_text *text, struct word item)
{
    for (size_t i = 0; i < item.size; i++) {
        if (item.data[i] == ',' || item.data[i] == '\\')
            log_text_char(text, '\\');
        log_text_char(text, item.data[i]);
    }
}

static int unknown_key(struct reading *reading, struct word name)
{
    char known[256] = "";
    size_t used = 0;

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].kinds & KIND(reading->destination->kind)) {
            size_t size = strlen(keys[i].name);
            known[used++] = ' ';
            memcpy(known + used, keys[i].name, size + 1);
            used += size;
        }
    return fail_usage(reading->fail, "%s: %s has no key '%.*s' (its keys:%s)", reading->option,
                      kinds[reading->destination->kind].name, shown_size(name), name.data, known);
}

static int read_key(struct reading *reading, struct word item)
{
    struct log_destination *destination = reading->destination;
    const char *equals = memchr(item.data, '=', item.size), *end = item.data + item.size;
    struct word name = {item.data, equals != NULL ? (size_t)(equals - item.data) : item.size};
    struct word value = {equals != NULL ? equals + 1 : end, equals != NULL ? (size_t)(end - equals - 1) : 0};
    const struct key *key = keys, *stop = keys + sizeof keys / sizeof keys[0];

    while (key < stop && !(word_is(name, key->name) && key->kinds & KIND(destination->kind)))
        key++;
    bool own = key < stop && (destination->kind != LOG_MEMORY || key->kinds == KIND(LOG_MEMORY) ||
                              word_is(name, "level") || word_is(name, "filter"));
    if (!own && destination->kind == LOG_MEMORY) {
        log_text_char(&reading->forwarded, ',');
        log_add_item(&reading->forwarded, item);
        return 0;
    }
    if (!own)
        return unknown_key(reading, name);
    if (set_key(&destination->options, key, value))
        return 0;
    return fail_usage(reading->fail, "%s: %s: '%.*s' is not %s", reading->option, key->name, shown_size(value),
                      value.data,
                      key->type >= KEY_SWITCH ? "yes or no"
                      : key->type == KEY_SIZE ? "a size from 0 on"
                                              : "a number from 0 on");
}

/* Reads \n, \r, \t, \0 and \\ in place. */
static struct word read_escapes(char *text)
{
    static const char letters[] = "nrt0\\", bytes[] = "\n\r\t\0\\";
    char *to = text;

    for (const char *at = text; *at != '\0'; at++) {
        const char *found = *at == '\\' && at[1] != '\0' ? strchr(letters, at[1]) : NULL;
        *to++ = found != NULL ? bytes[found - letters] : *at;
        at += found != NULL;
    }
    return (struct word){text, (size_t)(to - text)};
}

static int read_full(struct reading *reading)
{
    static const char *const names[] = {"block", "drop", "fail"};
    const char *text = reading->destination->options.on_full;

    for (unsigned i = 0; text != NULL && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i]) == 0) {
            reading->destination->on_full = (enum log_full)i;
            return 0;
        }
    return text == NULL
               ? 0
               : fail_usage(reading->fail, "%s: on-full: '%.100s' is not block, drop or fail", reading->option, text);
}

static const char *first_of(const char *key, const char *common, const char *otherwise)
{
    return key != NULL ? key : common != NULL ? common : otherwise;
}

/* What the keys of all kinds mean. */
static int read_options(struct reading *reading)
{
    struct log_destination *destination = reading->destination;
    struct log_options *options = &destination->options;
    const struct log_host *host = destination->host;
    const char *style = first_of(options->style, host->style, "%");
    const char *format = first_of(options->format, host->format, kinds[destination->kind].format);
    const char *datefmt = first_of(options->datefmt, host->datefmt, NULL);

    if (options->level != NULL &&
        !log_level_read(destination->host->levels, word_of(options->level), &destination->level))
        return fail_usage(reading->fail, "%s: level: '%.100s' is not a level", reading->option, options->level);
    if (style[0] == '\0' || style[1] != '\0' || strchr(LOG_STYLES, *style) == NULL)
        return fail_usage(reading->fail, "%s: style: '%.100s' is not %%, { or $", reading->option, style);
    destination->terminator = (struct word){"\n", 1};
    if (options->terminator != NULL)
        destination->terminator = read_escapes((char *)options->terminator);
    if (read_full(reading) < 0 || log_format_read(&destination->format, destination->host->arena, reading->fail,
                                                  reading->option, *style, word_of(format), options->no_validate) < 0)
        return -1;
    return datefmt == NULL ? 0
                           : log_format_date(&destination->format, reading->fail, reading->option, word_of(datefmt));
}

/* Finds the kind at the start of text. What follows it, or NULL with the usage error recorded. */
static const char *read_kind(struct reading *reading, const char *text)
{
    size_t size = strcspn(text, ":,");
    enum log_kind kind = log_kind_find((struct word){text, size});

    if (kind == LOG_KINDS) {
        fail_usage(
            reading->fail,
            "%s: '%.100s' is not KIND:ADDRESS[,KEY=VALUE...] (kinds: fd file watched rotate timed syslog journal "
            "tcp udp unix unixgram memory queue exec null)",
            reading->option, text);
        return NULL;
    }
    reading->destination->kind = kind;
    if (text[size] == ':')
        return text + size + 1;
    if (!kinds[kind].optional) {
        fail_usage(reading->fail, "%s: '%.100s' lacks an address: %s:ADDRESS", reading->option, text, kinds[kind].name);
        return NULL;
    }
    return text + size;
}

/* A memory hands its records to another destination, which gets the keys that are not its own. */
static int read_target(struct reading *reading)
{
    struct log_destination *destination = reading->destination;
    struct log_text *text = &reading->forwarded;
    struct log_text target = {0};

    if (destination->kind != LOG_MEMORY)
        return 0;
    const char *to = destination->options.to != NULL ? destination->options.to : "fd:2";
    size_t size = strcspn(to, ":");
    log_text_put(&target, log_kind_find((struct word){to, size}) < LOG_KINDS ? "" : "file:");
    log_text_put(&target, to);
    log_text_word(&target, (struct word){text->data, text->size});
    log_text_char(&target, '\0');
    char *copy = target.failed ? NULL : arena_copy(destination->host->arena, target.data, target.size);
    destination->target = arena_alloc(destination->host->arena, sizeof *destination);
    log_text_free(&target);
    if (copy == NULL || destination->target == NULL)
        return fail_no_memory(reading->fail);
    return log_destination_read(destination->target, destination->host, reading->fail, reading->option, copy);
}

int log_destination_read(struct log_destination *destination, struct log_host *host, struct fail *fail,
                         const char *option, const char *text)
{
    struct reading reading = {.destination = destination, .fail = fail, .option = option};

    *destination = (struct log_destination){
        .text = text, .host = host, .fd = -1, .options = {.interval = 1, .rfc = 3164}};
    const char *at = read_kind(&reading, text);
    if (at == NULL)
        return -1;
    destination->line = (struct log_text){
        .data = arena_alloc(host->arena, LINE_ROOM), .room = LINE_ROOM, .borrowed = true};
    destination->address = log_take_item(host->arena, &at).data;
    int result = destination->address == NULL || destination->line.data == NULL ? fail_no_memory(fail) : 0;
    if (result == 0 && *destination->address == '\0' && !kinds[destination->kind].optional)
        result = fail_usage(fail, "%s: '%.100s' lacks an address", option, text);
    while (result == 0 && *at != '\0') {
        struct word item = log_take_item(host->arena, &at);
        result = item.data == NULL ? fail_no_memory(fail) : read_key(&reading, item);
    }
    if (result == 0)
        result = read_options(&reading);
    if (result == 0)
        result = read_target(&reading);
    log_text_free(&reading.forwarded);
    const struct log_functions *functions = kinds[destination->kind].functions;
    return result == 0 && functions->check != NULL ? functions->check(destination, fail, option) : result;
}

unsigned log_needs(const struct log_destination *destination)
{
    return destination->format.needs | (destination->target != NULL ? destination->target->format.needs : 0) |
           (destination->kind == LOG_TIMED && !destination->options.utc ? LOG_NEEDS_ZONE : 0);
}

bool log_is_below(struct word name, struct word of)
{
    return of.size == 0 || (name.size >= of.size && memcmp(name.data, of.data, of.size) == 0 &&
                            (name.size == of.size || name.data[of.size] == '.'));
}

bool log_takes(const struct log_destination *destination, int level, struct word name)
{
    return level >= destination->level &&
           (destination->options.filter == NULL || log_is_below(name, word_of(destination->options.filter)));
}

int log_open(struct log_destination *destination)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    int result = functions->open != NULL && destination->opens == 0 ? functions->open(destination) : 0;
    destination->opens += result == 0;
    return result;
}

int log_emit(struct log_destination *destination, const struct log_record *record)
{
    const struct log_functions *functions = kinds[destination->kind].functions;
    struct log_text *line = &destination->line;

    if (functions->write == NULL)
        return 0;
    line->size = 0;
    line->failed = false;
    log_format_write(&destination->format, &destination->host->clock, record, line);
    log_text_word(line, destination->terminator);
    if (line->failed)
        return log_lose(destination, ENOMEM, NULL, 0, false);
    return functions->write(destination, record, record->level, line->data, line->size);
}

int log_write(struct log_destination *destination, int level, const char *data, size_t size)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    return functions->write != NULL && size > 0 ? functions->write(destination, NULL, level, data, size) : 0;
}

int log_settle(struct log_destination *destination)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    return functions->settle != NULL ? functions->settle(destination) : 0;
}

int log_reopen(struct log_destination *destination)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    return functions->reopen != NULL ? functions->reopen(destination) : 0;
}

int log_flush(struct log_destination *destination)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    return functions->flush != NULL ? functions->flush(destination) : 0;
}

int log_close(struct log_destination *destination)
{
    const struct log_functions *functions = kinds[destination->kind].functions;

    if (destination->opens == 0 || --destination->opens > 0)
        return 0;
    int result = functions->close != NULL ? functions->close(destination) : 0;
    log_text_free(&destination->line);
    return result;
}
