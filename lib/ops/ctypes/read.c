/* SPDX-License-Identifier: MIT */
/* Values of C types made from JSON and from words. */
#include "ops/ctypes/data.h"

#include <errno.h>
#include <float.h>
#include <string.h>
#include <sysexits.h>

#include "ops/ctypes/bytes.h"
#include "value/format.h"
#include "value/number.h"
#include "value/quote.h"
#include "value/real.h"

TEXTS_OF(ctypes_read);

/* A value that is being stored, and the way to it for messages. */
struct place {
    struct call *call;
    const struct data_form *form;
    const struct place *outer;
    const char *name;         /* of a member; NULL for an item */
    size_t index;             /* of an item */
    const unsigned char *end; /* of the memory that the value may take */
};

static int store_json(const struct place *place, const struct ctype *type, const struct json *value,
                      unsigned char *bytes);

/* Writes the way to a value: "record 3.points[1].x". */
static void put_place(const struct place *place, char *text, size_t size)
{
    text[0] = '\0';
    if (place->outer != NULL)
        put_place(place->outer, text, size);
    size_t used = strlen(text);
    if (place->name != NULL)
        format_text(text + used, size - used, "%s%s", used > 0 ? "." : "", place->name);
    else
        format_text(text + used, size - used, "[%zu]", place->index);
}

static int refuse(const struct place *place, int status, const char *what, const struct ctype *type)
{
    char where[128], name[64];

    put_place(place, where, sizeof where);
    ctype_name(type, name, sizeof name);
    return fail_words(place->call->fail, status, "%s: %s %s", where, what, name);
}

static int misfit(const struct place *place, const struct ctype *type)
{
    return refuse(place, EX_DATAERR, "no value of", type);
}

/* True if the number fits in `bits` bits, with a sign or without. */
static bool in_range(struct number number, const struct ctype *type, unsigned bits)
{
    uint64_t half = (uint64_t)1 << (bits - 1), most = half - 1 + half;

    if (number.beyond)
        return false;
    if (type->kind == CTYPE_UINT || type->kind == CTYPE_POINTER)
        return number.magnitude <= most && (!number.negative || number.magnitude == 0);
    if (type->kind == CTYPE_CHAR && !number.negative)
        return number.magnitude <= most;
    return number.magnitude <= (number.negative ? half : half - 1);
}

static int read_integer(const struct place *place, const struct ctype *type, struct word text, unsigned bits,
                        uint64_t *value)
{
    struct number number;

    if (!number_read(text, 10, &number))
        return misfit(place, type);
    *value = number.negative ? -number.magnitude : number.magnitude;
    if (type->kind == CTYPE_BOOL)
        *value = number.magnitude != 0 || number.beyond;
    else if (!place->form->wrap && !in_range(number, type, bits))
        return refuse(place, EX_USAGE, "out of range of", type);
    return 0;
}

static int store_real(const struct place *place, const struct ctype *type, struct word text, unsigned char *bytes)
{
    bool is_float = type->size == sizeof(float), is_double = type->size == sizeof(double);
    int mantissa = is_float ? FLT_MANT_DIG : is_double ? DBL_MANT_DIG : LDBL_MANT_DIG;
    int lowest = is_float ? FLT_MIN_EXP : is_double ? DBL_MIN_EXP : LDBL_MIN_EXP;
    long double wide;
    uint64_t bits = 0;

    if (!real_read(text.data, text.size, mantissa, lowest, &wide))
        return misfit(place, type);
    if (is_float) {
        float value = (float)wide;
        uint32_t half;
        memcpy(&half, &value, sizeof half);
        bits = half;
    } else if (is_double) {
        double value = (double)wide;
        memcpy(&bits, &value, sizeof bits);
    } else {
        memset(bytes, 0, (size_t)type->size);
        memcpy(bytes, &wide, type->size < sizeof wide ? (size_t)type->size : sizeof wide);
        return 0;
    }
    bytes_store(bytes, type->size, bits, place->form->big);
    return 0;
}

/* Text into an array of char, whose last byte need not be a NUL. */
static int store_text(const struct place *place, const struct ctype *type, struct word text, unsigned char *bytes,
                      uint64_t size)
{
    if (text.size > size)
        return refuse(place, EX_DATAERR, "too long for", type);
    memcpy(bytes, text.data, text.size);
    memset(bytes + text.size, 0, (size_t)size - text.size);
    return 0;
}

/* UTF-8 text into an array of wchar_t. */
static int store_wide(const struct place *place, const struct ctype *type, struct word text, unsigned char *bytes,
                      uint64_t size)
{
    static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint64_t used = 0;

    for (size_t i = 0, length; i < text.size; i += length) {
        const unsigned char *at = (const unsigned char *)text.data + i;
        length = utf8_length(text.data + i, text.size - i);
        if (length == 0 || used + 4 > size)
            return refuse(place, EX_DATAERR, "too long for, or not UTF-8:", type);
        uint64_t code = *at & first_bits[length];
        for (size_t j = 1; j < length; j++)
            code = code << 6 | (at[j] & 0x3f);
        bytes_store(bytes + used, 4, code, place->form->big);
        used += 4;
    }
    memset(bytes + used, 0, (size_t)(size - used));
    return 0;
}

/* A type without members from text; is_text: it was a JSON string, so that a digit is a character. */
static int store_scalar(const struct place *place, const struct ctype *type, struct word text, bool is_text,
                        unsigned char *bytes)
{
    uint64_t value;

    if (type->kind == CTYPE_FLOAT)
        return store_real(place, type, text, bytes);
    if (type->kind == CTYPE_CHAR && text.size <= 1 && (is_text || text.size == 0 || digit_value(*text.data) > 9))
        return store_text(place, type, text, bytes, 1);
    if (type->kind == CTYPE_WCHAR && is_text)
        return store_wide(place, type, text, bytes, type->size);
    if (type->kind == CTYPE_POINTER && word_is(text, "NULL"))
        text = word_of("0");
    if (type->kind == CTYPE_BOOL && (word_is(text, "true") || word_is(text, "false")))
        text = word_of(*text.data == 't' ? "1" : "0");
    if (type->size == 0 || type->size > 8 || type->kind == CTYPE_COMPLEX)
        return misfit(place, type);
    if (read_integer(place, type, text, (unsigned)type->size * 8, &value) < 0)
        return -1;
    bytes_store(bytes, type->size, value, place->form->big);
    return 0;
}

static int store_items(const struct place *place, const struct ctype *type, const struct json *value,
                       unsigned char *bytes, uint64_t size)
{
    const struct ctype *of = type->of;
    struct place inner = {place->call, place->form, place, NULL, 0, NULL};

    if (value->kind == JSON_STRING && of->kind == CTYPE_CHAR)
        return store_text(place, type, value->text, bytes, size);
    if (value->kind == JSON_STRING && of->kind == CTYPE_WCHAR)
        return store_wide(place, type, value->text, bytes, size);
    if (value->kind != JSON_ARRAY)
        return misfit(place, type);
    if (of->size == 0 || value->count > size / of->size)
        return refuse(place, EX_DATAERR, "too many items for", type);
    for (const struct json *item = value->first; item != NULL; item = item->next, inner.index++) {
        unsigned char *at = bytes + inner.index * of->size;
        inner.end = at + of->size;
        if (store_json(&inner, of, item, at) < 0)
            return -1;
    }
    return 0;
}

static int store_complex(const struct place *place, const struct ctype *type, const struct json *value,
                         unsigned char *bytes)
{
    if (value->kind != JSON_ARRAY || value->count != 2)
        return misfit(place, type);
    if (store_json(place, type->of, value->first, bytes) < 0)
        return -1;
    return store_json(place, type->of, value->first->next, bytes + type->of->size);
}

/* True for an array without length. */
static bool is_flexible(const struct ctype *type)
{
    return type->kind == CTYPE_ARRAY && type->length == CTYPE_FLEXIBLE;
}

/* Returns the size in bytes of the elements of an array without length. */
static uint64_t flexible_size(const struct ctype *type, const struct json *value)
{
    if (value->kind == JSON_STRING)
        return type->of->kind == CTYPE_WCHAR ? value->text.size * 4 : value->text.size;
    return value->count * type->of->size;
}

static int store_bits(const struct place *place, const struct cmember *member, const struct json *value,
                      unsigned char *bytes)
{
    uint64_t bits;

    if (value->kind == JSON_TRUE || value->kind == JSON_FALSE)
        bits = value->kind == JSON_TRUE;
    else if (read_integer(place, member->type, value->text, member->bits, &bits) < 0)
        return -1;
    bits_store(bytes, member->bit, member->bits, bits, place->form->big);
    return 0;
}

static int store_member(const struct place *outer, const struct cmember *member, const struct json *value,
                        unsigned char *bytes)
{
    struct place place = {outer->call, outer->form, outer, member->name, 0, outer->end};
    unsigned char *at = bytes + member->bit / 8;

    if (member->bit_field)
        return store_bits(&place, member, value, bytes);
    if (!is_flexible(member->type))
        return store_json(&place, member->type, value, at);
    uint64_t size = flexible_size(member->type, value);
    if (size > (uint64_t)(place.end - at))
        return refuse(&place, EX_DATAERR, "too many items for", member->type);
    return store_items(&place, member->type, value, at, size);
}

/* The member of that name, also of an unnamed struct or union inside; *bytes becomes the start of what it is in. */
static const struct cmember *find_member(const struct ctype *type, struct word name, unsigned char **bytes)
{
    for (size_t i = 0; i < type->member_count; i++) {
        const struct cmember *member = &type->members[i];
        if (member->name != NULL && word_is(name, member->name))
            return member;
        if (member->name != NULL || member->bit_field)
            continue;
        unsigned char *inner = *bytes + member->bit / 8;
        const struct cmember *found = find_member(member->type, name, &inner);
        if (found != NULL) {
            *bytes = inner;
            return found;
        }
    }
    return NULL;
}

static int store_object(const struct place *place, const struct ctype *type, const struct json *value,
                        unsigned char *bytes)
{
    for (const struct json *item = value->first; item != NULL; item = item->next) {
        unsigned char *inside = bytes;
        const struct cmember *member = find_member(type, item->name, &inside);
        if (member == NULL) {
            struct place inner = {place->call, place->form, place, item->name.data, 0, NULL};
            return refuse(&inner, EX_DATAERR, "no member of", type);
        }
        if (store_member(place, member, item, inside) < 0)
            return -1;
    }
    return 0;
}

/* True for an unnamed bit field, for which a list has no value. */
static bool is_padding(const struct cmember *member)
{
    return member->name == NULL && member->bit_field;
}

/* A list gives the members in their order. */
static int store_list(const struct place *place, const struct ctype *type, const struct json *value,
                      unsigned char *bytes)
{
    const struct json *item = value->first;

    for (size_t i = 0; i < type->member_count && item != NULL; i++) {
        if (is_padding(&type->members[i]))
            continue;
        if (store_member(place, &type->members[i], item, bytes) < 0)
            return -1;
        item = item->next;
    }
    return item == NULL ? 0 : refuse(place, EX_DATAERR, "too many values for", type);
}

static int store_json(const struct place *place, const struct ctype *type, const struct json *value,
                      unsigned char *bytes)
{
    if (type->kind == CTYPE_ARRAY)
        return store_items(place, type, value, bytes, type->size);
    if (type->kind == CTYPE_COMPLEX)
        return store_complex(place, type, value, bytes);
    if (type->kind == CTYPE_STRUCT || type->kind == CTYPE_UNION) {
        if (value->kind == JSON_OBJECT)
            return store_object(place, type, value, bytes);
        return value->kind == JSON_ARRAY ? store_list(place, type, value, bytes) : misfit(place, type);
    }
    switch (value->kind) {
    case JSON_NULL:
        return type->kind == CTYPE_POINTER ? store_scalar(place, type, word_of("0"), false, bytes)
                                           : misfit(place, type);
    case JSON_TRUE:
    case JSON_FALSE:
        return store_scalar(place, type, word_of(value->kind == JSON_TRUE ? "1" : "0"), false, bytes);
    case JSON_NUMBER:
    case JSON_STRING:
        return store_scalar(place, type, value->text, value->kind == JSON_STRING, bytes);
    default:
        return misfit(place, type);
    }
}

/* What a value, a record or a list, has for the last member of a struct; NULL if nothing. */
static const struct json *last_item(const struct ctype *type, const struct json *value)
{
    const struct json *item = value->first;

    if (value->kind != JSON_ARRAY)
        return json_member(value, type->members[type->member_count - 1].name);
    for (size_t i = 0; i + 1 < type->member_count && item != NULL; i++)
        if (!is_padding(&type->members[i]))
            item = item->next;
    return item;
}

/* The bytes beyond its size that the value's last array needs. */
static uint64_t extra_size(const struct ctype *type, const struct json *value)
{
    if (type->kind == CTYPE_ARRAY)
        return is_flexible(type) ? flexible_size(type, value) : 0;
    if (type->kind != CTYPE_STRUCT || type->member_count == 0)
        return 0;
    const struct cmember *last = &type->members[type->member_count - 1];
    if (last->name == NULL || !is_flexible(last->type))
        return 0;
    const struct json *item = last_item(type, value);
    uint64_t end = last->bit / 8 + (item != NULL ? flexible_size(last->type, item) : 0);
    return end > type->size ? end - type->size : 0;
}

int data_from_json(struct call *call, const struct ctype *type, const struct json *value, const struct data_form *form,
                   const char *name, unsigned char **bytes, uint64_t *size)
{
    *size = type->size + extra_size(type, value);
    *bytes = arena_alloc(call->arena, *size + 1);
    return *bytes != NULL ? data_store(call, type, value, form, name, *bytes, *size) : fail_no_memory(call->fail);
}

int data_store(struct call *call, const struct ctype *type, const struct json *value, const struct data_form *form,
               const char *name, unsigned char *bytes, uint64_t size)
{
    struct place place = {call, form, NULL, name, 0, bytes + size};

    if (type->kind == CTYPE_ARRAY)
        return store_items(&place, type, value, bytes, size);
    return store_json(&place, type, value, bytes);
}

const struct cmember *data_member(const struct ctype *type, struct word name, unsigned char **bytes)
{
    return find_member(type, name, bytes);
}

int data_from_word(struct call *call, const struct ctype *type, struct word word, const struct data_form *form,
                   const char *name, unsigned char *bytes)
{
    struct place place = {call, form, NULL, name, 0, NULL};

    if (store_scalar(&place, type, word, false, bytes) == 0)
        return 0;
    if (call->fail->status == EX_DATAERR)
        call->fail->status = EX_USAGE; /* it is on the command line */
    return -1;
}

int data_declaration(struct call *call, const char *text, enum ctype_abi abi, struct cdecl *declaration)
{
    struct cdecl_error error;
    int result = cdecl_read(call->arena, word_of(text), abi, declaration, &error);

    if (result == -ENOMEM)
        return fail_no_memory(call->fail);
    if (result == 0)
        return 0;
    int shown = error.near.size < 40 ? (int)error.near.size : 40;
    if (shown == 0)
        return fail_usage(call->fail, "column %zu: %s (at the end)", error.column, error.what);
    return fail_usage(call->fail, "column %zu: %s (at '%.*s')", error.column, error.what, shown, error.near.data);
}

int data_abi(struct call *call, struct word word, enum ctype_abi *abi)
{
    *abi = word.data == NULL ? CTYPE_ABI_NATIVE : word_is(word, "lp64") ? CTYPE_ABI_LP64 : CTYPE_ABI_ILP32;
    if (*abi == CTYPE_ABI_ILP32 && !word_is(word, "ilp32"))
        return fail_usage(call->fail, "abi: '%.60s' is neither lp64 nor ilp32", word.data);
    return 0;
}
