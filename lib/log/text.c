/* SPDX-License-Identifier: MIT */
/* Texts that grow. */
#include "log/text.h"

#include <stdlib.h>

#include "value/codec.h"
#include "value/number.h"
#include "value/quote.h"

char *log_text_room(struct log_text *text, size_t size)
{
    if (text->room - text->size < size) {
        size_t room = text->room < 512 ? 512 : text->room;
        while (room - text->size < size)
            room *= 2;
        char *grown = realloc(text->borrowed ? NULL : text->data, room);
        if (grown == NULL) {
            text->failed = true;
            return NULL;
        }
        if (text->borrowed)
            memcpy(grown, text->data, text->size);
        text->borrowed = false;
        text->data = grown;
        text->room = room;
    }
    return text->data + text->size;
}

void log_text_add(struct log_text *text, const char *data, size_t size)
{
    char *to = size > 0 ? log_text_room(text, size) : NULL;

    if (to == NULL)
        return;
    memcpy(to, data, size);
    text->size += size;
}

void log_text_char(struct log_text *text, char byte)
{
    log_text_add(text, &byte, 1);
}

void log_text_put(struct log_text *text, const char *string)
{
    log_text_add(text, string, strlen(string));
}

void log_text_word(struct log_text *text, struct word word)
{
    log_text_add(text, word.data, word.size);
}

void log_text_int(struct log_text *text, int64_t value)
{
    char number[NUMBER_ROOM];

    log_text_add(text, number, int_write(number, value));
}

static void add_hex(struct log_text *text, const char *prefix, unsigned value, int digits)
{
    log_text_put(text, prefix);
    while (digits-- > 0)
        log_text_char(text, "0123456789abcdef"[value >> (4 * digits) & 15]);
}

/* A character of repr() that does not stand for itself; its bytes, 0 for one that does. */
static size_t escape_repr(struct log_text *text, struct word rest, char quote, bool ascii)
{
    unsigned char byte = (unsigned char)rest.data[0];
    size_t size = utf8_length(rest.data, rest.size);

    if (byte == '\\' || (char)byte == quote) {
        log_text_char(text, '\\');
        log_text_char(text, (char)byte);
        return 1;
    }
    if (byte == '\n' || byte == '\r' || byte == '\t') {
        log_text_put(text, byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t");
        return 1;
    }
    if (size == 0)
        add_hex(text, "\\udc", byte, 2);
    else if (visible_length(rest.data, rest.size) > 0 && (size == 1 || !ascii))
        return 0;
    else {
        uint32_t character = utf8_read(rest.data, &size);
        if (character < 0x100)
            add_hex(text, "\\x", character, 2);
        else if (character < 0x10000)
            add_hex(text, "\\u", character, 4);
        else
            add_hex(text, "\\U", character, 8);
    }
    return size > 0 ? size : 1;
}

void log_text_repr(struct log_text *text, struct word word, bool ascii)
{
    bool single = word.size > 0 && memchr(word.data, '\'', word.size) != NULL;
    char quote = single && memchr(word.data, '"', word.size) == NULL ? '"' : '\'';

    log_text_char(text, quote);
    for (size_t i = 0; i < word.size;) {
        struct word rest = {word.data + i, word.size - i};
        size_t taken = escape_repr(text, rest, quote, ascii);
        if (taken == 0) {
            taken = utf8_length(rest.data, rest.size);
            log_text_add(text, rest.data, taken);
        }
        i += taken;
    }
    log_text_char(text, quote);
}

void log_text_json(struct log_text *text, struct word word)
{
    size_t start = 0, i = 0;
    char escape[JSON_ESCAPE_ROOM];

    log_text_char(text, '"');
    while (i < word.size) {
        size_t length = json_length(word.data + i, word.size - i);
        if (length > 0) {
            i += length;
            continue;
        }
        log_text_add(text, word.data + start, i - start);
        log_text_add(text, escape, json_escape(escape, word.data + i, word.size - i, &length));
        start = i += length;
    }
    log_text_add(text, word.data + start, word.size - start);
    log_text_char(text, '"');
}

void log_text_free(struct log_text *text)
{
    if (!text->borrowed)
        free(text->data);
    *text = (struct log_text){0};
}

void log_text_value(struct log_text *text, const struct json *value)
{
    static const char *const words[] = {[JSON_NULL] = "null", [JSON_FALSE] = "false", [JSON_TRUE] = "true"};
    bool object = value->kind == JSON_OBJECT;

    if (value->kind < JSON_NUMBER)
        log_text_put(text, words[value->kind]);
    else if (value->kind == JSON_NUMBER)
        log_text_word(text, value->text);
    else if (value->kind == JSON_STRING)
        log_text_json(text, value->text);
    else {
        log_text_char(text, object ? '{' : '[');
        for (const struct json *item = value->first; item != NULL; item = item->next) {
            if (item != value->first)
                log_text_char(text, ',');
            if (object) {
                log_text_json(text, item->name);
                log_text_char(text, ':');
            }
            log_text_value(text, item);
        }
        log_text_char(text, object ? '}' : ']');
    }
}

struct word log_json_word(const struct json *value, struct arena *arena)
{
    struct log_text text = {0};

    if (value->kind == JSON_STRING)
        return value->text;
    log_text_value(&text, value);
    char *copy = text.failed ? NULL : arena_copy(arena, text.data, text.size);
    struct word word = {copy, copy != NULL ? text.size : 0};
    log_text_free(&text);
    return word;
}
