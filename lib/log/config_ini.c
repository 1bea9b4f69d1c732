/* SPDX-License-Identifier: MIT */
/* Configurations in INI form, as fileConfig reads them, made into the tree that dictConfig's form has. Of the Python in
 * args only literals are read: strings, numbers, tuples, lists, sys.stdout, sys.stderr, names of constants. */
#include <stdlib.h>
#include <sysexits.h>

#include "log/config_parts.h"
#include "value/ascii.h"
#include "value/constants.h"
#include "value/number.h"

TEXTS_OF(log_config_ini);

/* A text while it is read. */
struct ini {
    struct config *config;
    struct json *sections; /* an object of objects of strings */
    size_t line;
    const char *at, *end; /* of a literal */
    int depth;
};

static int refuse_line(const struct ini *ini, const char *what)
{
    return fail_words(ini->config->fail, EX_CONFIG, "%s:%zu: %s", ini->config->file, ini->line, what);
}

static struct word trim(struct word word)
{
    while (word.size > 0 && strchr(" \t\r\n", word.data[0]) != NULL)
        word = (struct word){word.data + 1, word.size - 1};
    while (word.size > 0 && strchr(" \t\r\n", word.data[word.size - 1]) != NULL)
        word.size--;
    return word;
}

/* Adds a member to an object, or an item to a list. NULL with the failure recorded. */
static struct json *add(const struct config *config, struct json *parent, struct word name, enum json_kind kind,
                        struct word text)
{
    struct json *made = arena_alloc(config->host->arena, sizeof *made);
    char *copy = name.data != NULL ? arena_copy(config->host->arena, name.data, name.size) : NULL;
    char *value = text.data != NULL ? arena_copy(config->host->arena, text.data, text.size) : NULL;

    if (made == NULL || (copy == NULL && name.data != NULL) || (value == NULL && text.data != NULL)) {
        fail_no_memory(config->fail);
        return NULL;
    }
    *made = (struct json){.kind = kind, .name = {copy, name.size}, .text = {value, text.size}};
    struct json *last = parent->first;
    while (last != NULL && last->next != NULL)
        last = last->next;
    *(last != NULL ? &last->next : &parent->first) = made;
    parent->count++;
    return made;
}

static struct json *member(const struct json *object, const char *name)
{
    return object != NULL ? (struct json *)json_member(object, name) : NULL;
}

/* Reads a line of a section: KEY = VALUE or KEY: VALUE. */
static int read_option(struct ini *ini, struct json *section, struct word line)
{
    size_t size = strcspn(line.data, "=:\n");
    struct word name = trim((struct word){line.data, size < line.size ? size : line.size});

    if (size >= line.size || name.size == 0)
        return refuse_line(ini, "expected KEY = VALUE");
    if (section == NULL)
        return refuse_line(ini, "expected [SECTION] first");
    struct word value = trim((struct word){line.data + size + 1, line.size - size - 1});
    struct json *made = add(ini->config, section, name, JSON_STRING, value);
    for (char *at = made != NULL ? (char *)made->name.data : (char *)""; *at != '\0'; at++)
        *at = ascii_lower(*at);
    return made != NULL ? 0 : -1;
}

/* Divides the text into sections and their options. */
static int read_sections(struct ini *ini, struct word text)
{
    const char *at = text.data, *end = text.data + text.size;
    struct json *section = NULL;

    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline != NULL ? newline : end;
        struct word line = trim((struct word){at, (size_t)(stop - at)});
        bool indented = *at == ' ' || *at == '\t';
        ini->line++;
        at = newline != NULL ? newline + 1 : end;
        if (line.size == 0 || *line.data == '#' || *line.data == ';')
            continue;
        if (*line.data == '[' && !indented) {
            const char *close = memchr(line.data, ']', line.size);
            if (close == NULL)
                return refuse_line(ini, "a [ without ]");
            section = add(ini->config, ini->sections, (struct word){line.data + 1, (size_t)(close - line.data - 1)},
                          JSON_OBJECT, (struct word){0});
            if (section == NULL)
                return -1;
        } else if (indented && section != NULL && section->first != NULL) { /* the value above goes on */
            struct json *last = section->first;
            while (last->next != NULL)
                last = last->next;
            char *joined = arena_alloc(ini->config->host->arena, last->text.size + line.size + 2);
            if (joined == NULL)
                return fail_no_memory(ini->config->fail);
            memcpy(joined, last->text.data, last->text.size);
            joined[last->text.size] = '\n';
            memcpy(joined + last->text.size + 1, line.data, line.size);
            last->text = (struct word){joined, last->text.size + 1 + line.size};
        } else if (read_option(ini, section, line) < 0)
            return -1;
    }
    return 0;
}

static void skip_blanks(struct ini *ini)
{
    while (ini->at < ini->end && strchr(" \t\n", *ini->at) != NULL)
        ini->at++;
}

/* Reads a string behind its quote into an item. */
static struct json *read_string(struct ini *ini, struct json *parent, struct word name, bool raw)
{
    static const char letters[] = "nrt\\'\"", bytes[] = "\n\r\t\\'\"";
    char quote = *ini->at++;
    struct log_text text = {0};
    struct json *made = NULL;

    while (ini->at < ini->end && *ini->at != quote) {
        const char *found = *ini->at == '\\' && !raw && ini->at[1] != '\0' ? strchr(letters, ini->at[1]) : NULL;
        ini->at += *ini->at == '%' && ini->at[1] == '%'; /* the reader of INI files has %% for % */
        log_text_char(&text, found != NULL ? bytes[found - letters] : *ini->at);
        ini->at += found != NULL ? 2 : 1;
    }
    if (ini->at < ini->end && !text.failed) {
        ini->at++;
        made = add(ini->config, parent, name, JSON_STRING,
                   (struct word){text.data != NULL ? text.data : "", text.size});
    }
    log_text_free(&text);
    return made;
}

static struct json *read_literal(struct ini *ini, struct json *parent, struct word name);

/* Reads items up to the closing bracket. */
static struct json *read_items(struct ini *ini, struct json *parent, struct word name)
{
    char open = *ini->at++, close = open == '(' ? ')' : open == '[' ? ']' : '}';
    struct json *list = add(ini->config, parent, name, open == '{' ? JSON_OBJECT : JSON_ARRAY, (struct word){0});

    for (skip_blanks(ini); list != NULL && ini->at < ini->end && *ini->at != close; skip_blanks(ini)) {
        struct json keys = {.kind = JSON_ARRAY};
        const struct json *key = NULL;
        if (open == '{') {
            key = read_literal(ini, &keys, (struct word){0});
            skip_blanks(ini);
            if (key == NULL || key->kind != JSON_STRING || ini->at == ini->end || *ini->at++ != ':')
                return NULL;
        }
        if (read_literal(ini, list, key != NULL ? key->text : (struct word){0}) == NULL)
            return NULL;
        skip_blanks(ini);
        if (ini->at < ini->end && *ini->at == ',')
            ini->at++;
        else if (ini->at == ini->end || *ini->at != close)
            return NULL;
    }
    if (ini->at == ini->end)
        return NULL;
    ini->at++;
    return list;
}

/* Reads a name: None, sys.stdout, handlers.SysLogHandler.LOG_USER; or a number. */
static struct json *read_name(struct ini *ini, struct json *parent, struct word name)
{
    const char *from = ini->at;
    char number[NUMBER_ROOM];
    int64_t value;

    while (ini->at < ini->end && strchr(" \t\n,()[]{}:", *ini->at) == NULL)
        ini->at++;
    struct word word = {from, (size_t)(ini->at - from)};
    if (word.size == 0)
        return NULL;
    if (word_is(word, "None"))
        return add(ini->config, parent, name, JSON_NULL, (struct word){0});
    if (word_is(word, "True") || word_is(word, "False"))
        return add(ini->config, parent, name, word_is(word, "True") ? JSON_TRUE : JSON_FALSE, (struct word){0});
    if (word_is(word, "sys.stdout") || word_is(word, "sys.stderr"))
        return add(ini->config, parent, name, JSON_STRING,
                   word_of(word_is(word, "sys.stdout") ? "ext://sys.stdout" : "ext://sys.stderr"));
    const char *dot = memrchr(word.data, '.', word.size);
    bool digits = (*from >= '0' && *from <= '9') || *from == '-';
    if (digits && dot == NULL)
        return add(ini->config, parent, name, JSON_NUMBER, word);
    struct word last = dot != NULL ? (struct word){dot + 1, (size_t)(ini->at - dot - 1)} : word;
    if (digits || !constants_read_any(last, &value))
        return NULL;
    return add(ini->config, parent, name, JSON_NUMBER, (struct word){number, int_write(number, value)});
}

static struct json *read_literal(struct ini *ini, struct json *parent, struct word name)
{
    enum { DEEPEST = 16 };

    skip_blanks(ini);
    if (ini->at == ini->end || ini->depth == DEEPEST)
        return NULL;
    bool raw = (*ini->at == 'r' || *ini->at == 'u') && (ini->at[1] == '\'' || ini->at[1] == '"');
    if (*ini->at == '\'' || *ini->at == '"' || raw) {
        bool escapes = !raw || *ini->at == 'u';
        ini->at += raw;
        return read_string(ini, parent, name, !escapes);
    }
    if (strchr("([{", *ini->at) == NULL)
        return read_name(ini, parent, name);
    ini->depth++;
    struct json *made = read_items(ini, parent, name);
    ini->depth--;
    return made;
}

/* Parses the text of args or kwargs, a literal, into a value; place is the option's. */
static int convert(struct ini *ini, const struct place *place, struct json *option)
{
    struct json holder = {.kind = JSON_ARRAY};

    ini->at = option->text.data;
    ini->end = ini->at + option->text.size;
    const struct json *made = read_literal(ini, &holder, option->name);
    skip_blanks(ini);
    if (made == NULL || ini->at < ini->end || made->kind < JSON_ARRAY)
        return config_refuse(ini->config, place,
                             "must be literals: strings, numbers, tuples, sys.stdout, sys.stderr, constants");
    struct json *next = option->next;
    *option = *made;
    option->next = next;
    return 0;
}

/* Makes a text of names separated by commas a list. */
static int convert_list(const struct ini *ini, struct json *option)
{
    struct word rest = option->text;

    option->kind = JSON_ARRAY;
    while (rest.size > 0) {
        const char *comma = memchr(rest.data, ',', rest.size);
        size_t size = comma != NULL ? (size_t)(comma - rest.data) : rest.size;
        struct word name = trim((struct word){rest.data, size});
        if (name.size > 0 && add(ini->config, option, (struct word){0}, JSON_STRING, name) == NULL)
            return -1;
        size += comma != NULL;
        rest = (struct word){rest.data + size, rest.size - size};
    }
    return 0;
}

/* Gives the options of a section the kinds that they have in JSON. */
static int convert_options(struct ini *ini, const struct place *place, struct json *section)
{
    for (struct json *option = section->first; option != NULL; option = option->next) {
        struct place at = {place, option};
        if (word_is(option->name, "args") || word_is(option->name, "kwargs") || word_is(option->name, "defaults")) {
            if (convert(ini, &at, option) < 0)
                return -1;
        } else if (word_is(option->name, "handlers")) {
            if (convert_list(ini, option) < 0)
                return -1;
        } else if (word_is(option->name, "propagate") || word_is(option->name, "validate")) {
            bool on = !word_is(option->text, "0") && !word_is(option->text, "False");
            option->kind = on ? JSON_TRUE : JSON_FALSE;
        } else if (option->text.size == 0)
            option->kind = JSON_NULL;
    }
    return 0;
}

/* Takes a member out of an object. */
static struct json *take(struct json *object, const char *name)
{
    struct json **at = &object->first;

    while (*at != NULL && !word_is((*at)->name, name))
        at = &(*at)->next;
    struct json *taken = *at;
    if (taken != NULL)
        *at = taken->next;
    return taken;
}

/* Makes the sections that [handlers] names, [handler_X], members of an object, called what: "handlers". */
static int collect(struct ini *ini, struct json *root, const char *what)
{
    struct json *list = member(ini->sections, what), *keys = member(list, "keys");
    struct json *made = add(ini->config, root, word_of(what), JSON_OBJECT, (struct word){0});
    struct log_text text = {0};
    int result = 0;

    if (made == NULL)
        return -1;
    const struct place whole = {NULL, root}, here = {&whole, made};
    if (keys == NULL)
        return strcmp(what, "formatters") == 0 ? 0 : config_refuse(ini->config, &here, "keys is missing");
    if (convert_list(ini, keys) < 0)
        return -1;
    for (const struct json *item = keys->first; item != NULL && result == 0; item = item->next) {
        text.size = 0;
        log_text_add(&text, what, strlen(what) - 1);
        log_text_char(&text, '_');
        log_text_word(&text, item->text);
        log_text_char(&text, '\0');
        struct json *section = text.failed ? NULL : member(ini->sections, text.data);
        struct json *moved = add(ini->config, made, item->text, JSON_OBJECT, (struct word){0});
        const struct place place = {&here, moved};
        if (moved == NULL || text.failed)
            result = fail_no_memory(ini->config->fail);
        else if (section == NULL)
            result = config_refuse(ini->config, &place, "the section is missing");
        else {
            moved->first = section->first;
            moved->count = section->count;
            result = convert_options(ini, &place, moved);
        }
    }
    log_text_free(&text);
    return result;
}

/* Gives the loggers the names that qualname says, and takes the root from them. */
static int name_loggers(const struct ini *ini, struct json *root)
{
    struct json *loggers = member(root, "loggers"), *top = take(loggers, "root");
    const struct place whole = {NULL, root}, place = {&whole, loggers};

    if (top == NULL)
        return config_refuse(ini->config, &place, "keys must have root");
    take(top, "qualname");
    take(top, "propagate");
    top->next = NULL;
    struct json *last = root->first;
    while (last->next != NULL)
        last = last->next;
    last->next = top;
    if (member(top, "level") == NULL && member(top, "handlers") == NULL)
        return config_refuse(ini->config, &((struct place){&whole, top}), "handlers is missing");
    for (struct json *logger = loggers->first; logger != NULL; logger = logger->next) {
        const struct json *name = take(logger, "qualname");
        if (name == NULL)
            return config_refuse(ini->config, &((struct place){&place, logger}), "qualname is missing");
        logger->name = name->text;
    }
    return 0;
}

const struct json *config_ini(struct config *config, struct word text)
{
    struct json *root = arena_alloc(config->host->arena, sizeof *root),
                *sections = arena_alloc(config->host->arena, sizeof *sections);
    struct ini ini = {.config = config, .sections = sections};

    if (root == NULL || sections == NULL) {
        fail_no_memory(config->fail);
        return NULL;
    }
    root->kind = sections->kind = JSON_OBJECT;
    config->root = root;
    if (read_sections(&ini, text) < 0 || collect(&ini, root, "formatters") < 0 || collect(&ini, root, "handlers") < 0 ||
        collect(&ini, root, "loggers") < 0 || name_loggers(&ini, root) < 0)
        return NULL;
    return root;
}
