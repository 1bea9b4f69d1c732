/* SPDX-License-Identifier: MIT */
/* Fuzz target: the JSON reader ends whatever it is given; what it accepts can be walked and written back, and reads as
 * the same again; what it refuses has a place and a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "out/out.h"
#include "value/json.h"

enum { MOST = 4096 };

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* Writes the tree as JSON. The number of its values. */
static size_t write_json(struct out *out, const struct json *json)
{
    size_t count = 1, items = 0;

    switch (json->kind) {
    case JSON_NULL:
        out_none(out);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        out_bool(out, json->kind == JSON_TRUE);
        break;
    case JSON_NUMBER:
        out->writer->number(out, json->text.data, json->text.size);
        break;
    case JSON_STRING:
        out_string(out, json->text.data, json->text.size);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        out_char(out, '[');
        for (const struct json *item = json->first; item != NULL; item = item->next, items++) {
            out_put(out, items > 0 ? "," : "");
            out->depth = 1; /* no line end after the item */
            out->level[0].shape = OUT_LIST;
            out->level[0].any = false;
            count += write_json(out, item);
            out->depth = 0;
        }
        expect(items == json->count);
        out_char(out, ']');
        break;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char room[MOST * 8];
    const struct json *json, *again;
    struct json_error error = {0};
    struct arena arena;
    struct out out;

    if (size > MOST)
        return 0;
    arena_init(&arena, NULL, 0);
    char *text = arena_copy(&arena, bytes, size);
    int result = json_read(&arena, (struct word){text, size}, &json, &error);
    if (result != 0)
        expect(error.what != NULL && error.offset <= size);
    else {
        out_init(&out, &out_json, -1, room, sizeof room);
        size_t count = write_json(&out, json);
        if (out.errnum == 0) {
            expect(json_read(&arena, (struct word){room, out.used}, &again, &error) == 0);
            out_init(&out, &out_json, -1, room, sizeof room);
            expect(write_json(&out, again) == count);
        }
    }
    arena_clear(&arena);
    return 0;
}
