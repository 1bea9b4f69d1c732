/* SPDX-License-Identifier: MIT */
/* Fuzz target: whatever bytes a result holds, JSON stays valid UTF-8 on one line, the shell's quoting gives the bytes
 * back, what is shown to eyes has no control character, and hex and base64 decode to what was encoded. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "value/arena.h"
#include "out/encode.h"
#include "out/out.h"
#include "out/quote.h"

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* Undoes quote_shell: quotes off, '\'' to '. The length. */
static size_t unquote(const char *text, size_t size, char *plain)
{
    size_t length = 0;
    bool quoted = false;

    for (size_t i = 0; i < size; i++)
        if (text[i] == '\'')
            quoted = !quoted;
        else if (text[i] == '\\' && !quoted)
            plain[length++] = text[++i];
        else
            plain[length++] = text[i];
    expect(!quoted);
    return length;
}

static void start(struct out *out, char *room, size_t size)
{
    out_init(out, &out_json, -1, room, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    enum { MOST = 4096 };
    static char room[MOST * 8 + 64], plain[MOST * 8 + 64];
    const char *data = (const char *)bytes;
    struct out out;
    size_t length;

    if (size > MOST)
        return 0;
    start(&out, room, sizeof room);
    quote_json(&out, data, size);
    expect(is_text(room, out.used) && memchr(room, '\n', out.used) == NULL);

    start(&out, room, sizeof room);
    quote_shell(&out, data, size);
    expect(unquote(room, out.used, plain) == size && memcmp(plain, data, size) == 0);

    start(&out, room, sizeof room);
    quote_visible(&out, data, size);
    expect(!has_control(room, out.used));

    start(&out, room, sizeof room);
    hex_write(&out, data, size);
    expect(hex_read(room, out.used, plain, &length) && length == size && memcmp(plain, data, size) == 0);

    start(&out, room, sizeof room);
    base64_write(&out, base64_alphabet, data, size);
    expect(base64_read(room, out.used, plain, &length) && length == size && memcmp(plain, data, size) == 0);
    return 0;
}
