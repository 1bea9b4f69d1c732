/* SPDX-License-Identifier: MIT */
/* Writes texts quoted for a shell, for JSON and for a terminal. */
#include "out/quote.h"

#include <string.h>

#include "out/out.h"

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
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (byte != '\0' && strchr("_-./:,+@%=", byte) != NULL);
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

/* Escapes the character at data that would not show as itself, or the byte that is none; the bytes it took. */
static size_t escape_json(struct out *out, const char *data, size_t size)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr";     /* 8 to 13 */
    bool control = utf8_length(data, size) == 2; /* U+0080 to U+009F, whose number is the second byte */
    unsigned char byte = (unsigned char)data[control];

    out_char(out, '\\');
    if (byte == '"' || byte == '\\')
        out_char(out, (char)byte);
    else if (byte >= 8 && byte <= 13 && letters[byte - 8] != '\0')
        out_char(out, letters[byte - 8]);
    else {
        out_put(out, byte >= 0x80 && !control ? "udc" : "u00");
        out_char(out, hex[byte >> 4]);
        out_char(out, hex[byte & 15]);
    }
    return control ? 2 : 1;
}

void quote_json(struct out *out, const char *data, size_t size)
{
    size_t start = 0, i = 0;

    out_char(out, '"');
    while (i < size) {
        size_t length = data[i] == '"' || data[i] == '\\' ? 0 : visible_length(data + i, size - i);
        if (length > 0) {
            i += length;
            continue;
        }
        out_raw(out, data + start, i - start);
        start = i += escape_json(out, data + i, size - i);
    }
    out_raw(out, data + start, size - start);
    out_char(out, '"');
}
