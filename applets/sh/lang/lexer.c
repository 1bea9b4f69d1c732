/* SPDX-License-Identifier: MIT */
/* The lexer's place in the text, its failures with line and column, blanks and names. lexer_words.c reads words. */
#include "sh/lang/lexer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sh/lang/lexer_parts.h"
#include "value/format.h"
#include "value/texts.h"

TEXTS_OF(lang_lexer);

size_t name_length(const char *at, const char *end)
{
    const char *start = at;

    if (at == end || !is(*at, NAME_START))
        return 0;
    while (at < end && is(*at, NAME))
        at++;
    return (size_t)(at - start);
}

bool is_name(struct word text)
{
    return text.size > 0 && name_length(text.data, text.data + text.size) == text.size;
}

bool next_part(struct word *text, struct word *part)
{
    if (text->size == 0)
        return false;
    const char *dot = memchr(text->data, '.', text->size);
    size_t size = dot != NULL ? (size_t)(dot - text->data) : text->size;
    *part = (struct word){text->data, size};
    size += dot != NULL;
    *text = (struct word){text->data + size, text->size - size};
    return true;
}

void lexer_start(struct lexer *lexer, const char *text, size_t size, unsigned long line)
{
    struct lexer old = *lexer;

    *lexer = (struct lexer){.text = text,
                            .at = text,
                            .end = text + size,
                            .line = line,
                            .arena = old.arena,
                            .plain_dollar = old.plain_dollar,
                            .scratch = old.scratch,
                            .scratch_size = old.scratch_size};
}

void lexer_free(struct lexer *lexer)
{
    free(lexer->scratch);
    *lexer = (struct lexer){0};
}

bool lexer_failed(const struct lexer *lexer)
{
    return lexer->no_memory || lexer->message[0] != '\0';
}

/* The line of `place`, which is not after `at`. */
static unsigned long line_of(const struct lexer *lexer, const char *place)
{
    unsigned long line = lexer->line;

    for (const char *at = place; at < lexer->at; at++)
        line -= *at == '\n';
    return line;
}

/* The column of `place`, counted in characters from 1. */
static unsigned long column_of(const struct lexer *lexer, const char *place)
{
    unsigned long column = 1;

    for (const char *at = place; at > lexer->text && at[-1] != '\n'; at--)
        column += (at[-1] & 0xc0) != 0x80;
    return column;
}

static void record(struct lexer *lexer, const char *place, message_text message, va_list args)
{
    if (lexer_failed(lexer))
        return;
    lexer->message_line = line_of(lexer, place);
    size_t used = format_text(lexer->message, sizeof lexer->message, "column %lu: ", column_of(lexer, place));
    message_format(lexer->message + used, sizeof lexer->message - used, message, args);
}

bool lexer_refuse_message(struct lexer *lexer, const char *at, message_text message, ...)
{
    va_list args;

    va_start(args, message);
    record(lexer, at, message, args);
    va_end(args);
    return false;
}

bool lexer_ends_early_message(struct lexer *lexer, const char *at, message_text message, ...)
{
    va_list args;

    if (!lexer_failed(lexer))
        lexer->incomplete = true;
    va_start(args, message);
    record(lexer, at, message, args);
    va_end(args);
    return false;
}

void *lexer_alloc(struct lexer *lexer, size_t size)
{
    void *memory = arena_alloc(lexer->arena, size);

    if (memory == NULL)
        lexer->no_memory = true;
    return memory;
}

void lexer_newline(struct lexer *lexer)
{
    lexer->at++;
    lexer->line++;
}

void lexer_blanks(struct lexer *lexer)
{
    while (lexer->at < lexer->end)
        if (is(*lexer->at, BLANK))
            lexer->at++;
        else if (*lexer->at == '\\' && lexer->end - lexer->at > 1 && lexer->at[1] == '\n') {
            lexer->at++;
            lexer_newline(lexer);
        } else
            break;
}

bool lexer_at_end(struct lexer *lexer)
{
    if (lexer->at < lexer->end && is(*lexer->at, NAME))
        return false;
    lexer_blanks(lexer);
    if (lexer->at < lexer->end && *lexer->at == '#') {
        const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
        lexer->at = newline != NULL ? newline : lexer->end;
    }
    return lexer->at == lexer->end || *lexer->at == '\n' || *lexer->at == ';' ||
           (*lexer->at == ')' && lexer->in_command);
}
