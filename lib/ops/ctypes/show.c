/* SPDX-License-Identifier: MIT */
/* Bytes of C types shown as results. */
#include "ops/ctypes/data.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "ops/ctypes/bytes.h"
#include "out/encode.h"
#include "value/codec.h"
#include "value/real.h"

/* A complex number is a list; records contain results, requests and answers of a session. */
_Static_assert(OUT_DEPTH >= CTYPE_DEPTH + 8, "a value of any type can be written");

struct show {
    struct out *out;
    const struct data_form *form;
};

static void show_value(const struct show *show, const struct ctype *type, const unsigned char *bytes, uint64_t size);

const struct data_form data_native = {CTYPE_ABI_NATIVE, __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__, false};

/* Returns the type of the struct's bit fields, or NULL without bit fields; sets *mixed if they have several types. */
static const struct ctype *bit_field_type(const struct ctype *type, bool *mixed)
{
    const struct ctype *found = NULL;

    for (size_t i = 0; i < type->member_count; i++) {
        const struct cmember *member = &type->members[i];
        if (member->bit_field && found != NULL && found->size != member->type->size)
            *mixed = true;
        if (member->bit_field)
            found = member->type;
    }
    return found;
}

bool data_defined(const struct ctype *type, const struct data_form *form, const char **why)
{
    bool foreign = form->abi != CTYPE_ABI_NATIVE || form->big != data_native.big, mixed = false;

    if (type->kind == CTYPE_ARRAY || type->kind == CTYPE_COMPLEX)
        return data_defined(type->of, form, why);
    *why = "a long double of another machine";
    if (type->kind == CTYPE_FLOAT && type->size > sizeof(double) && foreign)
        return false;
    if (type->kind != CTYPE_STRUCT && type->kind != CTYPE_UNION)
        return true;
    *why = "bit fields of mixed types in another byte order";
    if (form->big != data_native.big && bit_field_type(type, &mixed) != NULL && mixed)
        return false;
    for (size_t i = 0; i < type->member_count; i++)
        if (!data_defined(type->members[i].type, form, why))
            return false;
    return true;
}

static void show_integer(const struct show *show, const struct ctype *type, uint64_t value, unsigned bits)
{
    if (type->kind == CTYPE_BOOL)
        out_bool(show->out, value != 0);
    else if (type->kind == CTYPE_INT || (type->kind == CTYPE_CHAR && bits < 8))
        out_int(show->out, bits_signed(value, bits));
    else
        out_uint(show->out, value);
}

/* A number; what is not one is a text. */
static void show_float(const struct show *show, long double value, int mantissa, int lowest)
{
    char text[REAL_ROOM];

    if (value != value || value - value != 0) {
        out_text(show->out, value != value ? "nan" : value < 0 ? "-inf" : "inf");
        return;
    }
    out_number(show->out, text, real_write_shortest(text, value, mantissa, lowest));
}

static void show_real(const struct show *show, uint64_t size, const unsigned char *bytes)
{
    uint64_t bits = size <= 8 ? bytes_load(bytes, size, show->form->big) : 0;

    if (size == sizeof(float)) {
        uint32_t half = (uint32_t)bits;
        float value;
        memcpy(&value, &half, sizeof value);
        show_float(show, (long double)value, FLT_MANT_DIG, FLT_MIN_EXP);
    } else if (size == sizeof(double)) {
        double value;
        memcpy(&value, &bits, sizeof value);
        show_float(show, (long double)value, DBL_MANT_DIG, DBL_MIN_EXP);
    } else {
        long double value;
        memcpy(&value, bytes, sizeof value);
        show_float(show, value, LDBL_MANT_DIG, LDBL_MIN_EXP);
    }
}

static void show_complex(const struct show *show, const struct ctype *type, const unsigned char *bytes)
{
    out_open(show->out, OUT_LIST);
    show_real(show, type->of->size, bytes);
    show_real(show, type->of->size, bytes + type->of->size);
    out_close(show->out);
}

static void show_pointer(struct out *out, uint64_t address)
{
    if (address == 0)
        out_none(out);
    else
        address_write(out, address);
}

/* Characters up to the first NUL; of a member without length, all there are. */
static void show_text(const struct show *show, const struct ctype *type, const unsigned char *bytes, uint64_t size)
{
    bool whole = type->kind == CTYPE_ARRAY && type->length == CTYPE_FLEXIBLE && type->length_from == 0;
    const unsigned char *end = whole ? NULL : memchr(bytes, '\0', (size_t)size);

    out_string(show->out, (const char *)bytes, (size_t)(end != NULL ? (uint64_t)(end - bytes) : size));
}

/* Wide characters up to the first NUL, as UTF-8; what is not a character is U+FFFD. */
static void show_wide(const struct show *show, const unsigned char *bytes, uint64_t size)
{
    uint64_t count = size / 4;
    char *text = malloc((size_t)size + 1), *to = text;

    for (uint64_t i = 0; i < count && text != NULL; i++) {
        uint64_t code = bytes_load(bytes + 4 * i, 4, show->form->big);
        if (code == 0)
            break;
        to += utf8_write(to, code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? (uint32_t)code : 0xfffd);
    }
    out_string(show->out, text != NULL ? text : "", (size_t)(to - text));
    free(text);
}

static void show_array(const struct show *show, const struct ctype *type, const unsigned char *bytes, uint64_t size)
{
    const struct ctype *of = type->of;

    if (of->kind == CTYPE_CHAR) {
        show_text(show, type, bytes, size);
        return;
    }
    if (of->kind == CTYPE_WCHAR && of->size == 4) {
        show_wide(show, bytes, size);
        return;
    }
    out_open(show->out, OUT_LIST);
    for (uint64_t i = 0; of->size > 0 && i < size / of->size; i++)
        show_value(show, of, bytes + i * of->size, of->size);
    out_close(show->out);
}

/* The members of a struct or union; those of an unnamed one are seen from outside. */
static void show_members(const struct show *show, const struct ctype *type, const unsigned char *bytes, uint64_t size)
{
    for (size_t i = 0; i < type->member_count; i++) {
        const struct cmember *member = &type->members[i];
        const unsigned char *at = bytes + member->bit / 8;
        uint64_t rest = size - member->bit / 8;
        bool flexible = member->type->kind == CTYPE_ARRAY && member->type->length == CTYPE_FLEXIBLE;
        if (member->name == NULL && !member->bit_field) {
            show_members(show, member->type, at, member->type->size);
        } else if (member->name != NULL) {
            out_name(show->out, member->name);
            if (member->bit_field)
                show_integer(show, member->type, bits_load(bytes, member->bit, member->bits, show->form->big),
                             member->bits);
            else
                show_value(show, member->type, at, flexible ? rest : member->type->size);
        }
    }
}

static void show_value(const struct show *show, const struct ctype *type, const unsigned char *bytes, uint64_t size)
{
    switch (type->kind) {
    case CTYPE_CHAR:
        show_text(show, type, bytes, 1);
        break;
    case CTYPE_WCHAR:
        show_wide(show, bytes, type->size);
        break;
    case CTYPE_BOOL:
    case CTYPE_INT:
    case CTYPE_UINT:
        show_integer(show, type, bytes_load(bytes, type->size, show->form->big), (unsigned)type->size * 8);
        break;
    case CTYPE_FLOAT:
        show_real(show, type->size, bytes);
        break;
    case CTYPE_COMPLEX:
        show_complex(show, type, bytes);
        break;
    case CTYPE_POINTER:
        show_pointer(show->out, bytes_load(bytes, type->size, show->form->big));
        break;
    case CTYPE_ARRAY:
        show_array(show, type, bytes, size);
        break;
    case CTYPE_STRUCT:
    case CTYPE_UNION:
        out_open(show->out, OUT_RECORD);
        show_members(show, type, bytes, size);
        out_close(show->out);
        break;
    default:
        out_none(show->out);
        break;
    }
}

void data_show(struct out *out, const struct ctype *type, const unsigned char *bytes, uint64_t size,
               const struct data_form *form)
{
    show_value(&(struct show){out, form}, type, bytes, size);
}
