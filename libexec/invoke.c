/* SPDX-License-Identifier: MIT */
/* Calls through libffi. */
#include "invoke.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

TEXTS_OF(libexec_invoke);

static ffi_type *integer_type(const struct ctype *type)
{
    static ffi_type *const types[][2] = {{&ffi_type_uint8, &ffi_type_sint8},
                                         {&ffi_type_uint16, &ffi_type_sint16},
                                         {&ffi_type_uint32, &ffi_type_sint32},
                                         {&ffi_type_uint64, &ffi_type_sint64}};
    bool is_signed = type->kind == CTYPE_INT || (type->kind == CTYPE_CHAR && (char)-1 < 0) ||
                     (type->kind == CTYPE_WCHAR && (wchar_t)-1 < 0);

    return types[type->size == 1 ? 0 : type->size == 2 ? 1 : type->size == 4 ? 2 : 3][is_signed];
}

/* Adds the elements of a member, those of arrays one by one. False if it cannot be passed by value. */
static bool add_elements(struct arena *arena, const struct ctype *type, ffi_type **elements, size_t *count, size_t most)
{
    if (type->kind != CTYPE_ARRAY) {
        if (*count == most)
            return false;
        elements[*count] = ffi_of(arena, type);
        return elements[(*count)++] != NULL;
    }
    for (int64_t i = 0; i < type->length; i++)
        if (!add_elements(arena, type->of, elements, count, most))
            return false;
    return type->length >= 0;
}

static ffi_type *struct_type(struct arena *arena, const struct ctype *type)
{
    enum { MOST = 256 };
    ffi_type *made = arena_alloc(arena, sizeof *made);
    ffi_type **elements = arena_alloc(arena, (MOST + 1) * sizeof *elements);
    size_t count = 0;

    if (made == NULL || elements == NULL)
        return NULL;
    for (size_t i = 0; i < type->member_count; i++)
        if (type->members[i].bit_field || !add_elements(arena, type->members[i].type, elements, &count, MOST))
            return NULL;
    *made = (ffi_type){.type = FFI_TYPE_STRUCT, .elements = elements};
    return made;
}

ffi_type *ffi_of(struct arena *arena, const struct ctype *type)
{
    switch (type->kind) {
    case CTYPE_VOID:
        return &ffi_type_void;
    case CTYPE_BOOL:
    case CTYPE_CHAR:
    case CTYPE_WCHAR:
    case CTYPE_INT:
    case CTYPE_UINT:
        return integer_type(type);
    case CTYPE_FLOAT:
        return type->size == sizeof(float)    ? &ffi_type_float
               : type->size == sizeof(double) ? &ffi_type_double
                                              : &ffi_type_longdouble;
    case CTYPE_POINTER:
        return &ffi_type_pointer;
    case CTYPE_STRUCT:
        return struct_type(arena, type);
    default:
        return NULL;
    }
}

/* Describes the call to libffi. 0, or -1 with the failure recorded. */
static int prepare(struct call *call, const struct foreign *foreign, ffi_cif *cif, ffi_type **types)
{
    ffi_type *result = ffi_of(call->arena, foreign->function->of);
    bool known = result != NULL;

    for (size_t i = 0; i < foreign->count; i++)
        known = (types[i] = ffi_of(call->arena, foreign->arguments[i].type)) != NULL && known;
    if (!known)
        return fail_words(call->fail, EX_UNAVAILABLE,
                          "unions, bit fields and complex numbers cannot be passed or returned by value");
    ffi_status status = foreign->function->variadic
                            ? ffi_prep_cif_var(cif, FFI_DEFAULT_ABI, (unsigned)foreign->fixed, (unsigned)foreign->count,
                                               result, types)
                            : ffi_prep_cif(cif, FFI_DEFAULT_ABI, (unsigned)foreign->count, result, types);
    return status == FFI_OK ? 0 : fail_words(call->fail, EX_UNAVAILABLE, "libffi cannot make this call");
}

/* Cuts a small integer, which libffi has widened to a machine word, to the width of its type. */
static void narrow(const struct ctype *type, unsigned char *value)
{
    ffi_arg wide;

    if (type->size == 0 || type->size >= sizeof wide || type->kind == CTYPE_FLOAT || type->kind == CTYPE_STRUCT)
        return;
    memcpy(&wide, value, sizeof wide);
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        wide <<= 8 * (sizeof wide - type->size);
    memcpy(value, &wide, type->size);
}

int invoke(struct call *call, const struct foreign *foreign, void *function, int *errnum, unsigned char **value)
{
    ffi_type *types[FOREIGN_ARGUMENTS];
    void *values[FOREIGN_ARGUMENTS];
    const struct ctype *result = foreign->function->of;
    ffi_cif cif;

    if (prepare(call, foreign, &cif, types) < 0)
        return -1;
    *value = arena_alloc(call->arena, result->size + sizeof(ffi_arg) + sizeof(long double));
    if (*value == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 0; i < foreign->count; i++)
        values[i] = foreign->arguments[i].value;
    errno = *errnum;
    ffi_call(&cif, FFI_FN(function), *value, values);
    *errnum = errno;
    fflush(NULL); /* what the function printed comes before the result */
    narrow(result, *value);
    return 0;
}
