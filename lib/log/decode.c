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

/* The words of an array; of an array in it, or an object, its JSON. */
static struct words words_of(struct decoding *decoding, const struct json *array)
{
    struct word *items = arena_alloc(decoding->arena, (array->count + 1) * sizeof *items);
    struct words words = {0, items};

    for (const struct json *item = array->first; item != NULL && items != NULL; item = item->next)
        items[words.count++] = log_json_word(item, decoding->arena);
    return words;
}

/* The finished message: msg, or msg % args. A format that args do not fit stays as it is. */
static struct word finish_message(struct decoding *decoding)
{
    const struct json *msg = decoding->msg, *args = decoding->args;
    struct log_text text = {0};

    if (msg == NULL)
        return (struct word){0};
    struct word message = log_json_word(msg, decoding->arena);
    if (args == NULL || args->kind != JSON_ARRAY || args->count == 0)
        return message;
    if (log_message(message, words_of(decoding, args), &text) == NULL && !text.failed)
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
