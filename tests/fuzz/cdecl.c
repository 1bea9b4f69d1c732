/* SPDX-License-Identifier: MIT */
/* Fuzz target: any text as a C declaration is read or refused with a place inside it; what was read has a size, a name
 * and members that lie inside. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/ctype/ctype.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static void check(const struct ctype *type, int depth)
{
    char name[64];

    ctype_name(type, name, sizeof name);
    expect(strlen(name) < sizeof name && depth < 1000);
    expect(type->align >= 1 && (type->align & (type->align - 1)) == 0);
    if (type->kind == CTYPE_ARRAY)
        check(type->of, depth + 1);
    if (type->kind != CTYPE_STRUCT && type->kind != CTYPE_UNION)
        return;
    for (size_t i = 0; i < type->member_count; i++) {
        const struct cmember *member = &type->members[i];
        uint64_t bits = member->bit_field ? member->bits : member->type->size * 8;
        expect(member->bit + bits <= type->size * 8);
        check(member->type, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cdecl declaration;
    struct cdecl_error error;
    struct arena arena;
    char *text = malloc(size + 1);

    expect(text != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    for (int abi = CTYPE_ABI_NATIVE; abi <= CTYPE_ABI_ILP32; abi++) {
        arena_init(&arena, NULL, 0);
        int result = cdecl_read(&arena, (struct word){text, size}, (enum ctype_abi)abi, &declaration, &error);
        if (result == 0)
            check(declaration.type, 0);
        else
            expect(result == -EINVAL && error.column >= 1 && error.column <= size + 1 && error.what != NULL);
        arena_clear(&arena);
    }
    free(text);
    return 0;
}
