/* Fuzz target: what format_text writes is what snprintf(3) writes, at every size; so are general_write's numbers those of
 * %g. Bytes choose conversion, size and values. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/format.h"
#include "cli/number.h"

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

static void check_general(double value, unsigned precision)
{
    char ours[NUMBER_ROOM + 1], theirs[64];

    if ((value != 0 || signbit(value)) && !(value >= 1e-17 && value < 0x1p64) && value != (double)INFINITY)
        return;
    size_t length = general_write(ours, value, precision);
    ours[length] = '\0';
    expect_same(ours, length, theirs, snprintf(theirs, sizeof theirs, "%.*g", (int)precision, value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t numbers[2];
    double value;
    char text[64] = "";

    if (size < sizeof numbers + 1 || size >= sizeof numbers + sizeof text)
        return 0;
    memcpy(numbers, data, sizeof numbers);
    memcpy(&value, data, sizeof value);
    memcpy(text, data + sizeof numbers, size - sizeof numbers);
    check_formats(text, numbers[0], 1 + data[8] % 255);
    check_general(value, data[8] % 7);
    check_general(512 * (double)numbers[0] / (double)(numbers[1] | 1), data[8] % 7);
    check_general((double)(numbers[0] % 100000000) / (double)(1u << numbers[1] % 28), data[8] % 7); /* ties */
    return 0;
}
