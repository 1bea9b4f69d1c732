/* SPDX-License-Identifier: MIT */
/* The values of a configuration: finding members, checking their kinds, and messages that say where a value is. */
#include <stdarg.h>
#include <sysexits.h>

#include "log/config_parts.h"
#include "value/format.h"
#include "value/number.h"
#include "value/texts.h"

TEXTS_OF(log_config_place);

enum { DEPTH = 32 };

/* Appends what fits. */
static size_t add(char *text, size_t used, const char *before, struct word name, const char *after)
{
    if (used < PLACE_ROOM - 1)
        used += format_text(text + used, PLACE_ROOM - used, "%s%.*s%s", before, shown_size(name), name.data, after);
    return used < PLACE_ROOM ? used : PLACE_ROOM - 1;
}

/* [handler_file] args, for handlers.file.args. */
static void ini_place(const struct place *const *chain, int depth, char text[PLACE_ROOM])
{
    struct word first = depth > 0 ? chain[depth - 1]->value->name : word_of("");
    size_t used = 0;

    if (word_is(first, "root"))
        used = add(text, used, "[logger_", first, "]");
    else if (depth > 1) {
        used = add(text, used, "[", (struct word){first.data, first.size - 1}, "_");
        used = add(text, used, "", chain[depth - 2]->value->name, "]");
    } else if (depth == 1)
        used = add(text, used, "[", first, "]");
    int next = word_is(first, "root") ? depth - 2 : depth - 3;
    if (next >= 0)
        add(text, used, " ", chain[next]->value->name, "");
}

void config_place(const struct config *config, const struct place *place, char text[PLACE_ROOM])
{
    const struct place *chain[DEPTH];
    int depth = 0;
    size_t used = 0;

    for (; place != NULL && place->above != NULL && depth < DEPTH; place = place->above)
        chain[depth++] = place;
    *text = '\0';
    if (config->ini) {
        ini_place(chain, depth, text);
        return;
    }
    used = add(text, used, "$", word_of(""), "");
    while (depth-- > 0) {
        struct word name = chain[depth]->value->name;
        bool quoted = name.data != NULL && memchr(name.data, '.', name.size) != NULL;
        if (name.data != NULL)
            used = add(text, used, quoted ? "[\"" : ".", name, quoted ? "\"]" : "");
    }
}

int config_refuse_message(const struct config *config, const struct place *place, message_text message, ...)
{
    char where[PLACE_ROOM], why[256];
    va_list args;

    config_place(config, place, where);
    va_start(args, message);
    message_format(why, sizeof why, message, args);
    va_end(args);
    return fail_words(config->fail, EX_CONFIG, "%s: %s: %s", config->file, where, why);
}

int config_refuse_key(const struct config *config, const struct place *place, const char *const *names)
{
    char known[200] = "";
    size_t used = 0;

    for (; *names != NULL && used < sizeof known; names++)
        used += format_text(known + used, sizeof known - used, " %s", *names);
    return config_refuse(config, place, "unknown key (known here:%s)", known);
}

int config_expect(const struct config *config, const struct place *place, enum json_kind kind)
{
    static const char *const names[] = {[JSON_TRUE] = "true or false",
                                        [JSON_NUMBER] = "a number",
                                        [JSON_STRING] = "a string",
                                        [JSON_ARRAY] = "a list",
                                        [JSON_OBJECT] = "an object"};
    enum json_kind found = place->value->kind == JSON_FALSE ? JSON_TRUE : place->value->kind;

    if (found != kind)
        return config_refuse(config, place, "must be %s", names[kind]);
    if (kind == JSON_STRING && !is_c_string(place->value->text))
        return config_refuse(config, place, "must not have a NUL byte");
    return 0;
}

const struct json *config_step(const struct json *value, struct word name)
{
    struct number number;
    uint64_t index = 0;
    const struct json *item = value->first;

    if (value->kind == JSON_OBJECT)
        while (item != NULL && !(item->name.size == name.size && memcmp(item->name.data, name.data, name.size) == 0))
            item = item->next;
    else if (value->kind == JSON_ARRAY && number_read(name, 10, &number) &&
             number_to_uint64(number, value->count, &index))
        for (; item != NULL && index > 0; index--)
            item = item->next;
    else
        return NULL;
    return item;
}

const struct json *config_resolve(const struct config *config, const struct place *place, const struct json *value)
{
    static const char prefix[] = "cfg://";
    const struct json *found = config->root;

    if (value->kind != JSON_STRING || value->text.size < sizeof prefix - 1 ||
        memcmp(value->text.data, prefix, sizeof prefix - 1) != 0)
        return value;
    const char *at = value->text.data + sizeof prefix - 1, *end = value->text.data + value->text.size;
    while (at < end && found != NULL) {
        size_t size = strcspn(at, ".[]");
        if (size > 0)
            found = config_step(found, (struct word){at, size});
        at += size;
        at += at < end;
    }
    if (found == NULL || found == config->root || found == value) {
        config_refuse(config, place, "'%.*s' leads to nothing in this file", shown_size(value->text), value->text.data);
        return NULL;
    }
    struct json *copy = arena_alloc(config->host->arena, sizeof *copy);
    if (copy == NULL) {
        fail_no_memory(config->fail);
        return NULL;
    }
    *copy = *found;
    copy->name = value->name;
    copy->next = value->next;
    return copy;
}

int config_member(const struct config *config, const struct place *place, const char *key, struct place *member)
{
    *member = (struct place){place, json_member(place->value, key)};
    if (member->value == NULL || member->value->kind == JSON_NULL) {
        member->value = NULL;
        return 0;
    }
    member->value = config_resolve(config, member, member->value);
    return member->value != NULL ? 0 : -1;
}

int config_check_keys(const struct config *config, const struct place *place, const char *const *names)
{
    if (config_expect(config, place, JSON_OBJECT) < 0)
        return -1;
    for (const struct json *member = place->value->first; member != NULL; member = member->next) {
        const char *const *name = names;
        while (*name != NULL && !word_is(member->name, *name))
            name++;
        if (*name == NULL)
            return config_refuse_key(config, &(struct place){place, member}, names);
    }
    return 0;
}
