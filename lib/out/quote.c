/* SPDX-License-Identifier: MIT */
/* Writes texts quoted for a shell, for JSON and for a terminal. */
#include "out/quote.h"

#include <string.h>

#include "out/out.h"
#include "value/ascii.h"

void quote_octal(struct out *out, char byte)
{
    unsigned char value = (unsigned char)byte;
    char digits[4] = {'\\', (char)('0' + (value >> 6)), (char)('0' + (value >> 3 & 7)), (char)('0' + (value & 7))};

    out_raw(out, digits, sizeof digits);
}

static void escape_visible(struct out *out, char byte)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */

    if (byte < 7 || byte > 13) {
        quote_octal(out, byte);
        return;
    }
    out_char(out, '\\');
    out_char(out, letters[byte - 7]);
}

void quote_visible(struct out *out, const char *data, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t length = visible_length(data + i, size - i);
        if (length == 0)
            escape_visible(out, data[i++]);
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

/* mark: what begins and ends a quoted word; inner: what stands for a single quote in it. */
static void quote_word(struct out *out, const char *data, size_t size, const char *mark, const char *inner)
{
    size_t bare = 0;

    while (bare < size && bare_in_shell(data[bare]))
        bare++;
    if (size > 0 && bare == size) {
        out_raw(out, data, size);
        return;
    }
    out_put(out, mark);
    for (size_t i = 0; i < size; i++)
        if (data[i] == '\'')
            out_put(out, inner);
        else
            out_char(out, data[i]);
    out_put(out, mark);
}

void quote_shell(struct out *out, const char *data, size_t size)
{
    quote_word(out, data, size, "'", "'\\''");
}

void quote_shell_again(struct out *out, const char *data, size_t size)
{
    quote_word(out, data, size, "'\\''", "'\\''\\'\\'''\\''");
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
