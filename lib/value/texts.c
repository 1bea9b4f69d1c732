/* SPDX-License-Identifier: MIT */
/* Reads the compressed texts. Each ends with two NULs. A named text is stored as its name's number from 1, the text and
 * a NUL. */
#include "value/texts.h"

#include <string.h>

#include "value/format.h"

static const unsigned char packed[] = {
#include "texts_packed.h"
};

static void start(struct texts_reader *reader, char *window)
{
    unpack_start(&reader->unpack, packed);
    reader->number = 1;
    reader->at = 0;
    reader->window = window;
}

void texts_start(struct texts *texts)
{
    start(&texts->reader, texts->window);
}

/* Returns the byte at that place, decoded. */
static char byte_at(struct texts_reader *reader, size_t at)
{
    unpack_more(&reader->unpack, reader->window, at + 1);
    return reader->window[at];
}

/* Returns where the text that begins at at has its two NULs. */
static size_t end_of(struct texts_reader *reader, size_t at)
{
    while (byte_at(reader, at) != '\0' || byte_at(reader, at + 1) != '\0')
        at++;
    return at;
}

static void step_back(struct texts_reader *reader)
{
    size_t at = reader->at - 2;

    while (at > 0 && (at == 1 || reader->window[at - 1] != '\0' || reader->window[at - 2] != '\0'))
        at--;
    reader->at = at;
    reader->number--;
}

static const char *read_text(struct texts_reader *reader, unsigned number)
{
    while (reader->number > number)
        step_back(reader);
    for (; reader->number < number; reader->number++)
        reader->at = end_of(reader, reader->at) + 2;
    end_of(reader, reader->at);
    return reader->window + reader->at;
}

const char *text_read(struct texts *texts, unsigned number)
{
    return number == 0 ? NULL : read_text(&texts->reader, number);
}

struct named_texts texts_read(struct texts *texts, unsigned number)
{
    struct named_texts named = {0};
    const char **members[] = {
#define TEXT_MEMBER(name) &named.name,
        TEXT_NAMES(TEXT_MEMBER)
#undef TEXT_MEMBER
    };

    for (const char *at = text_read(texts, number); at != NULL && *at != '\0'; at += strlen(at) + 1) {
        size_t name = (unsigned char)*at++;
        *members[name - 1] = at;
    }
    return named;
}

#ifdef STATIC_PROGRAM

void message_format(char *text, size_t size, message_text message, va_list args)
{
    struct texts_reader reader;
    char window[MESSAGES_SIZE];

    start(&reader, window);
    format_args(text, size, read_text(&reader, message), args);
}

#else

void message_format(char *text, size_t size, message_text message, va_list args)
{
    format_args(text, size, message, args);
}

#endif
