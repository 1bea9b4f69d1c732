/* SPDX-License-Identifier: MIT */
/* What references in requests mean. A reference is a record whose first member names its kind: {"library": 1, ...}. */
#include "session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "os/memory.h"
#include "out/encode.h"
#include "value/number.h"

TEXTS_OF(libexec_things);

static const char *const kind_names[] = {"library", "function", "object", "callback"};

int64_t thing_add(struct request *request, const struct thing *thing)
{
    struct session *session = request->session;

    if (session->count == session->capacity) {
        size_t capacity = session->capacity * 2 + 32;
        struct thing *things = realloc(session->things, capacity * sizeof *things);
        if (things == NULL)
            return fail_no_memory(request->call.fail);
        session->things = things;
        session->capacity = capacity;
    }
    session->things[session->count] = *thing;
    return session->first + (int64_t)session->count++;
}

const struct thing *thing_get(struct request *request, int64_t number)
{
    struct session *session = request->session;

    if (number >= session->first && (size_t)(number - session->first) < session->count)
        return &session->things[number - session->first];
    fail_words(request->call.fail, EX_DATAERR, "it ended with the process that made it");
    return NULL;
}

int64_t thing_number(const struct session *session, const struct thing *thing)
{
    return session->first + (thing - session->things);
}

const struct thing *thing_of(struct request *request, const struct json *value, enum thing_kind kind)
{
    struct number number;
    int64_t id;

    if (value == NULL || value->kind != JSON_OBJECT || value->first == NULL ||
        !word_is(value->first->name, kind_names[kind]) || value->first->kind != JSON_NUMBER ||
        !number_read(value->first->text, 10, &number) || !number_to_int64(number, 1, INT64_MAX, &id))
        return NULL;
    const struct thing *thing = thing_get(request, id);
    return thing != NULL && thing->kind == kind ? thing : NULL;
}

int64_t thing_declare(struct request *request, const char *text)
{
    struct session *session = request->session;
    struct thing thing = {.kind = THING_TYPE};
    struct call kept = request->call; /* what is read lives as long as the session */
    struct cdecl declaration;

    for (size_t i = 0; i < session->count; i++)
        if (session->things[i].kind == THING_TYPE && !session->things[i].derived &&
            strcmp(session->things[i].text, text) == 0)
            return session->first + (int64_t)i;
    kept.arena = &session->arena;
    if (data_declaration(&kept, text, CTYPE_ABI_NATIVE, &declaration) < 0)
        return -1;
    thing.type = declaration.type;
    thing.name = declaration.name;
    if ((thing.text = arena_copy(&session->arena, text, strlen(text))) == NULL)
        return fail_no_memory(request->call.fail);
    return thing_add(request, &thing);
}

/* The name of a type that no text of the user's declares. */
static const char *derived_text(struct session *session, const struct ctype *type)
{
    char text[160];

    ctype_name(type, text, sizeof text - 1);
    return arena_copy(&session->arena, text, strlen(text));
}

int64_t thing_type(struct request *request, const struct ctype *type)
{
    struct session *session = request->session;
    struct thing thing = {.kind = THING_TYPE, .type = type, .derived = true};

    for (size_t i = 0; i < session->count; i++)
        if (session->things[i].kind == THING_TYPE && session->things[i].type == type)
            return session->first + (int64_t)i;
    if (type->kind != CTYPE_STRUCT && type->kind != CTYPE_UNION && type->kind != CTYPE_POINTER &&
        type->kind != CTYPE_ARRAY) {
        char text[160];
        ctype_name(type, text, sizeof text);
        return thing_declare(request, text);
    }
    if ((thing.text = derived_text(session, type)) == NULL)
        return fail_no_memory(request->call.fail);
    return thing_add(request, &thing);
}

int64_t thing_pointer(struct request *request, const struct ctype *of)
{
    struct session *session = request->session;

    for (size_t i = 0; i < session->count; i++)
        if (session->things[i].kind == THING_TYPE && session->things[i].type->kind == CTYPE_POINTER &&
            session->things[i].type->of == of)
            return session->first + (int64_t)i;
    const struct ctype *pointer = ctype_pointer(&session->arena, of, CTYPE_ABI_NATIVE);
    return pointer != NULL ? thing_type(request, pointer) : fail_no_memory(request->call.fail);
}

/* An address as text, "0x7f..." or NULL. */
static bool read_address(struct word text, unsigned char **address)
{
    struct number number;
    uint64_t value = 0;

    if (!word_is(text, "NULL") && (!number_read(text, 10, &number) || !number_to_uint64(number, UINTPTR_MAX, &value)))
        return false;
    *address = (unsigned char *)(uintptr_t)value;
    return true;
}

int object_of(struct request *request, const struct json *value, struct object *object)
{
    const struct thing *thing = thing_of(request, value, THING_TYPE);
    const struct json *address = json_member(value, "address"), *size = json_member(value, "size");
    struct number number;

    if (request->call.fail->status != 0)
        return -1;
    if (thing == NULL || address == NULL || size == NULL || !read_address(address->text, &object->at) ||
        !number_read(size->text, 10, &number) || !number_to_uint64(number, UINT64_MAX, &object->size))
        return fail_usage(request->call.fail, "an object is expected, such as new gives");
    object->thing = thing;
    object->type = thing->type;
    return 0;
}

int address_of(struct request *request, const struct json *value, unsigned char **address)
{
    const struct thing *code = thing_of(request, value, THING_FUNCTION);
    struct object object;

    code = code != NULL ? code : thing_of(request, value, THING_CALLBACK);
    if (request->call.fail->status != 0)
        return -1;
    if (code != NULL) {
        *address = code->address;
        return 0;
    }
    if (value->kind == JSON_NULL) {
        *address = NULL;
        return 0;
    }
    if (value->kind == JSON_STRING || value->kind == JSON_NUMBER) {
        if (read_address(value->text, address))
            return 0;
        return fail_usage(request->call.fail, "'%.60s' is not an address", value->text.data);
    }
    if (object_of(request, value, &object) < 0)
        return -1;
    *address = object.at;
    return object.type->kind == CTYPE_POINTER ? memory_read(request, object.at, address, sizeof *address) : 0;
}

void thing_show(struct request *request, int64_t number)
{
    const struct thing *thing = &request->session->things[number - request->session->first];
    struct out *out = request->call.out;
    bool library = thing->kind == THING_LIBRARY;

    out_open(out, OUT_RECORD);
    out_field_int(out, kind_names[thing->kind], number);
    out_field_text(out, "name", library ? thing->text : thing->name);
    if (!library)
        out_field_text(out, "prototype", thing->text);
    out_name(out, library ? "handle" : "address");
    address_write(out, (uintptr_t)thing->address);
    out_close(out);
}

void object_show(struct request *request, int64_t type, const void *at, uint64_t size)
{
    struct out *out = request->call.out;

    out_open(out, OUT_RECORD);
    out_field_int(out, kind_names[THING_TYPE], type);
    out_field_text(out, "type", request->session->things[type - request->session->first].text);
    out_name(out, "address");
    address_write(out, (uintptr_t)at);
    out_field_uint(out, "size", size);
    out_close(out);
}

unsigned char *block_new(struct request *request, uint64_t size)
{
    struct block *block = size < SIZE_MAX / 2 ? calloc(1, sizeof *block + size + 1) : NULL;

    if (block == NULL) {
        fail_no_memory(request->call.fail);
        return NULL;
    }
    block->size = size;
    block->next = request->session->blocks;
    request->session->blocks = block;
    return block->bytes;
}

bool block_holds(const struct session *session, const unsigned char *at, uint64_t size)
{
    for (const struct block *block = session->blocks; block != NULL; block = block->next)
        if (at >= block->bytes && at <= block->bytes + block->size &&
            size <= (uint64_t)(block->bytes + block->size - at))
            return true;
    return false;
}

bool block_free(struct session *session, const unsigned char *at)
{
    for (struct block **link = &session->blocks; *link != NULL; link = &(*link)->next)
        if ((*link)->bytes == at) {
            struct block *block = *link;
            *link = block->next;
            free(block);
            return true;
        }
    return false;
}

int memory_read(struct request *request, const void *from, void *to, uint64_t size)
{
    int result = os_memory_read(from, to, size);

    return result < 0 ? fail_errno(request->call.fail, -result, NULL, NULL) : 0;
}

int memory_write(struct request *request, void *to, const void *from, uint64_t size)
{
    int result = os_memory_write(to, from, size);

    return result < 0 ? fail_errno(request->call.fail, -result, NULL, NULL) : 0;
}
