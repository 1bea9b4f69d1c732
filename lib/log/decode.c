/* SPDX-License-Identifier: MIT */
/* Records from JSON objects. */
#include "log/line.h"

#include <limits.h>

#include "log/decimal.h"
#include "log/message.h"
#include "os/deadline.h"

/* An object while it is read. */
struct decoding {
    struct log_record *record;
    struct arena *arena;
    const char *wrong;
    struct log_extra *extras;
    const struct json *msg, *message, *args;
};

/* Reads a number times 10^scale, cut off. */
static int64_t scaled(struct decoding *decoding, const struct json *value, int scale, int64_t low, int64_t high)
{
    struct decimal decimal;
    int64_t number;

    if (value->kind == JSON_NULL)
        return 0;
    if (value->kind != JSON_NUMBER || !decimal_parse(&decimal, value->text) ||
        !decimal_scaled(&decimal, scale, &number) || number < low || number > high) {
        decoding->wrong = "a member that is not the number it must be";
        return 0;
    }
    return number;
}

static struct word text_of(struct decoding *decoding, const struct json *value)
{
    if (value->kind == JSON_NULL)
        return (struct word){0};
    if (value->kind != JSON_STRING)
        decoding->wrong = "a member that is not the string it must be";
    return value->text;
}

/* What Python writes for the value; of an array or object its JSON. */
static struct word python_word(struct decoding *decoding, const struct json *value)
{
    switch (value->kind) {
    case JSON_NULL:
        return word_of("None");
    case JSON_TRUE:
        return word_of("True");
    case JSON_FALSE:
        return word_of("False");
    default:
        return log_json_word(value, decoding->arena);
    }
}

/* The words of an array; an object is one. */
static struct words words_of(struct decoding *decoding, const struct json *args)
{
    struct word *items = arena_alloc(decoding->arena, (args->count + 1) * sizeof *items);
    struct words words = {0, items};

    if (args->kind == JSON_OBJECT && items != NULL)
        items[words.count++] = python_word(decoding, args);
    for (const struct json *item = args->kind == JSON_ARRAY ? args->first : NULL; item != NULL && items != NULL;
         item = item->next)
        items[words.count++] = python_word(decoding, item);
    return words;
}

/* Appends format without the names of its conversions, and the members of those names to words. False if there is no
 * such member, or a conversion without a name. */
static bool take_names(struct decoding *decoding, struct word format, const struct json *members, struct log_text *text,
                       struct words *words)
{
    const char *at = format.data, *end = at + format.size, *percent, *close;
    struct word *items = arena_alloc(decoding->arena, (format.size + 1) * sizeof *items);

    words->items = items;
    while (items != NULL && (percent = memchr(at, '%', (size_t)(end - at))) != NULL) {
        log_text_add(text, at, (size_t)(percent + 1 - at));
        at = percent + 1;
        if (at < end && *at == '%') {
            log_text_char(text, *at++);
            continue;
        }
        if (at == end || *at != '(' || (close = memchr(at, ')', (size_t)(end - at))) == NULL)
            return false;
        const char *name = arena_copy(decoding->arena, at + 1, (size_t)(close - at - 1));
        const struct json *member = name != NULL ? json_member(members, name) : NULL;
        if (member == NULL)
            return false;
        items[words->count++] = python_word(decoding, member);
        at = close + 1;
    }
    log_text_add(text, at, (size_t)(end - at));
    return items != NULL;
}

/* Appends format % args: an object, also as the only item of an array, is for conversions with names. False if they do
 * not fit. */
static bool add_message(struct decoding *decoding, struct word format, const struct json *args, struct log_text *text)
{
    const struct json *members = args->kind == JSON_ARRAY ? args->first : args;
    struct words words = {0};
    struct log_text plain = {0};
    bool only = args->kind == JSON_OBJECT || (args->count == 1 && members->kind == JSON_OBJECT);
    bool named = only && take_names(decoding, format, members, &plain, &words);

    if (!named)
        words = words_of(decoding, args);
    const char *wrong = log_message(named ? (struct word){plain.data, plain.size} : format, words, text);
    bool fits = wrong == NULL && !plain.failed && !text->failed;
    log_text_free(&plain);
    return fits;
}

/* The finished message: msg, or msg % args. A format that args do not fit stays as it is. */
static struct word finish_message(struct decoding *decoding)
{
    const struct json *msg = decoding->msg, *args = decoding->args;
    struct log_text text = {0};

    if (msg == NULL)
        return (struct word){0};
    struct word message = log_json_word(msg, decoding->arena);
    if (args == NULL || (args->kind != JSON_ARRAY && args->kind != JSON_OBJECT) || args->count == 0)
        return message;
    if (add_message(decoding, message, args, &text))
        message = (struct word){arena_copy(decoding->arena, text.data != NULL ? text.data : "", text.size), text.size};
    log_text_free(&text);
    return message;
}

static void add_extra(struct decoding *decoding, const struct json *member)
{
    struct log_extra *extra = &decoding->extras[decoding->record->extra_count++];

    *extra = (struct log_extra){member->name, log_json_word(member, decoding->arena), member->kind != JSON_STRING};
    if (extra->value.data == NULL)
        decoding->wrong = "out of memory";
}

/* Sets the field that the member has. */
static void decode_field(struct decoding *decoding, enum log_field field, const struct json *member)
{
    enum { NS = 9, MS = 6 };
    struct log_record *record = decoding->record;
    struct word *const texts[LOG_FIELDS] = {
        [LOG_NAME] = &record->name,
        [LOG_LEVELNAME] = &record->level_name,
        [LOG_PATHNAME] = &record->pathname,
        [LOG_FUNCNAME] = &record->function,
        [LOG_EXC_TEXT] = &record->exc_text,
        [LOG_STACK_INFO] = &record->stack_info,
        [LOG_THREAD_NAME] = &record->thread_name,
        [LOG_PROCESS_NAME] = &record->process_name,
        [LOG_TASK_NAME] = &record->task_name,
    };
    int64_t created;

    if (texts[field] != NULL) {
        *texts[field] = text_of(decoding, member);
        return;
    }
    switch (field) {
    case LOG_LEVELNO:
        record->level = (int)scaled(decoding, member, 0, 0, INT_MAX);
        break;
    case LOG_LINENO:
        record->line = scaled(decoding, member, 0, INT64_MIN, INT64_MAX);
        break;
    case LOG_CREATED:
        created = scaled(decoding, member, NS, 0, INT64_MAX);
        record->created = (struct timespec){.tv_sec = created / SECOND_NS, .tv_nsec = (long)(created % SECOND_NS)};
        break;
    case LOG_RELATIVE_CREATED:
        record->relative_ns = scaled(decoding, member, MS, INT64_MIN, INT64_MAX);
        break;
    case LOG_THREAD:
        record->thread = scaled(decoding, member, 0, INT64_MIN, INT64_MAX);
        break;
    case LOG_PROCESS:
        record->process = (pid_t)scaled(decoding, member, 0, INT_MIN, INT_MAX);
        break;
    default: /* follows from another one */
        break;
    }
}

static void decode_member(struct decoding *decoding, const struct json *member)
{
    enum log_field field = log_field_find(member->name);

    if (field == LOG_MSG)
        decoding->msg = member;
    else if (field == LOG_MESSAGE)
        decoding->message = member;
    else if (field == LOG_ARGS)
        decoding->args = member;
    else if (field < LOG_FIELDS)
        decode_field(decoding, field, member);
    else if (word_is(member->name, "level") && member->kind == JSON_STRING && decoding->record->level_name.data == NULL)
        decoding->record->level_name = member->text;
    else
        add_extra(decoding, member);
}

const char *log_record_decode(struct log_record *record, const struct json *object, struct arena *arena,
                              log_levels levels)
{
    struct decoding decoding = {
        .record = record, .arena = arena, .extras = arena_alloc(arena, (object->count + 1) * sizeof(struct log_extra))};

    if (decoding.extras == NULL)
        return "out of memory";
    if (object->kind != JSON_OBJECT)
        return "not an object";
    record->extras = decoding.extras;
    record->extra_count = 0;
    for (const struct json *member = object->first; member != NULL && decoding.wrong == NULL; member = member->next)
        decode_member(&decoding, member);
    if (decoding.message != NULL && decoding.message->kind == JSON_STRING)
        record->message = decoding.message->text;
    else if (decoding.msg != NULL)
        record->message = finish_message(&decoding);
    if (json_member(object, "levelno") == NULL && record->level_name.data != NULL)
        log_level_read(levels, record->level_name, &record->level);
    return decoding.wrong;
}
