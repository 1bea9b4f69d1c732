/* SPDX-License-Identifier: MIT */
/* Reading a line that is not finished. */
#include "sh/prompt/cursor.h"

#include <stdlib.h>
#include <string.h>

/* The line as it is taken apart; out is where words go without their quotes. */
struct scan {
    struct cursor *cursor;
    size_t at;
    char *out, *word;
    bool in_word;
};

static void begin_word(struct scan *scan)
{
    if (scan->in_word)
        return;
    scan->in_word = true;
    scan->word = scan->out;
    scan->cursor->start = scan->at;
}

static void end_word(struct scan *scan)
{
    struct cursor *cursor = scan->cursor;

    if (!scan->in_word)
        return;
    scan->in_word = false;
    struct word word = {scan->word, (size_t)(scan->out - scan->word)};
    *scan->out++ = '\0';
    if (cursor->count < CURSOR_WORDS)
        cursor->words[cursor->count++] = word;
    bool assigns = cursor->count == 2 && word_is(word, "=");
    bool forks = cursor->count == 1 && (word_is(word, "fork") || word_is(word, "forkpty"));
    bool names = cursor->count == 1 && word.size > 0 && word.data[0] == '@';
    if (assigns || forks || names)
        cursor->count = 0;
}

static void take_quoted(struct scan *scan, char byte)
{
    struct cursor *cursor = scan->cursor;

    if (byte == cursor->quote)
        cursor->quote = 0;
    else if (byte == '\\' && cursor->quote == '"' && scan->at + 1 < cursor->size)
        *scan->out++ = cursor->text[++scan->at];
    else
        *scan->out++ = byte;
}

static void take(struct scan *scan, char byte)
{
    struct cursor *cursor = scan->cursor;

    if (byte == ' ' || byte == '\t' || byte == ';') {
        end_word(scan);
        if (byte == ';')
            cursor->count = 0;
        return;
    }
    begin_word(scan);
    if (byte == '\'' || byte == '"')
        cursor->quote = byte;
    else if (byte == '\\' && scan->at + 1 < cursor->size)
        *scan->out++ = cursor->text[++scan->at];
    else
        *scan->out++ = byte;
}

bool cursor_read(struct cursor *cursor, const char *text, size_t size)
{
    struct scan scan = {.cursor = cursor};

    *cursor = (struct cursor){.text = text, .size = size, .memory = malloc(2 * size + 2)};
    if (cursor->memory == NULL)
        return false;
    for (scan.out = cursor->memory; scan.at < size; scan.at++)
        if (cursor->quote != 0)
            take_quoted(&scan, text[scan.at]);
        else
            take(&scan, text[scan.at]);
    begin_word(&scan);
    *scan.out = '\0';
    cursor->last = (struct word){scan.word, (size_t)(scan.out - scan.word)};
    return true;
}

void cursor_free(struct cursor *cursor)
{
    free(cursor->memory);
}

static bool in_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '.';
}

size_t cursor_variable(const struct cursor *cursor)
{
    size_t at = cursor->size;

    while (at > cursor->start && in_name(cursor->text[at - 1]))
        at--;
    if (at > cursor->start + 1 && cursor->text[at - 1] == '{')
        at--;
    bool found = at > cursor->start && cursor->text[at - 1] == '$' && cursor->quote != '\'';
    if (!found || (at > cursor->start + 1 && cursor->text[at - 2] == '\\'))
        return cursor->size;
    return at;
}
