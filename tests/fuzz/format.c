/* SPDX-License-Identifier: MIT */
/* Fuzz target: what format_text writes is what snprintf(3) writes, at every size. Bytes choose conversion, size and
 * values. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/format.h"

static void expect_same(const char *ours, size_t length, const char *theirs, int wanted)
{
    if (length == (size_t)wanted && strcmp(ours, theirs) == 0)
        return;
    fprintf(stderr, "'%s' (%zu) instead of '%s' (%d)\n", ours, length, theirs, wanted);
    abort();
}

#define CHECK(...) \
    do { \
        size_t length = format_text(ours, room, __VA_ARGS__); \
        expect_same(ours, length, theirs, snprintf(theirs, room, __VA_ARGS__)); \
    } while (0)

static void check_formats(const char *text, uint64_t number, size_t room)
{
    char ours[256], theirs[256];
    int precision = (int)(number % 12) - 2;

    CHECK("%s", text);
    CHECK("a%sb%%c%s", text, text);
    CHECK("'%.*s' %.3s|%.s", precision, text, text, text);
    CHECK("%c%d,%u", (int)(number % 127 + 1), (int)number, (unsigned)number);
    CHECK("%ld %lu %zu", (long)number, (unsigned long)number, (size_t)number);
    CHECK("%lld:%llu %zd", (long long)number, (unsigned long long)number, (ssize_t)number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t number;
    char text[64] = "";

    if (size < sizeof number + 1 || size >= sizeof number + sizeof text)
        return 0;
    memcpy(&number, data, sizeof number);
    memcpy(text, data + sizeof number, size - sizeof number);
    check_formats(text, number, 1 + data[8] % 255);
    return 0;
}
