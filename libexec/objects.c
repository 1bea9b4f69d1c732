/* SPDX-License-Identifier: MIT */
/* The requests about objects and buffers: making, reading, changing and freeing them. */
#include "objects.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "value/format.h"
#include "value/number.h"

TEXTS_OF(libexec_objects);

int number_argument(struct request *request, const struct json *json, uint64_t most, uint64_t *value)
{
    struct number number;

    if ((json->kind == JSON_STRING || json->kind == JSON_NUMBER) && number_read(json->text, 10, &number) &&
        number_to_uint64(number, most, value))
        return 0;
    return fail_usage(request->call.fail, "'%.60s' is not a number from 0 to %llu", json->text.data,
                      (unsigned long long)most);
}

/* A text for a type with members is JSON; a text for a pointer to char is copied, as is an object's address. */
static int convert(struct request *request, const struct ctype *type, const struct json **value)
{
    bool members = type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION || type->kind == CTYPE_COMPLEX ||
                   (type->kind == CTYPE_ARRAY && type->of->kind != CTYPE_CHAR && type->of->kind != CTYPE_WCHAR);
    struct json_error error;
    unsigned char *address;

    if (members && (*value)->kind == JSON_STRING) {
        int result = json_read(request->call.arena, (*value)->text, value, &error);
        return result == 0         ? 0
               : result == -ENOMEM ? fail_no_memory(request->call.fail)
                                   : fail_usage(request->call.fail, "not JSON: byte %zu: %s", error.offset, error.what);
    }
    if (type->kind != CTYPE_POINTER || (*value)->kind == JSON_NULL)
        return 0;
    bool text = (*value)->kind == JSON_STRING && type->of->kind == CTYPE_CHAR && !word_is((*value)->text, "NULL");
    if (text && (address = block_new(request, (*value)->text.size)) != NULL)
        memcpy(address, (*value)->text.data, (*value)->text.size);
    else if (text || address_of(request, *value, &address) < 0)
        return -1;
    struct json *number = arena_alloc(request->call.arena, sizeof *number);
    char *digits = arena_alloc(request->call.arena, NUMBER_ROOM);
    if (number == NULL || digits == NULL)
        return fail_no_memory(request->call.fail);
    *number = (struct json){.kind = JSON_NUMBER, .text = {digits, uint_write(digits, (uintptr_t)address)}};
    *value = number;
    return 0;
}

/* A type that a declaration names, which has a size or takes it from its value. */
static int64_t sized_type(struct request *request, const struct json *text)
{
    int64_t number = thing_declare(request, text->text.data);

    if (number < 0)
        return -1;
    const struct ctype *type = thing_get(request, number)->type;
    if (type->incomplete || type->kind == CTYPE_VOID || type->kind == CTYPE_FUNCTION)
        return fail_usage(request->call.fail, "'%.100s' has no size", text->text.data);
    return number;
}

/* new TYPE [VALUE] */
int run_new(struct request *request)
{
    int64_t number = sized_type(request, request->args);
    const struct json *value = request_argument(request, 1);
    unsigned char *bytes = NULL;

    if (number < 0)
        return -1;
    const struct ctype *type = thing_get(request, number)->type;
    uint64_t size = type->size;
    if (value != NULL && (convert(request, type, &value) < 0 ||
                          data_from_json(&request->call, type, value, &data_native, "value", &bytes, &size) < 0))
        return -1;
    unsigned char *at = block_new(request, size);
    if (at == NULL)
        return -1;
    if (bytes != NULL)
        memcpy(at, bytes, size);
    object_show(request, number, at, size);
    return 0;
}

/* An array of `count` elements of the base type, with the bytes of a text at its beginning. */
static int show_buffer(struct request *request, const char *element, uint64_t count, struct word text)
{
    char declaration[64];

    format_text(declaration, sizeof declaration, "%s [%llu]", element, (unsigned long long)count);
    int64_t number = thing_declare(request, declaration);
    if (number < 0)
        return -1;
    uint64_t size = thing_get(request, number)->type->size;
    unsigned char *at = block_new(request, size);
    if (at == NULL)
        return -1;
    memcpy(at, text.data, text.size);
    object_show(request, number, at, size);
    return 0;
}

/* The elements of a buffer for a text of that length: as many as were asked for, or with a NUL. One argument that is a
 * number is the size alone: then *is_size is set. */
static int buffer_size(struct request *request, uint64_t length, uint64_t *count, bool *is_size)
{
    const struct json *size = request_argument(request, 1);
    struct number number;

    *is_size = size == NULL && number_read(request->args->text, 10, &number);
    *count = length + 1;
    if (*is_size)
        size = request->args;
    if (size == NULL)
        return 0;
    if (number_argument(request, size, 1 << 30, count) < 0)
        return -1;
    if (!*is_size && *count < length)
        return fail_usage(request->call.fail, "the text is longer than %llu", (unsigned long long)*count);
    return *count > 0 ? 0 : fail_usage(request->call.fail, "a buffer has at least one element");
}

/* buffer SIZE, or TEXT [SIZE] */
int run_buffer(struct request *request)
{
    struct word text = request->args->text;
    uint64_t count;
    bool is_size;

    if (buffer_size(request, text.size, &count, &is_size) < 0)
        return -1;
    return show_buffer(request, "char", count, is_size ? (struct word){"", 0} : text);
}

/* The same for wide characters, counted in characters. */
int run_unicode_buffer(struct request *request)
{
    struct cdecl wide;
    unsigned char *bytes;
    uint64_t size, count;
    bool is_size;

    if (data_declaration(&request->call, "wchar_t []", CTYPE_ABI_NATIVE, &wide) < 0 ||
        data_from_json(&request->call, wide.type, request->args, &data_native, "text", &bytes, &size) < 0)
        return -1;
    while (size > 0 && memcmp(bytes + size - sizeof(wchar_t), "\0\0\0", sizeof(wchar_t)) == 0)
        size -= sizeof(wchar_t); /* room for bytes that are not whole characters */
    if (buffer_size(request, size / sizeof(wchar_t), &count, &is_size) < 0)
        return -1;
    return show_buffer(request, "wchar_t", count, is_size ? (struct word){"", 0} : (struct word){(char *)bytes, size});
}

/* from_address TYPE ADDRESS */
int run_from_address(struct request *request)
{
    int64_t number = sized_type(request, request->args);
    unsigned char *address;

    if (number < 0 || address_of(request, request_argument(request, 1), &address) < 0)
        return -1;
    object_show(request, number, address, thing_get(request, number)->type->size);
    return 0;
}

int memory_show(struct request *request, const struct ctype *type, const unsigned char *at, uint64_t size)
{
    unsigned char *bytes = arena_alloc(request->call.arena, size + 1);

    if (bytes == NULL)
        return fail_no_memory(request->call.fail);
    if (memory_read(request, at, bytes, size) < 0)
        return -1;
    data_show(request->call.out, type, bytes, size, &data_native);
    return 0;
}

/* value OBJECT */
int run_value(struct request *request)
{
    struct object object;

    if (object_of(request, request->args, &object) < 0)
        return -1;
    return memory_show(request, object.type, object.at, object.size);
}

/* contents POINTER: the value of what it points to */
int run_contents(struct request *request)
{
    struct object object;
    unsigned char *address;

    if (object_of(request, request->args, &object) < 0)
        return -1;
    if (object.type->kind != CTYPE_POINTER || object.type->of->size == 0)
        return fail_usage(request->call.fail, "%s is not a pointer to something that has a size", object.thing->text);
    if (memory_read(request, object.at, &address, sizeof address) < 0)
        return -1;
    if (address == NULL)
        return fail_words(request->call.fail, EX_DATAERR, "the pointer is NULL");
    return memory_show(request, object.type->of, address, object.type->of->size);
}

/* The value as that of a member: {"name": value}. NULL if memory is out. */
static const struct json *wrap_member(struct request *request, struct word name, const struct json *value)
{
    struct json *record = arena_alloc(request->call.arena, sizeof *record);
    struct json *member = arena_alloc(request->call.arena, sizeof *member);

    if (record == NULL || member == NULL)
        return NULL;
    *member = *value;
    member->name = name;
    member->next = NULL;
    *record = (struct json){.kind = JSON_OBJECT, .count = 1, .first = member};
    return record;
}

/* Goes to the item or member that a part of a path names; the last member of a struct is left to be stored by its name.
 */
static int enter(struct request *request, struct word part, bool last, struct object *object, const struct json **value)
{
    struct number number;
    uint64_t index;

    if (object->type->kind == CTYPE_ARRAY) {
        uint64_t element = object->type->of->size; /* 0 for an empty struct */
        if (!number_read(part, 10, &number) || !number_to_uint64(number, UINT64_MAX, &index) || element == 0 ||
            index >= object->size / element)
            return fail_words(request->call.fail, EX_DATAERR, "%.60s is not an index of the array", part.data);
        object->at += index * element;
        object->type = object->type->of;
        object->size = element;
        return 0;
    }
    unsigned char *at = object->at;
    const struct cmember *member = object->type->member_count > 0 && object->type->kind != CTYPE_FUNCTION
                                       ? data_member(object->type, part, &at)
                                       : NULL;
    if (member == NULL)
        return fail_words(request->call.fail, EX_DATAERR, "%.60s: no such member", part.data);
    if (last && member->bit_field)
        return (*value = wrap_member(request, part, *value)) != NULL ? 0 : fail_no_memory(request->call.fail);
    object->at = at + member->bit / 8;
    object->type = member->type;
    object->size = member->type->size;
    return 0;
}

/* Follows a path such as points.1.x. */
static int follow(struct request *request, struct word path, struct object *object, const struct json **value)
{
    for (bool last = false; !last;) {
        const char *dot = memchr(path.data, '.', path.size);
        size_t size = dot != NULL ? (size_t)(dot - path.data) : path.size;
        char *part = arena_copy(request->call.arena, path.data, size);
        last = dot == NULL;
        if (part == NULL)
            return fail_no_memory(request->call.fail);
        if (enter(request, (struct word){part, size}, last, object, value) < 0)
            return -1;
        path = (struct word){path.data + size + !last, path.size - size - !last};
    }
    return 0;
}

/* store OBJECT [MEMBER] VALUE */
int run_store(struct request *request)
{
    const struct json *value = request_argument(request, request->count - 1);
    struct object object;

    if (object_of(request, request->args, &object) < 0 ||
        (request->count == 3 && follow(request, request_argument(request, 1)->text, &object, &value) < 0) ||
        convert(request, object.type, &value) < 0)
        return -1;
    unsigned char *bytes = arena_alloc(request->call.arena, object.size + 1);
    if (bytes == NULL)
        return fail_no_memory(request->call.fail);
    if (memory_read(request, object.at, bytes, object.size) < 0 ||
        data_store(&request->call, object.type, value, &data_native, "value", bytes, object.size) < 0 ||
        memory_write(request, object.at, bytes, object.size) < 0)
        return -1;
    out_none(request->call.out);
    return 0;
}

/* free OBJECT */
int run_free(struct request *request)
{
    struct object object;

    if (object_of(request, request->args, &object) < 0)
        return -1;
    if (!block_free(request->session, object.at))
        return fail_words(request->call.fail, EX_DATAERR, "its memory was not made by new or buffer, or is freed");
    out_none(request->call.out);
    return 0;
}
