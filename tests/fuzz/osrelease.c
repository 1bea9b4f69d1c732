/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes are read as an os-release file without fault; names are identifiers, and values have no line
 * end. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/osrelease.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size > 0 ? size : 1);
    struct osrelease reader;
    struct word name, value;

    expect(text != NULL);
    memcpy(text, data, size);
    osrelease_start(&reader, text, size);
    while (osrelease_next(&reader, &name, &value)) {
        expect(name.size > 0 && memchr(name.data, '=', name.size) == NULL);
        expect(memchr(value.data, '\n', value.size) == NULL && memchr(value.data, '\r', value.size) == NULL);
        expect(name.data >= text && value.data + value.size <= text + size);
    }
    free(text);
    return 0;
}
