/* SPDX-License-Identifier: MIT */
/* Statements about foreign functions: each is a request to libexec/xos/ffi. While a function runs, it may call back:
 * then a statement of xsh runs, and its value is the answer. */
#include "sh/foreign.h"

#ifdef HAVE_LIBFFI

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ops/shared/ffi_program.h"
#include "os/fd.h"
#include "os/socket.h"
#include "os/spawn/companion.h"
#include "sh/builtins.h"
#include "sh/eval/eval.h"
#include "sh/run.h"
#include "value/items.h"
#include "value/json.h"
#include "value/number.h"

TEXTS_OF(sh_foreign);

/* The statement of a callback. */
struct statement {
    struct statement *next;
    int64_t number;
    struct code *code;
    const struct node *first;
};

struct foreign_side {
    int fd; /* of the socket; -1 while no program runs */
    struct own own;
    struct item_reader messages; /* from the program, one per line */
    int64_t first;               /* where the program's numbers begin: those of its predecessors are below */
    struct statement *statements;
};

static void drop_program(struct session *session)
{
    struct foreign_side *side = session->foreign;

    own_close(session, &side->own);
    side->fd = -1;
    item_reader_close(&side->messages);
}

static int start_program(struct session *session, struct foreign_side *side)
{
    enum { NUMBERS = 10000000 }; /* of things in one program */
    char path[PATH_MAX], first[NUMBER_ROOM];

    if (ffi_program(session->fail, path) < 0)
        return -1;
    side->first = side->first == 0 ? 1 : side->first + NUMBERS;
    first[int_write(first, side->first)] = '\0';
    side->fd = companion_start(path, "--session", first);
    if (side->fd < 0)
        return fail_process(session->fail, -side->fd, NULL);
    int fd = side->fd;
    if (own_keep(session, &side->own, &side->fd) == 0)
        os_close(fd);
    else {
        side->own = (struct own){session->own, &side->fd};
        session->own = &side->own;
    }
    item_reader_start(&side->messages, side->fd, '\n');
    return 0;
}

/* The program, started with the first statement that needs it. NULL with the failure recorded. */
static struct foreign_side *running_side(struct session *session)
{
    struct foreign_side *side = session->foreign;

    if (side == NULL) {
        if ((side = session->foreign = calloc(1, sizeof *side)) == NULL) {
            session_no_memory(session);
            return NULL;
        }
        side->fd = -1;
    }
    return side->fd >= 0 || start_program(session, side) == 0 ? side : NULL;
}

static int send_part(struct out *out, const void *data, size_t size)
{
    return os_send(out->fd, data, size, true, NULL);
}

/* Bytes go as a text does. */
static void send_value(const struct value *value, struct out *out)
{
    if (value->kind == VALUE_BYTES)
        out_string(out, value->text.data, value->text.size);
    else
        value_write(value, out, false);
}

/* Sends [NAME, VALUE...]. A failure shows when the answer is read. */
static void send_message(const struct foreign_side *side, const char *name, const struct arguments *arguments)
{
    char buffer[4096];
    struct out out;

    out_init(&out, &out_json, side->fd, buffer, sizeof buffer);
    out.sink = send_part;
    out_open(&out, OUT_LIST);
    out_text(&out, name);
    for (size_t i = 0; i < arguments->count; i++)
        send_value(arguments->items[i], &out);
    out_close(&out);
    out_flush(&out);
}

/* A message's value as one of xsh. NULL if memory is out. */
static struct value *from_json(struct arena *arena, const struct json *json)
{
    static const enum value_kind kinds[] = {
        [JSON_NULL] = VALUE_NONE,     [JSON_FALSE] = VALUE_BOOL,    [JSON_TRUE] = VALUE_BOOL,
        [JSON_NUMBER] = VALUE_NUMBER, [JSON_STRING] = VALUE_STRING, [JSON_ARRAY] = VALUE_LIST,
        [JSON_OBJECT] = VALUE_RECORD};
    struct value *value = arena_alloc(arena, sizeof *value), **link;

    if (value == NULL)
        return NULL;
    *value = (struct value){.kind = kinds[json->kind], .name = json->name.data, .text = json->text};
    if (value->kind == VALUE_BOOL)
        value->text = json_scalar(json);
    if (value->text.data == NULL)
        value->text = (struct word){"", 0};
    link = &value->first;
    for (const struct json *item = json->first; item != NULL; item = item->next, link = &(*link)->next)
        if ((*link = from_json(arena, item)) == NULL)
            return NULL;
    return value;
}

static void program_ended(struct session *session)
{
    fail_words(session->fail, EX_DATAERR, "the program that makes the calls has ended");
}

/* Waits for the next message, in the statement's memory. NULL with the failure recorded; then the program is gone. */
static const struct json *receive(struct session *session, struct foreign_side *side)
{
    const struct json *message;
    struct json_error error;
    struct word line;
    int result = item_reader_take(&side->messages, &line);

    if (result > 0 && (result = json_read(session->arena, line, &message, &error)) == 0)
        return message;
    drop_program(session);
    if (result == 0 || result == -EINVAL)
        program_ended(session);
    else
        fail_errno(session->fail, -result, NULL, NULL);
    return NULL;
}

/* True if the program whose numbers begin at first still runs. A callback's statements may have ended it. */
static bool still_runs(const struct foreign_side *side, int64_t first)
{
    return side->fd >= 0 && side->first == first;
}

static int integer_of(const struct json *record, const char *name, int64_t *integer)
{
    const struct json *member = json_member(record, name);
    struct number number;

    *integer = 0;
    return member != NULL && number_read(member->text, 10, &number) &&
                   number_to_int64(number, INT64_MIN, INT64_MAX, integer)
               ? 0
               : -1;
}

/* Records the failure that the program tells. Returns -1. */
static int take_failure(struct session *session, const struct json *error)
{
    const struct json *text = json_member(error, "text"), *step = json_member(error, "step");
    int64_t status, errnum;

    integer_of(error, "status", &status);
    integer_of(error, "errno", &errnum);
    if (errnum != 0)
        fail_errno(session->fail, (int)errnum, NULL, NULL);
    else
        fail_words(session->fail, (int)status, "%s", text != NULL ? text->text.data : "");
    session->fail->step = step != NULL && step->kind == JSON_STRING ? step->text.data : NULL;
    if (json_member(error, "ended") != NULL)
        drop_program(session);
    return -1;
}

/* Runs the statements of a callback; the value is that of the last one, or of `return`. NULL if that one failed. */
static const struct value *run_statements(struct session *session, const struct node *node, bool wants_value)
{
    const struct value *value = &value_nothing;
    int status;

    for (; node != NULL && !session_stops(session); node = node->next) {
        session->line = node->line;
        if (node->next == NULL && wants_value && node->target.data == NULL)
            value = run_for_value(session, node, &status);
        else
            run_statement(session, node, NULL);
    }
    if (session->leaving == LEAVES_RETURN) {
        session->leaving = LEAVES_NOT;
        value = session->frame->result;
    }
    return value;
}

/* Runs a callback in a new frame. A failure is printed, and the answer is null. */
static void run_callback(struct session *session, const struct foreign_side *side, const struct statement *statement,
                         const struct arguments *arguments, bool wants_value)
{
    struct fail fail = {0};
    struct aside aside;
    struct code *code = session->code;
    int64_t first = side->first;
    struct frame frame = {.outer = session->frame,
                          .name = "callback",
                          .source = session->source,
                          .line = session->line,
                          .arguments = *arguments};

    aside_enter(session, &aside, &fail);
    session->frame = &frame;
    session->code = statement->code;
    session->source = frame.name;
    const struct value *value = run_statements(session, statement->first, wants_value);
    if (value == NULL)
        session_message(session);
    out_flush(session->out);
    run_deferred(session, &frame);
    session->frame = frame.outer;
    session->code = code;
    aside_leave(session, &aside);
    if (value == NULL)
        value = &value_nothing;
    if (still_runs(side, first))
        send_message(side, "return", &(struct arguments){.items = &value, .count = 1});
    variables_clear(&frame.variables);
    free(frame.result);
}

/* A function calls back: the arguments become $1 and on. */
static void call_back(struct session *session, const struct foreign_side *side, const struct json *message)
{
    const struct json *args = json_member(message, "args");
    const struct statement *statement = side->statements;
    struct arguments arguments = {.count = 0};
    struct scope scope;
    int64_t number;

    integer_of(message, "callback", &number);
    while (statement != NULL && statement->number != number)
        statement = statement->next;
    scope_enter(session, &scope);
    arguments.items = arena_alloc(session->arena, (args->count + 1) * sizeof *arguments.items);
    bool known = statement != NULL && arguments.items != NULL;
    for (const struct json *item = args->first; item != NULL && known; item = item->next)
        known = (arguments.items[arguments.count++] = from_json(session->arena, item)) != NULL;
    if (known)
        run_callback(session, side, statement, &arguments, json_member(message, "void") == NULL);
    else
        send_message(side, "return", &(struct arguments){.count = 0});
    scope_leave(session, &scope);
}

/* Sends a request and waits for its answer. NULL with the failure recorded. */
static const struct value *request(struct session *session, const char *name, const struct arguments *arguments)
{
    struct foreign_side *side = running_side(session);
    const struct json *message, *error, *value;
    int64_t errnum;

    if (side == NULL)
        return NULL;
    int64_t first = side->first;
    send_message(side, name, arguments);
    while ((message = receive(session, side)) != NULL) {
        if (json_member(message, "callback") != NULL) {
            call_back(session, side, message);
            if (!still_runs(side, first)) {
                program_ended(session);
                return NULL;
            }
            continue;
        }
        if ((error = json_member(message, "error")) != NULL) {
            take_failure(session, error);
            return NULL;
        }
        if (strcmp(name, "call") == 0 && integer_of(message, "errno", &errnum) == 0)
            session->call_errnum = (int)errnum;
        value = json_member(message, "value");
        struct value *result = value != NULL ? from_json(session->arena, value) : NULL;
        if (result == NULL)
            session_no_memory(session);
        else
            result->name = NULL;
        return result;
    }
    return NULL;
}

static int run_request(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    const struct value *value = request(session, session->fail->op, arguments);

    (void)status;
    if (value == NULL)
        return -1;
    value_write(value, out, false);
    return 0;
}

/* callback PROTOTYPE STATEMENT: the program makes the code, the statement stays here. */
static int run_make_callback(struct session *session, const struct arguments *arguments, struct out *out, int *status)
{
    struct statement *statement = calloc(1, sizeof *statement);
    struct number number;

    (void)status;
    if (statement == NULL)
        return session_no_memory(session);
    if (session_parse(session, text_of(arguments, 1), &statement->code, &statement->first) < 0) {
        free(statement);
        return -1;
    }
    const struct value *value = request(session, "callback",
                                        &(struct arguments){.items = arguments->items, .count = 1});
    if (value == NULL || !number_read(value->first->text, 10, &number)) {
        code_drop(statement->code);
        free(statement);
        return -1;
    }
    statement->number = (int64_t)number.magnitude;
    statement->next = session->foreign->statements;
    session->foreign->statements = statement;
    value_write(value, out, false);
    return 0;
}

const struct value *foreign_field(struct session *session, const struct value *value, struct word name)
{
    bool object = value->kind == VALUE_RECORD && value->first != NULL && strcmp(value->first->name, "object") == 0;

    if (!object || (!word_is(name, "value") && !word_is(name, "contents")))
        return NULL;
    return request(session, name.data[0] == 'v' ? "value" : "contents",
                   &(struct arguments){.items = &value, .count = 1});
}

void foreign_forget(struct session *session)
{
    if (session->foreign != NULL && session->foreign->fd >= 0)
        drop_program(session);
}

void foreign_end(struct session *session)
{
    struct foreign_side *side = session->foreign;

    if (side == NULL)
        return;
    if (side->fd >= 0) {
        companion_end(side->fd);
        drop_program(session);
    }
    for (struct statement *statement = side->statements, *next; statement != NULL; statement = next) {
        next = statement->next;
        code_drop(statement->code);
        free(statement);
    }
    free(side);
    session->foreign = NULL;
}

#define REQUEST(name_, least_, most_, usage_, summary_) \
    { \
        .name = name_, TEXTS(.signature = usage_, .summary = summary_), .least = least_, .most = most_, \
        .takes_values = true, .flushes = true, .run = run_request \
    }

const struct builtin foreign_builtins[] = {
    REQUEST("cdll", 1, 2, "cdll NAME [MODE]", "load a library; - is the C library"),
    REQUEST("function", 2, 5, "function LIBRARY|ADDRESS PROTOTYPE [--fail-if CONDITION] [--wrap]",
            "a function with its prototype"),
    REQUEST("call", 1, ANY_NUMBER, "call FUNCTION ARG... or call LIBRARY PROTOTYPE ARG...", "call a function"),
    {.name = "callback",
     TEXTS(.signature = "callback PROTOTYPE STATEMENT", .summary = "a function that C can call"),
     .least = 2,
     .most = 2,
     .flushes = true,
     .run = run_make_callback},
    REQUEST("in_dll", 2, 2, "in_dll LIBRARY DECLARATION", "a variable of a library"),
    REQUEST("new", 1, 2, "new TYPE [VALUE]", "memory for a C type: an object"),
    REQUEST("buffer", 1, 2, "buffer SIZE or buffer TEXT [SIZE]", "memory for characters"),
    REQUEST("create_string_buffer", 1, 2, "create_string_buffer SIZE or TEXT [SIZE]", "the same as buffer"),
    REQUEST("create_unicode_buffer", 1, 2, "create_unicode_buffer SIZE or TEXT [SIZE]", "memory for wide characters"),
    REQUEST("from_address", 2, 2, "from_address TYPE ADDRESS", "an object in memory that exists already"),
    REQUEST("store", 2, 3, "store OBJECT [MEMBER] VALUE", "change an object, a member or an item"),
    REQUEST("free", 1, 1, "free OBJECT", "give memory of new or buffer back"),
    REQUEST("addressof", 1, 1, "addressof OBJECT|FUNCTION|CALLBACK", "its address"),
    REQUEST("byref", 1, 2, "byref OBJECT [OFFSET]", "its bytes from OFFSET on, for a call"),
    REQUEST("pointer", 1, 1, "pointer OBJECT", "a pointer to it"),
    REQUEST("cast", 2, 2, "cast OBJECT|ADDRESS|FUNCTION TYPE", "the same address as another type of pointer"),
    REQUEST("string_at", 1, 2, "string_at OBJECT|ADDRESS [SIZE]", "the text there"),
    REQUEST("wstring_at", 1, 2, "wstring_at OBJECT|ADDRESS [SIZE]", "the wide text there"),
    REQUEST("memmove", 3, 3, "memmove DST SRC COUNT", "copy bytes between objects"),
    REQUEST("memset", 3, 3, "memset DST BYTE COUNT", "fill an object with a byte"),
    REQUEST("get_errno", 0, 0, "get_errno", "what the last function left in errno"),
    REQUEST("set_errno", 1, 1, "set_errno N", "what the next function finds in errno"),
    {0},
};

#endif
