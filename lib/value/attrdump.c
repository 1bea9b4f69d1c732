/* SPDX-License-Identifier: MIT */
/* Dumps of extended attributes, read strictly. */
#include "value/attrdump.h"

#include <string.h>

#include "value/ascii.h"
#include "value/encode.h"
#include "value/quote.h"

static const char header[] = ATTRDUMP_FILE_LINE;

/* Reads \ and three octal digits at text into *byte. */
static bool read_octal(const char *text, size_t size, char *byte)
{
    unsigned value = 0;

    if (size < 4 || text[0] != '\\')
        return false;
    for (int i = 1; i < 4; i++) {
        if (text[i] < '0' || text[i] > '7')
            return false;
        value = value * 8 + (unsigned)(text[i] - '0');
    }
    *byte = (char)value;
    return value <= 0xff;
}

static const char bad_escape[] = "a backslash without three octal digits";

/* Decodes octal escapes, and with quotes also the escapes of quoted text. */
static const char *unescape(struct word text, bool quotes, char *bytes, size_t *size)
{
    *size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        size_t left = text.size - i;
        if (byte == '"' && quotes)
            return "a double quote inside the text";
        if (byte == '\\') {
            if (quotes && left > 1 && (text.data[i + 1] == '\\' || text.data[i + 1] == '"'))
                byte = text.data[++i];
            else if (read_octal(text.data + i, left, &byte))
                i += 3;
            else
                return bad_escape;
        }
        bytes[(*size)++] = byte;
    }
    return NULL;
}

/* True if the last quote closes the text: an even number of backslashes precedes it. */
static bool is_closed(struct word text)
{
    size_t backslashes = 0;

    while (backslashes + 2 < text.size && text.data[text.size - 2 - backslashes] == '\\')
        backslashes++;
    return text.size >= 2 && text.data[text.size - 1] == '"' && backslashes % 2 == 0;
}

static const char *read_encoded(struct word digits, bool hex, char *bytes, size_t *size)
{
    if (hex)
        return hex_read(digits.data, digits.size, bytes, size) ? NULL : "malformed hex";
    bool standard = digits.size % 4 == 0 && memchr(digits.data, '-', digits.size) == NULL &&
                    memchr(digits.data, '_', digits.size) == NULL;
    return standard && base64_read(digits.data, digits.size, bytes, size) ? NULL : "malformed base64";
}

const char *attrdump_read_value(struct word text, bool escapes, char *bytes, size_t *size)
{
    if (text.size > 0 && text.data[0] == '"')
        return is_closed(text) ? unescape((struct word){text.data + 1, text.size - 2}, true, bytes, size)
                               : "text without its closing double quote";
    if (text.size > 1 && text.data[0] == '0' && strchr("xXsS", text.data[1]) != NULL && text.data[1] != '\0') {
        struct word digits = {text.data + 2, text.size - 2};
        return read_encoded(digits, text.data[1] == 'x' || text.data[1] == 'X', bytes, size);
    }
    if (escapes)
        return unescape(text, false, bytes, size);
    memcpy(bytes, text.data, text.size);
    *size = text.size;
    return NULL;
}

void attrdump_start(struct attrdump_reader *reader, const char *dump, size_t size, char *room)
{
    *reader = (struct attrdump_reader){.at = dump, .end = dump + size, .room = room};
}

/* Takes the next line, without its end (also without a carriage return from another system). */
static struct word next_line(struct attrdump_reader *reader)
{
    const char *start = reader->at;
    const char *end = memchr(start, '\n', (size_t)(reader->end - start));

    reader->at = end != NULL ? end + 1 : reader->end;
    reader->line++;
    struct word line = {start, (size_t)((end != NULL ? end : reader->end) - start)};
    if (line.size > 0 && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

static enum attrdump_read is_wrong(struct attrdump_reader *reader, const char *what)
{
    reader->wrong = what;
    reader->at = reader->end;
    return ATTRDUMP_WRONG;
}

/* Copies a path or a name and a NUL byte to the reader's buffer. Returns a description of the error, or NULL. */
static const char *read_name(struct attrdump_reader *reader, struct word text, size_t *size)
{
    const char *wrong = unescape(text, false, reader->room, size);

    if (wrong != NULL)
        return wrong;
    reader->room[*size] = '\0';
    return memchr(reader->room, '\0', *size) != NULL ? "a NUL byte in a name" : NULL;
}

static enum attrdump_read read_file(struct attrdump_reader *reader, struct word line, struct attrdump_entry *entry)
{
    size_t size;
    struct word path = {line.data + sizeof header - 1, line.size - (sizeof header - 1)};
    const char *wrong = read_name(reader, path, &size);

    if (wrong == NULL && size == 0)
        wrong = "'# file:' without a path";
    if (wrong != NULL)
        return is_wrong(reader, wrong);
    reader->in_file = true;
    *entry = (struct attrdump_entry){.name = reader->room};
    return ATTRDUMP_FILE;
}

static enum attrdump_read read_attribute(struct attrdump_reader *reader, struct word line, struct attrdump_entry *entry)
{
    const char *equals = memchr(line.data, '=', line.size);
    size_t name_size, value_size;

    if (!reader->in_file)
        return is_wrong(reader, "an attribute without a '# file:' line before it");
    if (equals == NULL)
        return is_wrong(reader, "an attribute without a value");
    const char *wrong = read_name(reader, (struct word){line.data, (size_t)(equals - line.data)}, &name_size);
    if (wrong == NULL && (reader->room[0] == '.' || strchr(reader->room, '.') == NULL))
        wrong = "an attribute's name without a namespace";
    char *value = reader->room + name_size + 1;
    struct word text = {equals + 1, (size_t)(line.data + line.size - equals - 1)};
    if (wrong == NULL)
        wrong = attrdump_read_value(text, true, value, &value_size);
    if (wrong != NULL)
        return is_wrong(reader, wrong);
    *entry = (struct attrdump_entry){reader->room, value, value_size};
    return ATTRDUMP_ATTRIBUTE;
}

/* True for a malformed "# file:" line: its attributes would be assigned to the previous file. */
static bool is_broken_header(struct word line)
{
    size_t i = 1;

    while (i < line.size && ascii_is_blank(line.data[i]))
        i++;
    return line.size - i >= 4 && memcmp(line.data + i, "file", 4) == 0;
}

enum attrdump_read attrdump_next(struct attrdump_reader *reader, struct attrdump_entry *entry)
{
    while (reader->at < reader->end) {
        struct word line = next_line(reader);
        if (line.size == 0)
            reader->in_file = false;
        else if (line.size >= sizeof header - 1 && memcmp(line.data, header, sizeof header - 1) == 0)
            return read_file(reader, line, entry);
        else if (line.data[0] != '#')
            return read_attribute(reader, line, entry);
        else if (is_broken_header(line))
            return is_wrong(reader, "malformed '# file:' line");
    }
    return ATTRDUMP_END;
}
