/* SPDX-License-Identifier: MIT */
/* The requests of a session: libraries, functions and calls. */
#include "session.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>

#include "invoke.h"
#include "load.h"
#include "objects.h"

TEXTS_OF(libexec_requests);

const struct json *request_argument(const struct request *request, size_t index)
{
    const struct json *json = request->args;

    for (; json != NULL && index > 0; index--)
        json = json->next;
    return json;
}

/* cdll NAME [MODE] */
static int run_cdll(struct request *request)
{
    struct word name = request_argument(request, 0)->text;
    struct word mode = request->count > 1 ? request_argument(request, 1)->text : (struct word){NULL, 0};
    struct thing thing = {.kind = THING_LIBRARY};

    if (load_library(&request->call, name.data, mode, &thing.address) < 0)
        return -1;
    if ((thing.text = arena_copy(&request->session->arena, name.data, name.size)) == NULL)
        return fail_no_memory(request->call.fail);
    int64_t number = thing_add(request, &thing);
    if (number < 0)
        return -1;
    thing_show(request, number);
    return 0;
}

/* --fail-if CONDITION and --wrap, from argument `at` on. */
static int read_options(struct request *request, size_t at, struct thing *thing)
{
    for (; at < request->count; at++) {
        struct word option = request_argument(request, at)->text;
        if (word_is(option, "--wrap"))
            thing->wrap = true;
        else if (word_is(option, "--fail-if") && at + 1 < request->count) {
            if (foreign_read_condition(&request->call, request_argument(request, ++at)->text, &thing->condition) < 0)
                return -1;
        } else
            return fail_usage(request->call.fail, "'%.60s' is neither --fail-if CONDITION nor --wrap", option.data);
    }
    return 0;
}

/* Reads a prototype that lives as long as the session. named: it has to name a function. */
static int read_prototype(struct request *request, struct word text, bool named, struct thing *thing)
{
    struct call kept = request->call;
    struct cdecl declaration;

    kept.arena = &request->session->arena;
    if (data_declaration(&kept, text.data, CTYPE_ABI_NATIVE, &declaration) < 0)
        return -1;
    const struct ctype *type = declaration.type;
    if (type->kind == CTYPE_POINTER && type->of->kind == CTYPE_FUNCTION)
        type = type->of;
    if (type->kind != CTYPE_FUNCTION || (named && declaration.name == NULL))
        return fail_usage(request->call.fail, "'%.100s' is not a prototype of a function%s", text.data,
                          named ? ", such as 'double sqrt(double)'" : "");
    thing->type = type;
    thing->name = declaration.name;
    thing->text = arena_copy(&request->session->arena, text.data, text.size);
    return thing->text != NULL ? 0 : fail_no_memory(request->call.fail);
}

/* The number of the function of that library that was asked for before; -1 for none. */
static int64_t known_function(const struct session *session, int64_t library, struct word prototype)
{
    for (size_t i = 0; i < session->count; i++)
        if (session->things[i].kind == THING_FUNCTION && session->things[i].loaded_from == library &&
            !session->things[i].condition.given && !session->things[i].wrap &&
            word_is(prototype, session->things[i].text))
            return session->first + (int64_t)i;
    return -1;
}

/* LIBRARY or ADDRESS, PROTOTYPE, options: the number of the function. */
static int64_t make_function(struct request *request, const struct json *of, struct word prototype, size_t options)
{
    const struct thing *library = thing_of(request, of, THING_LIBRARY);
    struct thing thing = {.kind = THING_FUNCTION};
    unsigned char *address = NULL;

    if (request->call.fail->status != 0)
        return -1;
    if (library != NULL) {
        thing.loaded_from = thing_number(request->session, library);
        int64_t known = known_function(request->session, thing.loaded_from, prototype);
        if (known > 0 && options >= request->count)
            return known;
    } else if (address_of(request, of, &address) < 0)
        return -1;
    if (read_prototype(request, prototype, library != NULL, &thing) < 0 || read_options(request, options, &thing) < 0)
        return -1;
    thing.address = address;
    if (library != NULL && load_symbol(&request->call, library->address, library->text, thing.name, &thing.address) < 0)
        return -1;
    if (thing.address == NULL)
        return fail_usage(request->call.fail, "a function does not lie at NULL");
    return thing_add(request, &thing);
}

/* function LIBRARY|ADDRESS PROTOTYPE [--fail-if CONDITION] [--wrap] */
static int run_function(struct request *request)
{
    int64_t number = make_function(request, request->args, request_argument(request, 1)->text, 2);

    if (number < 0)
        return -1;
    thing_show(request, number);
    return 0;
}

/* What an argument of a call is made from. */
static int take_argument(struct request *request, const struct json *json, struct foreign_given *given)
{
    const struct thing *code = thing_of(request, json, THING_FUNCTION);
    struct object object;

    code = code != NULL ? code : thing_of(request, json, THING_CALLBACK);
    bool is_object = code == NULL && thing_of(request, json, THING_TYPE) != NULL;
    if (request->call.fail->status != 0 || (is_object && object_of(request, json, &object) < 0))
        return -1;
    if (code != NULL)
        *given = (struct foreign_given){.type = code->type, .memory = code->address};
    else if (is_object)
        *given = (struct foreign_given){.type = object.type, .memory = object.at};
    else if (json->kind == JSON_ARRAY || json->kind == JSON_OBJECT)
        given->json = json;
    else
        given->word = json->kind == JSON_NULL ? word_of("NULL") : json_scalar(json);
    return 0;
}

/* Reads the arguments of a call from `first` on. 0, or -1 with the failure recorded. */
static int read_arguments(struct request *request, const struct thing *function, const struct json *first,
                          struct foreign *foreign)
{
    struct foreign_given *given = arena_alloc(request->call.arena, (request->count + 1) * sizeof *given);
    size_t count = 0;

    if (given == NULL)
        return fail_no_memory(request->call.fail);
    for (; first != NULL; first = first->next)
        if (take_argument(request, first, &given[count++]) < 0)
            return -1;
    return foreign_read_arguments(&request->call, foreign, function->wrap, given, count);
}

static int call_function(struct request *request, const struct thing *function, const struct json *first)
{
    struct session *session = request->session;
    struct call *call = &request->call;
    struct foreign foreign = {.name = function->name != NULL ? function->name : "function",
                              .function = function->type,
                              .condition = function->condition};
    unsigned char *value;
    int errnum = session->next_errnum;

    if (read_arguments(request, function, first, &foreign) < 0)
        return -1;
    session->next_errnum = 0;
    session->foreign_thread = false;
    session->callback.status = 0;
    strncpy(session->current, foreign.name, CURRENT_SIZE - 1);
    bool calling = session->calling;
    session->calling = true;
    int result = invoke(call, &foreign, function->address, &errnum, &value);
    session->calling = calling;
    session->current[0] = '\0';
    if (result < 0)
        return -1;
    session->errnum = errnum;
    if (session->callback.status != 0) {
        *call->fail = session->callback;
        return -1;
    }
    if (session->foreign_thread)
        return fail_words(call->fail, EX_UNAVAILABLE, "a callback was called from another thread, and answered 0");
    return foreign_show(call, &foreign, value, errnum);
}

/* call FUNCTION ARG..., or LIBRARY PROTOTYPE ARG... */
static int run_call(struct request *request)
{
    const struct thing *known = thing_of(request, request->args, THING_FUNCTION);
    const struct json *first = request->args->next;

    if (request->call.fail->status != 0)
        return -1;
    if (known == NULL) {
        if (first == NULL)
            return fail_usage(request->call.fail, "PROTOTYPE is missing");
        int64_t number = make_function(request, request->args, first->text, request->count);
        if (number < 0)
            return -1;
        known = thing_get(request, number);
        first = first->next;
    }
    struct thing function = *known; /* a callback's requests may move the list */
    return call_function(request, &function, first);
}

/* callback PROTOTYPE */
static int run_callback(struct request *request)
{
    struct thing thing = {.kind = THING_CALLBACK};

    if (read_prototype(request, request->args->text, false, &thing) < 0 || callback_make(request, &thing) < 0)
        return -1;
    thing_show(request, request->session->first + (int64_t)request->session->count - 1);
    return 0;
}

/* in_dll LIBRARY DECLARATION */
static int run_in_dll(struct request *request)
{
    const struct thing *library = thing_of(request, request->args, THING_LIBRARY);
    struct word text = request_argument(request, 1)->text;
    void *address;

    if (library == NULL)
        return request->call.fail->status != 0
                   ? -1
                   : fail_usage(request->call.fail, "a library is expected (cdll gives one)");
    struct thing found = *library;
    int64_t number = thing_declare(request, text.data);
    if (number < 0)
        return -1;
    const struct thing *type = thing_get(request, number);
    if (type->name == NULL || type->type->size == 0)
        return fail_usage(request->call.fail, "'%.100s' declares no variable that has a size", text.data);
    if (load_symbol(&request->call, found.address, found.text, type->name, &address) < 0)
        return -1;
    object_show(request, number, address, type->type->size);
    return 0;
}

static int run_get_errno(struct request *request)
{
    out_int(request->call.out, request->session->errnum);
    return 0;
}

/* set_errno N: the next function finds it; the value is what the last one left. */
static int run_set_errno(struct request *request)
{
    struct session *session = request->session;
    unsigned char bytes[sizeof(int)];
    struct cdecl type;

    if (data_declaration(&request->call, "int", CTYPE_ABI_NATIVE, &type) < 0 ||
        data_from_word(&request->call, type.type, request->args->text, &data_native, "N", bytes) < 0)
        return -1;
    out_int(request->call.out, session->errnum);
    memcpy(&session->next_errnum, bytes, sizeof bytes);
    session->errnum = session->next_errnum;
    return 0;
}

int request_serve(struct request *request, struct word name)
{
    static const struct {
        const char *name;
        int (*run)(struct request *request);
    } requests[] = {
        {"cdll", run_cdll},
        {"function", run_function},
        {"call", run_call},
        {"callback", run_callback},
        {"in_dll", run_in_dll},
        {"get_errno", run_get_errno},
        {"set_errno", run_set_errno},
        {"new", run_new},
        {"buffer", run_buffer},
        {"create_string_buffer", run_buffer},
        {"create_unicode_buffer", run_unicode_buffer},
        {"from_address", run_from_address},
        {"value", run_value},
        {"contents", run_contents},
        {"store", run_store},
        {"free", run_free},
        {"addressof", run_addressof},
        {"byref", run_byref},
        {"pointer", run_pointer},
        {"cast", run_cast},
        {"string_at", run_string_at},
        {"wstring_at", run_wstring_at},
        {"memmove", run_memmove},
        {"memset", run_memset},
    };

    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
        if (word_is(name, requests[i].name))
            return requests[i].run(request);
    return fail_usage(request->call.fail, "unknown request '%.60s'", name.data);
}
