/* SPDX-License-Identifier: MIT */
/* Fuzz target: what xlog listen and xlog cat read from anybody. The first byte of the input chooses: pickles, messages
 * of syslog, streams of messages, or lines. Whatever is accepted becomes a record whose JSON reads as JSON again; a
 * pickle makes a dictionary that is not larger than what it came from allows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "log/line.h"
#include "log/receive.h"

enum { MOST = 4096, NESTED_MOST = 64 };

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static size_t count_values(const struct json *value, int depth)
{
    size_t count = 1;

    expect(depth <= NESTED_MOST + 1);
    for (const struct json *item = value->first; item != NULL; item = item->next)
        count += count_values(item, depth + 1);
    return count;
}

static void check_record(struct arena *arena, const struct log_record *record)
{
    struct log_text text = {0};
    const struct json *again;
    struct json_error error;

    log_record_json(record, &text);
    char *copy = arena_copy(arena, text.data, text.size);
    expect(json_read(arena, (struct word){copy, text.size}, &again, &error) == 0 && again->kind == JSON_OBJECT);
    log_text_free(&text);
}

static void try_pickle(struct arena *arena, struct word text)
{
    struct log_record record = {0};
    const struct json *value;

    if (log_pickle_read(arena, text, &value) != NULL)
        return;
    expect(value->kind == JSON_OBJECT && count_values(value, 0) <= text.size);
    if (log_record_decode(&record, value, arena, NULL) == NULL)
        check_record(arena, &record);
}

static void try_syslog(struct arena *arena, struct word text)
{
    struct log_record record = {0};

    if (log_syslog_read(&record, text, arena) == NULL)
        check_record(arena, &record);
}

/* What is taken is part of the data, and the data ends. */
static void try_stream(struct word data)
{
    const char *end = data.data + data.size;
    enum message_form form;
    struct word text;
    int result;

    while ((result = message_take(&data, true, false, &form, &text)) > 0) {
        expect(data.data <= end && data.size == (size_t)(end - data.data));
        expect(form == MESSAGE_BAD || text.size == 0 || (text.data < end && text.data + text.size <= end));
    }
    expect(result < 0 || data.size == 0);
}

static void try_line(struct word text)
{
    struct zone zone;
    struct log_lines lines = {.zone = &zone};
    struct log_line line;

    zone_utc(&zone);
    arena_init(&lines.arena, NULL, 0);
    if (log_line_read(&lines, text, &line)) {
        struct arena arena;
        arena_init(&arena, NULL, 0);
        if (line.record.level < 0)
            line.record.level = 0;
        check_record(&arena, &line.record);
        arena_clear(&arena);
    }
    arena_clear(&lines.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena arena;

    if (size < 1 || size > MOST)
        return 0;
    arena_init(&arena, NULL, 0);
    struct word text = {arena_copy(&arena, bytes + 1, size - 1), size - 1};
    switch (*bytes % 4) {
    case 0:
        try_pickle(&arena, text);
        break;
    case 1:
        try_syslog(&arena, text);
        break;
    case 2:
        try_stream(text);
        break;
    default:
        try_line(text);
    }
    arena_clear(&arena);
    return 0;
}
