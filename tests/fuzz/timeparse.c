/* SPDX-License-Identifier: MIT */
/* Fuzz target: a format, a NUL byte and a text. The format is read, matches the text or tells where it does not; a time
 * that was read has parts in their ranges and is read again from what the formatter writes of it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/timeexpr.h"
#include "value/timefmt.h"
#include "value/timeparse.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static void check_parts(const struct calendar *parts)
{
    expect(parts->month >= 1 && parts->month <= 12 && parts->day >= 1 && parts->day <= 31);
    expect(parts->hour >= 0 && parts->hour <= 23 && parts->minute >= 0 && parts->minute <= 59);
    expect(parts->second >= 0 && parts->second <= 61 && parts->nanosecond >= 0 && parts->nanosecond <= 999999999);
    expect(parts->offset > -CALENDAR_DAY && parts->offset < CALENDAR_DAY);
}

/* Writes the parts in full and reads that. */
static void check_again(const struct calendar *parts, struct arena *arena)
{
    static const char full[] = "%Y-%m-%d %H:%M:%S %N";
    const char *bad;
    struct timeparse_format format;
    struct timeparse parsed;
    struct timeparse_error error;
    char text[64];

    if (parts->year < 1000 || parts->year > 9999 || (parts->month == 2 && parts->day == 29 && parts->year == 1900))
        return;
    size_t size = timefmt_write(text, sizeof text, word_of(full), parts, 0);
    expect(size <= sizeof text && timeparse_prepare(&format, word_of(full), arena, &bad) == 0);
    expect(timeparse_read(&format, (struct word){text, size}, false, NULL, &parsed, &error));
    expect(parsed.parts.year == parts->year && parsed.parts.month == parts->month && parsed.parts.day == parts->day);
    expect(parsed.parts.hour == parts->hour && parsed.parts.minute == parts->minute);
    expect(parsed.parts.second == parts->second && parsed.parts.nanosecond == parts->nanosecond);
}

static void check_format(struct word text, struct word line, struct arena *arena)
{
    static const char *const names[] = {"CET", "CEST"};
    struct timeparse_format format;
    struct timeparse parsed;
    struct timeparse_error error;
    const char *bad;
    int result = timeparse_prepare(&format, text, arena, &bad);

    if (result < 0) {
        expect(bad >= text.data && bad < text.data + text.size && *bad == '%');
        return;
    }
    for (int prefix = 0; prefix < 2; prefix++)
        if (timeparse_read(&format, line, prefix == 1, names, &parsed, &error)) {
            expect(parsed.length <= line.size && (prefix == 1 || parsed.length == line.size));
            check_parts(&parsed.parts);
            timeparse_complete(&parsed);
            expect(parsed.parts.weekday >= 0 && parsed.parts.weekday <= 6);
            expect(parsed.parts.yearday >= 1 && parsed.parts.yearday <= 366);
            check_again(&parsed.parts, arena);
        } else
            expect(error.why != NULL || error.offset <= line.size);
}

/* The text as xdate's expression: 2024-03-31T02:30+1mo-1d. */
static void check_expression(struct word line, struct arena *arena)
{
    struct zone zone;
    struct zone_period period = {0};
    struct timeexpr_context context = {.now = {.tv_sec = 1711848600}, .zone = &zone, .period = &period};
    struct timeexpr expr;
    struct timespec time;

    expect(zone_open(&zone, arena, "WET0WEST,M3.5.0/1,M10.5.0") == 0);
    if (timeexpr_read(line, &expr) && timeexpr_value(&expr, &context, &time) == NULL)
        expect(time.tv_nsec >= 0 && time.tv_nsec <= 999999999);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *nul = size > 0 ? memchr(data, '\0', size) : NULL;
    size_t length = nul != NULL ? (size_t)(nul - data) : size, rest = nul != NULL ? size - length - 1 : 0;
    char *format = malloc(length + 1), *line = malloc(rest + 1);
    struct arena arena;

    expect(format != NULL && line != NULL);
    memcpy(format, data, length);
    format[length] = '\0';
    if (rest > 0)
        memcpy(line, nul + 1, rest);
    line[rest] = '\0';
    arena_init(&arena, NULL, 0);
    check_format((struct word){format, length}, (struct word){line, rest}, &arena);
    check_expression((struct word){line, rest}, &arena);
    arena_clear(&arena);
    free(format);
    free(line);
    return 0;
}
