/* SPDX-License-Identifier: MIT */
/* xcall pack: JSON records into the bytes of a C type. */
#include "call/xcall.h"

#include <errno.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/format.h"
#include "value/items.h"

TEXTS_OF(call_pack);

struct packing {
    struct call *call;
    const struct ctype *type;
    const struct data_form *form;
    const char *origin; /* of the records, for messages: "line", "argument" */
    size_t number;      /* of the record, from 1 */
};

static int pack_record(struct packing *packing, struct arena *arena, struct word text)
{
    struct call call = *packing->call; /* the record's memory is given back after it */
    const struct json *value;
    struct json_error error;
    unsigned char *bytes;
    uint64_t size;
    char place[32];

    format_text(place, sizeof place, "%s %zu", packing->origin, packing->number);
    call.arena = arena;
    int result = json_read(arena, text, &value, &error);
    if (result == -ENOMEM)
        return fail_no_memory(call.fail);
    if (result < 0)
        return fail_words(call.fail, EX_DATAERR, "%s: byte %zu: %s", place, error.offset, error.what);
    if (data_from_json(&call, packing->type, value, packing->form, place, &bytes, &size) < 0)
        return -1;
    out_bytes(call.out, bytes, (size_t)size);
    return 0;
}

static int pack_words(struct packing *packing, struct words words)
{
    for (size_t i = 0; i < words.count; i++) {
        packing->number = i + 1;
        if (pack_record(packing, packing->call->arena, words.items[i]) < 0)
            return -1;
    }
    return 0;
}

static int pack_lines(struct packing *packing, struct item_reader *reader)
{
    char memory[4096];
    struct arena arena;
    struct word line;
    int result = 0;

    arena_init(&arena, memory, sizeof memory);
    while (packing->call->out->errnum == 0 && (result = item_reader_take(reader, &line)) > 0) {
        packing->number = reader->count;
        if (strspn(line.data, " \t\r") == line.size)
            continue;
        if (pack_record(packing, &arena, line) < 0)
            return -1; /* the record's memory holds the words of the message */
        arena_clear(&arena);
    }
    arena_clear(&arena);
    return result < 0 ? fail_errno(packing->call->fail, -result, "standard input", NULL) : 0;
}

int xcall_pack(struct call *call, struct words words)
{
    struct item_reader reader;
    struct cdecl declaration;
    struct data_form form;

    if (xcall_data_type(call, words, &declaration, &form) < 0)
        return -1;
    struct packing packing = {.call = call, .type = declaration.type, .form = &form, .origin = "argument"};
    if (words.count > 1)
        return pack_words(&packing, (struct words){words.count - 1, words.items + 1});
    packing.origin = "line";
    item_reader_start(&reader, STDIN_FILENO, '\n');
    int result = pack_lines(&packing, &reader);
    item_reader_close(&reader);
    return result;
}
