/* SPDX-License-Identifier: MIT */
/* Fuzz target: any bytes read as a dump of attributes without fault, and what was read, written again in each form,
 * reads as itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "out/attrdump.h"
#include "out/out.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* Writes the entry as a dump of its own and reads that: the same path or the same attribute comes back. */
static void check_again(enum attrdump_read kind, const struct attrdump_entry *entry, enum attrdump_form form)
{
    size_t room_size = strlen(entry->name) * 4 + entry->size * 4 + 64;
    char *text = malloc(room_size), *room = malloc(room_size + 2);
    struct attrdump_reader reader;
    struct attrdump_entry again;
    struct out out;

    expect(text != NULL && room != NULL);
    out_init(&out, &out_plain, -1, text, room_size);
    out.tty = form == ATTRDUMP_TEXT; /* as on a terminal once: more is escaped there */
    attrdump_put_file(&out, kind == ATTRDUMP_FILE ? entry->name : "path");
    if (kind == ATTRDUMP_ATTRIBUTE)
        attrdump_put_attribute(&out, entry->name, entry->value, entry->size, form);
    out_char(&out, '\n');
    expect(out.errnum == 0);
    attrdump_start(&reader, text, out.used, room);
    expect(attrdump_next(&reader, &again) == ATTRDUMP_FILE);
    if (kind == ATTRDUMP_ATTRIBUTE) {
        expect(attrdump_next(&reader, &again) == ATTRDUMP_ATTRIBUTE);
        expect(again.size == entry->size && memcmp(again.value, entry->value, entry->size) == 0);
    }
    expect(strcmp(again.name, entry->name) == 0);
    expect(attrdump_next(&reader, &again) == ATTRDUMP_END);
    free(text);
    free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* copies of the very size, so that a byte too far is seen */
    char *dump = malloc(size > 0 ? size : 1), *room = malloc(size + 2);
    struct attrdump_reader reader;
    struct attrdump_entry entry;
    enum attrdump_read kind;

    expect(dump != NULL && room != NULL);
    memcpy(dump, data, size);
    attrdump_start(&reader, dump, size, room);
    while ((kind = attrdump_next(&reader, &entry)) == ATTRDUMP_FILE || kind == ATTRDUMP_ATTRIBUTE)
        for (int form = ATTRDUMP_AUTO; form <= ATTRDUMP_BASE64; form++)
            check_again(kind, &entry, (enum attrdump_form)form);
    if (kind == ATTRDUMP_WRONG)
        expect(reader.wrong != NULL && reader.line > 0);
    free(dump);
    free(room);
    return 0;
}
