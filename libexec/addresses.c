/* SPDX-License-Identifier: MIT */
/* The requests about addresses: pointers to objects, and the memory at an address. */
#include <string.h>
#include <sysexits.h>

#include "objects.h"
#include "out/encode.h"
#include "value/format.h"

TEXTS_OF(libexec_addresses);

/* addressof OBJECT|FUNCTION|CALLBACK */
int run_addressof(struct request *request)
{
    unsigned char *address;
    struct object object;

    if (thing_of(request, request->args, THING_TYPE) != NULL) {
        if (object_of(request, request->args, &object) < 0)
            return -1;
        address = object.at;
    } else if (address_of(request, request->args, &address) < 0)
        return -1;
    address_write(request->call.out, (uintptr_t)address);
    return 0;
}

/* byref OBJECT [OFFSET]: the bytes of the object from there on */
int run_byref(struct request *request)
{
    struct object object;
    uint64_t offset = 0;
    char declaration[64];

    if (object_of(request, request->args, &object) < 0 ||
        (request->count > 1 && number_argument(request, request_argument(request, 1), object.size, &offset) < 0))
        return -1;
    if (offset == 0) {
        object_show(request, thing_number(request->session, object.thing), object.at, object.size);
        return 0;
    }
    format_text(declaration, sizeof declaration, "unsigned char [%llu]", (unsigned long long)(object.size - offset));
    int64_t number = thing_declare(request, object.size > offset ? declaration : "unsigned char []");
    if (number < 0)
        return -1;
    object_show(request, number, object.at + offset, object.size - offset);
    return 0;
}

/* A pointer to that type, which holds the address. */
static int show_pointer(struct request *request, int64_t pointer, const unsigned char *address)
{
    unsigned char *at = pointer >= 0 ? block_new(request, sizeof address) : NULL;

    if (at == NULL)
        return -1;
    memcpy(at, &address, sizeof address);
    object_show(request, pointer, at, sizeof address);
    return 0;
}

/* pointer OBJECT */
int run_pointer(struct request *request)
{
    struct object object;

    if (object_of(request, request->args, &object) < 0)
        return -1;
    return show_pointer(request, thing_pointer(request, object.type), object.at);
}

/* cast OBJECT|ADDRESS|FUNCTION TYPE */
int run_cast(struct request *request)
{
    struct word text = request_argument(request, 1)->text;
    int64_t number = thing_declare(request, text.data);
    unsigned char *address;

    if (number < 0)
        return -1;
    if (thing_get(request, number)->type->kind != CTYPE_POINTER)
        return fail_usage(request->call.fail, "'%.100s' is not a pointer", text.data);
    return address_of(request, request->args, &address) < 0 ? -1 : show_pointer(request, number, address);
}

/* The elements of `width` bytes before the first 0, read in parts that do not reach into the next page. */
static int measure(struct request *request, const unsigned char *at, size_t width, uint64_t *size)
{
    enum { PART = 256 };
    static const unsigned char zero[8];
    unsigned char bytes[PART];

    for (*size = 0;;) {
        size_t part = PART - ((uintptr_t)at + *size) % PART;
        part = part < width ? width : part - part % width;
        if (memory_read(request, at + *size, bytes, part) < 0)
            return -1;
        for (size_t i = 0; i < part; i += width, *size += width)
            if (memcmp(bytes + i, zero, width) == 0)
                return 0;
    }
}

/* string_at PTR [SIZE] and wstring_at: text at an address, up to a NUL or of that many characters */
static int show_string(struct request *request, const char *element, size_t width)
{
    unsigned char *address;
    uint64_t size;
    struct cdecl type;

    if (address_of(request, request->args, &address) < 0)
        return -1;
    if (request->count > 1) {
        if (number_argument(request, request_argument(request, 1), 1 << 30, &size) < 0)
            return -1;
        size *= width;
    } else if (measure(request, address, width, &size) < 0)
        return -1;
    if (data_declaration(&request->call, element, CTYPE_ABI_NATIVE, &type) < 0)
        return -1;
    return memory_show(request, type.type, address, size);
}

int run_string_at(struct request *request)
{
    return show_string(request, "char []", 1);
}

int run_wstring_at(struct request *request)
{
    return show_string(request, "wchar_t []", sizeof(wchar_t));
}

/* A range of memory that is the session's: other memory is not written by these requests. */
static int own_range(struct request *request, const struct json *json, uint64_t size, unsigned char **at)
{
    if (address_of(request, json, at) < 0)
        return -1;
    if (block_holds(request->session, *at, size))
        return 0;
    return fail_words(request->call.fail, EX_DATAERR, "%llu bytes there are not all memory of new or buffer",
                      (unsigned long long)size);
}

/* memmove DST SRC COUNT: SRC is an object, an address or a text */
int run_memmove(struct request *request)
{
    const struct json *source = request_argument(request, 1);
    unsigned char *to, *from;
    uint64_t size;

    if (number_argument(request, request_argument(request, 2), 1 << 30, &size) < 0 ||
        own_range(request, request->args, size, &to) < 0)
        return -1;
    if (source->kind == JSON_STRING && strncmp(source->text.data, "0x", 2) != 0) {
        if (source->text.size < size)
            return fail_words(request->call.fail, EX_DATAERR, "the text is shorter than that");
        memcpy(to, source->text.data, size);
    } else if (own_range(request, source, size, &from) < 0)
        return -1;
    else
        memmove(to, from, size);
    address_write(request->call.out, (uintptr_t)to);
    return 0;
}

/* memset DST C COUNT */
int run_memset(struct request *request)
{
    unsigned char *to;
    uint64_t byte, size;

    if (number_argument(request, request_argument(request, 1), UINT8_MAX, &byte) < 0 ||
        number_argument(request, request_argument(request, 2), 1 << 30, &size) < 0 ||
        own_range(request, request->args, size, &to) < 0)
        return -1;
    memset(to, (int)byte, size);
    address_write(request->call.out, (uintptr_t)to);
    return 0;
}
