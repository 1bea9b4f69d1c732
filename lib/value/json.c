/* SPDX-License-Identifier: MIT */
/* Reading JSON. */
#include "value/json.h"

#include <errno.h>
#include <string.h>

#include "value/codec.h"
#include "value/number.h"

struct reader {
    struct arena *arena;
    const char *start, *at, *end;
    const char *what; /* what was wrong at `at`; NULL after -ENOMEM */
    int depth;
};

static int read_value(struct reader *reader, struct json *value);

static int refuse(struct reader *reader, const char *what)
{
    reader->what = what;
    return -EINVAL;
}

/* The next byte; NUL, which is not JSON, at the end. */
static char peek(const struct reader *reader)
{
    return reader->at < reader->end ? *reader->at : '\0';
}

static void skip_blanks(struct reader *reader)
{
    while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\r' || peek(reader) == '\n')
        reader->at++;
}

/* Skips blanks, and the byte if it is next. */
static bool take(struct reader *reader, char byte)
{
    skip_blanks(reader);
    if (peek(reader) != byte || reader->at == reader->end)
        return false;
    reader->at++;
    return true;
}

static bool take_word(struct reader *reader, const char *word)
{
    size_t size = strlen(word);

    if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, word, size) != 0)
        return false;
    reader->at += size;
    return true;
}

/* The four hexadecimal digits of \uXXXX; -1 if they are not there. */
static int read_hex(struct reader *reader)
{
    int code = 0;

    for (int i = 0; i < 4; i++, reader->at++) {
        int digit = digit_value(peek(reader));
        if (digit > 15)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/* An escape \uXXXX whose `u` has been read. The end of what was written at `to`, or NULL. */
static char *read_unicode(struct reader *reader, char *to)
{
    int code = read_hex(reader), low;

    if (code < 0)
        return NULL;
    if (code >= 0xdc80 && code <= 0xdcff) {
        *to = (char)(code & 0xff);
        return to + 1;
    }
    if (code >= 0xd800 && code <= 0xdbff) {
        if (!take_word(reader, "\\u") || (low = read_hex(reader)) < 0xdc00 || low > 0xdfff)
            return NULL;
        code = 0x10000 + ((code - 0xd800) << 10) + low - 0xdc00;
    } else if (code >= 0xdc00 && code <= 0xdfff) {
        return NULL;
    }
    return to + utf8_write(to, (uint32_t)code);
}

/* An escape whose backslash has been read. The end of what was written at `to`, or NULL. */
static char *read_escape(struct reader *reader, char *to)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = peek(reader);

    if (letter == '\0')
        return NULL;
    reader->at++;
    if (letter == 'u')
        return read_unicode(reader, to);
    const char *found = strchr(letters, letter);
    if (found == NULL)
        return NULL;
    *to = bytes[found - letters];
    return to + 1;
}

/* The bytes up to the closing quote, decoded into memory of the arena; no escape is shorter than what it stands for. */
static int read_string(struct reader *reader, struct word *text)
{
    const char *close = reader->at;

    while (close < reader->end && *close != '"')
        close += *close == '\\' && reader->end - close > 1 ? 2 : 1;
    char *copy = arena_alloc(reader->arena, (size_t)(close - reader->at) + 1), *to = copy;
    if (copy == NULL)
        return -ENOMEM;
    while (reader->at < reader->end && *reader->at != '"') {
        if ((unsigned char)*reader->at < 0x20)
            return refuse(reader, "a control character in a string");
        if (*reader->at != '\\') {
            *to++ = *reader->at++;
            continue;
        }
        reader->at++;
        if ((to = read_escape(reader, to)) == NULL)
            return refuse(reader, "an invalid escape");
    }
    if (!take(reader, '"'))
        return refuse(reader, "a string without its closing quote");
    *text = (struct word){copy, (size_t)(to - copy)};
    return 0;
}

static bool take_digits(struct reader *reader)
{
    const char *start = reader->at;

    while (peek(reader) >= '0' && peek(reader) <= '9')
        reader->at++;
    return reader->at > start;
}

static bool take_number(struct reader *reader)
{
    reader->at += peek(reader) == '-';
    if (!take_word(reader, "0") && !take_digits(reader))
        return false;
    if (take_word(reader, ".") && !take_digits(reader))
        return false;
    if (!take_word(reader, "e") && !take_word(reader, "E"))
        return true;
    reader->at += peek(reader) == '+' || peek(reader) == '-';
    return take_digits(reader);
}

static int read_number(struct reader *reader, struct json *value)
{
    const char *start = reader->at;

    if (!take_number(reader)) {
        reader->at = start;
        return refuse(reader, "expected a value");
    }
    size_t size = (size_t)(reader->at - start);
    char *copy = arena_copy(reader->arena, start, size);
    if (copy == NULL)
        return -ENOMEM;
    value->kind = JSON_NUMBER;
    value->text = (struct word){copy, size};
    return 0;
}

/* The name and colon in front of a member. */
static int read_name(struct reader *reader, struct word *name)
{
    if (!take(reader, '"'))
        return refuse(reader, "expected a name in double quotes");
    int result = read_string(reader, name);
    if (result == 0 && !take(reader, ':'))
        return refuse(reader, "expected ':'");
    return result;
}

/* The items or members up to `close`, the opening bracket having been read. */
static int read_items(struct reader *reader, struct json *parent, char close)
{
    struct json **link = &parent->first;

    if (take(reader, close))
        return 0;
    do {
        struct json *item = arena_alloc(reader->arena, sizeof *item);
        if (item == NULL)
            return -ENOMEM;
        int result = parent->kind == JSON_OBJECT ? read_name(reader, &item->name) : 0;
        if (result == 0)
            result = read_value(reader, item);
        if (result < 0)
            return result;
        *link = item;
        link = &item->next;
        parent->count++;
    } while (take(reader, ','));
    if (take(reader, close))
        return 0;
    return refuse(reader, close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
}

static int read_nested(struct reader *reader, struct json *value, enum json_kind kind, char close)
{
    if (reader->depth == JSON_DEPTH)
        return refuse(reader, "nested too deep");
    value->kind = kind;
    reader->depth++;
    int result = read_items(reader, value, close);
    reader->depth--;
    return result;
}

static int read_value(struct reader *reader, struct json *value)
{
    skip_blanks(reader);
    value->offset = (size_t)(reader->at - reader->start);
    if (take(reader, '{'))
        return read_nested(reader, value, JSON_OBJECT, '}');
    if (take(reader, '['))
        return read_nested(reader, value, JSON_ARRAY, ']');
    if (take(reader, '"')) {
        value->kind = JSON_STRING;
        return read_string(reader, &value->text);
    }
    if (take_word(reader, "null"))
        value->kind = JSON_NULL;
    else if (take_word(reader, "true"))
        value->kind = JSON_TRUE;
    else if (take_word(reader, "false"))
        value->kind = JSON_FALSE;
    else
        return read_number(reader, value);
    return 0;
}

int json_read(struct arena *arena, struct word text, const struct json **value, struct json_error *error)
{
    struct reader reader = {.arena = arena, .start = text.data, .at = text.data, .end = text.data + text.size};
    struct json *root = arena_alloc(arena, sizeof *root);

    if (root == NULL)
        return -ENOMEM;
    int result = read_value(&reader, root);
    skip_blanks(&reader);
    if (result == 0 && reader.at < reader.end)
        result = refuse(&reader, "text after the value");
    *value = root;
    *error = (struct json_error){(size_t)(reader.at - reader.start), reader.what};
    return result;
}

const struct json *json_member(const struct json *value, const char *name)
{
    const struct json *found = NULL;

    if (value->kind != JSON_OBJECT)
        return NULL;
    for (const struct json *member = value->first; member != NULL; member = member->next)
        if (word_is(member->name, name))
            found = member;
    return found;
}

struct word json_scalar(const struct json *value)
{
    switch (value->kind) {
    case JSON_NULL:
        return word_of("null");
    case JSON_TRUE:
        return word_of("true");
    case JSON_FALSE:
        return word_of("false");
    default:
        return value->text;
    }
}
