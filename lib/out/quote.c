/* SPDX-License-Identifier: MIT */
/* Writes texts quoted for a shell, for JSON and for a terminal. */
#include "out/quote.h"

#include <string.h>

#include "out/out.h"
#include "value/ascii.h"

static void escape_visible(struct out *out, unsigned char byte)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */

    out_char(out, '\\');
    if (byte >= 7 && byte <= 13) {
        out_char(out, letters[byte - 7]);
        return;
    }
    out_char(out, (char)('0' + (byte >> 6)));
    out_char(out, (char)('0' + (byte >> 3 & 7)));
    out_char(out, (char)('0' + (byte & 7)));
}

void quote_visible(struct out *out, const char *data, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t length = visible_length(data + i, size - i);
        if (length == 0)
            escape_visible(out, (unsigned char)data[i++]);
        else {
            out_raw(out, data + i, length);
            i += length;
        }
    }
}

static bool bare_in_shell(char byte)
{
    return ascii_is_alnum(byte) || (byte != '\0' && strchr("_-./:,+@%=", byte) != NULL);
}

void quote_shell(struct out *out, const char *data, size_t size)
{
    size_t bare = 0;

    while (bare < size && bare_in_shell(data[bare]))
        bare++;
    if (size > 0 && bare == size) {
        out_raw(out, data, size);
        return;
    }
    out_char(out, '\'');
    for (size_t i = 0; i < size; i++)
        if (data[i] == '\'')
            out_put(out, "'\\''");
        else
            out_char(out, data[i]);
    out_char(out, '\'');
}

void quote_json(struct out *out, const char *data, size_t size)
{
    size_t start = 0, i = 0;
    char escape[JSON_ESCAPE_ROOM];

    out_char(out, '"');
    while (i < size) {
        size_t length = json_length(data + i, size - i);
        if (length > 0) {
            i += length;
            continue;
        }
        out_raw(out, data + start, i - start);
        out_raw(out, escape, json_escape(escape, data + i, size - i, &length));
        start = i += length;
    }
    out_raw(out, data + start, size - start);
    out_char(out, '"');
}
