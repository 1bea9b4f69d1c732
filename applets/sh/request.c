/* SPDX-License-Identifier: MIT */
/* Requests in JSON: ["stat", "p"] and {"id": 1, "op": "stat", "args": ["p"], "options": {...}, "timeout": 1.5, "async":
 * true}. Their strings are bytes and never expanded. Arguments in an object are never treated as options. */
#include "sh/run.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/interrupt.h"
#include "os/retry.h"
#include "out/encode.h"
#include "sh/async.h"
#include "sh/eval/eval.h"
#include "table/run.h"
#include "value/duration.h"
#include "value/json.h"

TEXTS_OF(sh_request);

struct request {
    struct reply_id id;
    struct word op;
    const struct json *args, *options; /* NULL if there are none */
    size_t skip;                       /* number of items of args to skip: the operation's name */
    int64_t timeout;                   /* in nanoseconds; 0 for none */
    bool async;
};

static int malformed(struct session *session, const struct json *at, const char *what)
{
    return fail_words(session->fail, EX_PROTOCOL, "offset %zu: %s", at->offset, what);
}

static int read_id(struct session *session, const struct json *value, struct request *request)
{
    if (value == NULL || value->kind == JSON_NULL)
        return 0;
    if (value->kind != JSON_STRING && value->kind != JSON_NUMBER)
        return malformed(session, value, "expected a string or a number as id");
    request->id = (struct reply_id){.text = value->text, .number = value->kind == JSON_NUMBER};
    return 0;
}

static int read_timeout(struct session *session, const struct json *value, struct request *request)
{
    bool text = value != NULL && (value->kind == JSON_STRING || value->kind == JSON_NUMBER);

    if (value == NULL || value->kind == JSON_NULL)
        return 0;
    if (!text || !duration_read(value->text, &request->timeout))
        return malformed(session, value, "expected a duration as timeout (1.5, \"200ms\")");
    if (request->timeout == DURATION_INF)
        request->timeout = 0;
    else if (request->timeout == 0)
        request->timeout = 1;
    return 0;
}

/* Reads the members of an object and checks their types. */
static int read_members(struct session *session, const struct json *object, struct request *request)
{
    const struct json *op = json_member(object, "op");

    if (read_id(session, json_member(object, "id"), request) < 0)
        return -1;
    for (const struct json *member = object->first; member != NULL; member = member->next) {
        enum json_kind kind = member->kind;
        bool known = true;
        if (word_is(member->name, "args") && kind == JSON_ARRAY)
            request->args = member;
        else if (word_is(member->name, "options") && kind == JSON_OBJECT)
            request->options = member;
        else if (word_is(member->name, "async") && (kind == JSON_TRUE || kind == JSON_FALSE))
            request->async = kind == JSON_TRUE;
        else if (word_is(member->name, "timeout"))
            known = read_timeout(session, member, request) == 0;
        else
            known = word_is(member->name, "op") || word_is(member->name, "id");
        if (known)
            continue;
        return session->fail->status != 0
                   ? -1
                   : malformed(session, member,
                               "expected id, op, args (an array), options (an object), timeout, async");
    }
    if (op == NULL || op->kind != JSON_STRING)
        return malformed(session, op != NULL ? op : object, "expected the name of an operation as op");
    request->op = op->text;
    return 0;
}

static int read_request(struct session *session, struct word text, struct request *request)
{
    const struct json *json;
    struct json_error error;
    int result = json_read(session->arena, text, &json, &error);

    if (result == -ENOMEM)
        return session_no_memory(session);
    if (result < 0)
        return fail_words(session->fail, EX_PROTOCOL, "offset %zu: %s", error.offset, error.what);
    if (json->kind == JSON_OBJECT)
        return read_members(session, json, request);
    if (json->first == NULL || json->first->kind != JSON_STRING)
        return malformed(session, json, "expected the name of an operation as the first item");
    request->op = json->first->text;
    request->args = json;
    request->skip = 1;
    return 0;
}

/* Reads {"bytes": BASE64} or {"text": TEXT}, as in replies. */
static int read_bytes(struct session *session, const struct json *json, struct word *word)
{
    const struct json *text = json_member(json, "text"), *bytes = json_member(json, "bytes");

    if (json->count == 1 && text != NULL && text->kind == JSON_STRING) {
        *word = text->text;
        return 0;
    }
    if (json->count != 1 || bytes == NULL || bytes->kind != JSON_STRING)
        return malformed(session, json, "expected {\"text\": ...} or {\"bytes\": ...}");
    char *data = arena_alloc(session->arena, bytes->text.size + 4);
    if (data == NULL)
        return session_no_memory(session);
    *word = (struct word){data, 0};
    if (!base64_read(bytes->text.data, bytes->text.size, data, &word->size))
        return malformed(session, bytes, "expected base64");
    data[word->size] = '\0';
    return 0;
}

/* Converts a scalar to a word. */
static int scalar_word(struct session *session, const struct json *json, struct word *word)
{
    switch (json->kind) {
    case JSON_NUMBER:
    case JSON_STRING:
    case JSON_TRUE:
    case JSON_FALSE:
        *word = json_scalar(json);
        return 0;
    case JSON_OBJECT:
        return read_bytes(session, json, word);
    default:
        return malformed(session, json, "expected a string, a number, true or false");
    }
}

/* True for an object that stands for bytes. */
static bool is_bytes(const struct json *json)
{
    return json->kind == JSON_OBJECT && json->count == 1 &&
           (word_is(json->first->name, "text") || word_is(json->first->name, "bytes"));
}

/* The value of an argument: lists stay lists, and an object that does not stand for bytes is a record. */
static const struct value *argument_value(struct session *session, const struct json *json)
{
    struct value *value = arena_alloc(session->arena, sizeof *value), **link;

    if (value == NULL) {
        session_no_memory(session);
        return NULL;
    }
    bool record = json->kind == JSON_OBJECT && json->count > 0 && !is_bytes(json);
    if (json->kind == JSON_NULL && json->name.data != NULL) { /* a member of a record */
        *value = value_nothing;
        return value;
    }
    if (json->kind != JSON_ARRAY && !record) {
        value->kind = json->kind == JSON_NUMBER   ? VALUE_NUMBER
                      : json->kind == JSON_TRUE   ? VALUE_BOOL
                      : json->kind == JSON_FALSE  ? VALUE_BOOL
                      : json->kind == JSON_OBJECT ? VALUE_BYTES
                                                  : VALUE_STRING;
        return scalar_word(session, json, &value->text) == 0 ? value : NULL;
    }
    value->kind = record ? VALUE_RECORD : VALUE_LIST;
    value->text = (struct word){"", 0};
    link = &value->first;
    for (const struct json *item = json->first; item != NULL; item = item->next, link = &(*link)->next) {
        if ((*link = (struct value *)argument_value(session, item)) == NULL)
            return NULL;
        (*link)->name = item->name.data;
    }
    return value;
}

static int to_arguments(struct session *session, const struct request *request, struct arguments *arguments)
{
    size_t count = request->args != NULL ? request->args->count - request->skip : 0;
    const struct json *item = request->args != NULL ? request->args->first : NULL;

    *arguments = (struct arguments){.items = arena_alloc(session->arena, (count + 1) * sizeof *arguments->items)};
    if (arguments->items == NULL)
        return session_no_memory(session);
    for (size_t i = 0; i < request->skip; i++)
        item = item->next;
    for (; item != NULL; item = item->next)
        if ((arguments->items[arguments->count++] = argument_value(session, item)) == NULL)
            return -1;
    return 0;
}

/* Writes --NAME=VALUE; items of a list are joined by commas. */
static int option_word(struct session *session, const struct json *option, struct word *word)
{
    const struct value *value;
    struct word text;

    if (option->name.size == 0 || option->name.data[0] == '-' ||
        memchr(option->name.data, '=', option->name.size) != NULL)
        return malformed(session, option, "expected the name of an option");
    value = argument_value(session, option);
    if (value == NULL)
        return -1;
    if (!value_word(value, session->arena, &text))
        return malformed(session, option, "expected a value");
    bool bare = option->kind == JSON_TRUE;
    size_t size = 2 + option->name.size + (bare ? 0 : 1 + text.size);
    char *data = arena_alloc(session->arena, size + 1), *at = data;
    if (data == NULL)
        return session_no_memory(session);
    at = stpcpy(at, "--");
    memcpy(at, option->name.data, option->name.size);
    at += option->name.size;
    if (!bare) {
        *at++ = '=';
        memcpy(at, text.data, text.size);
    }
    *word = (struct word){data, size};
    return 0;
}

/* Returns the operation's words: options, then the arguments; items of a list become separate arguments. */
static int to_words(struct session *session, const struct request *request, const struct arguments *arguments,
                    struct words *words)
{
    size_t count = 1 + (request->options != NULL ? request->options->count : 0), used = 0;

    for (size_t i = 0; i < arguments->count; i++) {
        count++;
        for (const struct value *item = arguments->items[i]->first; item != NULL; item = item->next)
            count++;
    }
    struct word *items = arena_alloc(session->arena, (count + 1) * sizeof *items);
    if (items == NULL)
        return session_no_memory(session);
    for (const struct json *option = request->options != NULL ? request->options->first : NULL; option != NULL;
         option = option->next)
        if (option->kind != JSON_NULL && option_word(session, option, &items[used++]) < 0)
            return -1;
    if (request->skip == 0)
        items[used++] = word_of(arguments_mark);
    for (size_t i = 0; i < arguments->count; i++) {
        const struct value *value = arguments->items[i];
        if (value->kind == VALUE_LIST && value->first == NULL)
            items[used++] = (struct word){"", 0};
        for (const struct value *item = value->first; item != NULL; item = item->next) {
            if (value_is_tree(item))
                return fail_words(session->fail, EX_PROTOCOL, "argument %zu: an item of the list is not a scalar",
                                  i + 1);
            items[used++] = item->text;
        }
        if (value->kind != VALUE_LIST)
            items[used++] = value->text;
    }
    *words = (struct words){used, items};
    return 0;
}

/* Records are values such as a stream or a C object, for which operations have another meaning. */
static bool has_record(const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->count; i++)
        if (arguments->items[i]->kind == VALUE_RECORD)
            return true;
    return false;
}

/* Runs the request's operation for its value. */
static const struct value *run_operation(struct session *session, const struct request *request, int *status)
{
    const struct command *command = def_find(session, request->op) == NULL ? command_find(session, request->op) : NULL;
    struct value_builder builder;
    struct arguments arguments;
    struct words words;
    size_t options = request->options != NULL ? request->options->count : 0;
    int result;

    value_builder_init(&builder, session->arena);
    if (to_arguments(session, request, &arguments) < 0)
        return NULL;
    if (command == NULL || command->op == NULL || has_record(&arguments)) {
        if (options > 0)
            return malformed(session, request->options, "expected no options: the statement has none"), NULL;
        result = call_values(session, request->op, &arguments, &builder.out, status);
    } else {
        if (to_words(session, request, &arguments, &words) < 0)
            return NULL;
        result = call_operation(session, command, words, &builder.out, status);
    }
    return result == 0 ? value_builder_end(&builder, session->fail) : NULL;
}

static void fail_late(struct fail *fail)
{
    fail_errno(fail, ETIMEDOUT, fail->path, NULL);
    strcpy(fail->text, "the time limit of the request is over");
}

/* The same, within the time limit. */
static const struct value *run_limited(struct session *session, const struct request *request, int *status)
{
    if (request->timeout > 0)
        interrupt_after(request->timeout);
    const struct value *value = run_operation(session, request, status);
    if (request->timeout == 0)
        return value;
    bool late = os_interrupted == SIGALRM;
    if (os_interrupted == SIGALRM || os_interrupted == 0)
        interrupt_clear();
    if (value == NULL && late && session->fail->errnum == EINTR)
        fail_late(session->fail);
    return value;
}

/* Executes a request in this process, and writes the reply to out. */
static void answer(struct session *session, const struct request *request, struct out *out)
{
    const struct value *value = NULL;
    int status = 0;

    session->catching++;
    session->quiet = true;
    if (session->fail->status == 0)
        value = run_limited(session, request, &status);
    session->quiet = false;
    conclude(session, status);
    session->catching--;
    if (session->leaving == LEAVES_FAILED)
        session->leaving = LEAVES_NOT;
    reply_write(session, out, request->id, value);
    if (session->errexit && session->status != 0)
        session->leaving = LEAVES_END;
}

void request_run(struct session *session, struct word text)
{
    struct request request = {0};
    struct scope scope;

    session->fail->op = NULL;
    fail_clear(session->fail);
    scope_enter(session, &scope);
    if (read_request(session, text, &request) == 0 && request.async) {
        int pipe = async_start(session, request.id);
        if (pipe == ASYNC_PARENT) {
            scope_leave(session, &scope);
            return;
        }
        if (pipe >= 0) {
            struct out out;
            char buffer[4096];
            out_init(&out, session->out->writer, pipe, buffer, sizeof buffer);
            answer(session, &request, &out);
            out_flush(&out);
            _exit(0);
        }
    }
    answer(session, &request, session->out);
    scope_leave(session, &scope);
}
