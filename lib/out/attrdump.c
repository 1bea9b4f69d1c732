/* SPDX-License-Identifier: MIT */
/* Writes dumps of extended attributes in the form of getfattr(1). */
#include "out/attrdump.h"

#include <string.h>

#include "out/encode.h"
#include "out/out.h"
#include "out/quote.h"

static const char header[] = ATTRDUMP_FILE_LINE;

/* Size in bytes of the character at data if it is shown unescaped; else 0. */
static size_t shown_length(const char *data, size_t size)
{
    size_t length = utf8_length(data, size);

    return length == 0 || has_control(data, length) ? 0 : length;
}

/* Writes a path or a name: special bytes and backslashes are escaped; on a terminal also everything not printable. */
static void put_escaped(struct out *out, const char *text, const char *special)
{
    bool on_terminal = out_is_tty(out);
    size_t size = strlen(text);

    for (size_t i = 0, length; i < size; i += length) {
        length = on_terminal ? shown_length(text + i, size - i) : 1;
        if (length == 0 || strchr(special, text[i]) != NULL) {
            quote_octal(out, text[i]);
            length = 1;
        } else
            out_raw(out, text + i, length);
    }
}

static bool is_control(char byte)
{
    return ((unsigned char)byte < 0x20 && byte != '\t') || byte == 0x7f;
}

/* Text that a reader can read: UTF-8 whose only control characters are blanks, line ends and a closing NUL. */
static bool is_readable(const char *value, size_t size)
{
    if (size > 0 && value[size - 1] == '\0')
        size--;
    for (size_t i = 0, length; i < size; i += length) {
        length = utf8_length(value + i, size - i);
        if (length == 0 || (is_control(value[i]) && value[i] != '\n' && value[i] != '\r'))
            return false;
        if (length == 2 && (unsigned char)value[i] == 0xc2 && (unsigned char)value[i + 1] < 0xa0)
            return false;
    }
    return true;
}

static void put_text(struct out *out, const char *value, size_t size)
{
    bool on_terminal = out_is_tty(out);
    size_t start = 0;

    out_char(out, '"');
    for (size_t i = 0, length; i < size; i += length) {
        bool quoted = value[i] == '"' || value[i] == '\\';
        length = on_terminal ? shown_length(value + i, size - i) : 1;
        if (length > 0 && !quoted && !is_control(value[i]))
            continue;
        out_raw(out, value + start, i - start);
        length = 1;
        start = i + 1;
        if (quoted) {
            out_char(out, '\\');
            out_char(out, value[i]);
        } else
            quote_octal(out, value[i]);
    }
    out_raw(out, value + start, size - start);
    out_char(out, '"');
}

void attrdump_put_value(struct out *out, const char *value, size_t size, enum attrdump_form form)
{
    if (form == ATTRDUMP_AUTO)
        form = is_readable(value, size) ? ATTRDUMP_TEXT : ATTRDUMP_BASE64;
    if (form == ATTRDUMP_TEXT) {
        put_text(out, value, size);
        return;
    }
    out_put(out, form == ATTRDUMP_HEX ? "0x" : "0s");
    if (form == ATTRDUMP_HEX)
        hex_write(out, value, size);
    else
        base64_write(out, base64_alphabet, value, size);
}

void attrdump_put_file(struct out *out, const char *path)
{
    out_raw(out, header, sizeof header - 1);
    put_escaped(out, path, "\n\r\\");
    out_char(out, '\n');
}

void attrdump_put_attribute(struct out *out, const char *name, const char *value, size_t size, enum attrdump_form form)
{
    put_escaped(out, name, "=\n\r\\");
    out_char(out, '=');
    attrdump_put_value(out, value, size, form);
    out_char(out, '\n');
}

void attrdump_put_name(struct out *out, const char *name)
{
    put_escaped(out, name, "=\n\r\\");
    out_char(out, '\n');
}
