/* SPDX-License-Identifier: MIT */
/* A text that grows while it is written. A failed allocation sets `failed`, which is checked once, at the end. */
#ifndef XOS_LOG_TEXT_H
#define XOS_LOG_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "value/json.h"

struct log_text {
    char *data; /* from malloc: log_text_free */
    size_t size, room;
    bool borrowed; /* data is the caller's memory, with which the text began */
    bool failed;   /* memory ran out: the text is not complete */
};

/* Appends. */
void log_text_add(struct log_text *text, const char *data, size_t size);
void log_text_char(struct log_text *text, char byte);
void log_text_put(struct log_text *text, const char *string);
void log_text_word(struct log_text *text, struct word word);
void log_text_int(struct log_text *text, int64_t value);

/* Appends the string that Python's repr() (ascii: ascii()) gives of a str: in quotes, with escapes. */
void log_text_repr(struct log_text *text, struct word word, bool ascii);

/* Appends a JSON string with its quotes; a byte that is not part of valid UTF-8 becomes \udcXX (PEP 383). */
void log_text_json(struct log_text *text, struct word word);

/* Appends a value as JSON. */
void log_text_value(struct log_text *text, const struct json *value);

/* A value as a word: a string's bytes, else its JSON, in the arena. data is NULL when memory is out. */
struct word log_json_word(const struct json *value, struct arena *arena);

/* Reserves memory for size more bytes. Returns where to write them, or NULL. The caller adds the number of bytes that
 * it has written to text->size. */
char *log_text_room(struct log_text *text, size_t size);

void log_text_free(struct log_text *text);

#endif
