/* SPDX-License-Identifier: MIT */
/* Reads an incomplete line with the same lexer. */
#include "sh/prompt/cursor.h"

#include <string.h>

#include "sh/lang/lexer.h"
#include "value/ascii.h"

/* The text of a word: its bytes, and variables as they are written. */
static bool term_text(struct cursor *cursor, const struct term *term, struct word *word)
{
    size_t size = 0;

    for (const struct piece *piece = &term->first; piece != NULL; piece = piece->next)
        size += piece->text.size + 1;
    char *text = arena_alloc(&cursor->arena, size + 1), *at = text;
    if (text == NULL)
        return false;
    for (const struct piece *piece = &term->first; piece != NULL; piece = piece->next) {
        if (piece->kind == PIECE_VARIABLE)
            *at++ = '$';
        if (piece->text.size > 0)
            memcpy(at, piece->text.data, piece->text.size);
        at += piece->text.size;
    }
    *word = (struct word){text, (size_t)(at - text)};
    return true;
}

/* True for words that are followed by a command. */
static bool begins_command(const struct cursor *cursor, struct word word)
{
    static const char *const keywords[] = {"if", "else", "while", "fork", "forkpty", "defer", "try", "catch", "return"};

    if (cursor->count == 2 && word_is(word, "="))
        return true;
    if (cursor->count == 3 && word_is(cursor->words[0], "for") && word_is(word, "in"))
        return true;
    if (cursor->count != 1)
        return false;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (word_is(word, keywords[i]))
            return true;
    return word.size > 0 && word.data[0] == '@';
}

static void add_word(struct cursor *cursor, struct word word)
{
    if (cursor->count < CURSOR_WORDS)
        cursor->words[cursor->count++] = word;
    if (begins_command(cursor, word))
        cursor->count = 0;
}

/* Reads the word at the lexer. False for the last one, which is in cursor->last. */
static bool read_word(struct cursor *cursor, struct lexer *lexer)
{
    struct word word;

    cursor->start = (size_t)(lexer->at - cursor->text);
    cursor->last = (struct word){cursor->text + cursor->start, cursor->size - cursor->start};
    const struct term *term = lexer_term(lexer);
    if (term == NULL || !term_text(cursor, term, &word))
        return false;
    cursor->quote = lexer->open_quote;
    if (lexer->at == lexer->end) {
        cursor->last = word;
        return false;
    }
    add_word(cursor, word);
    return true;
}

/* Reads the statements from `from`. Returns the start of the last $( that is still open; NULL if there is none. */
static const char *read_from(struct cursor *cursor, const char *from, bool in_command)
{
    struct lexer lexer = {.arena = &cursor->arena};
    bool more = true;

    lexer_start(&lexer, from, (size_t)(cursor->text + cursor->size - from), 1);
    lexer.in_command = in_command;
    cursor->count = 0;
    while (more) {
        bool ended = lexer_at_end(&lexer);
        if (lexer.at == lexer.end) {
            cursor->start = cursor->size;
            cursor->last = (struct word){"", 0};
            break;
        }
        if (!ended)
            more = read_word(cursor, &lexer);
        else if (*lexer.at == '\n')
            lexer_newline(&lexer);
        else
            lexer.at++;
        if (ended)
            cursor->count = 0;
    }
    const char *inner = lexer.incomplete ? lexer.inner : NULL;
    lexer_free(&lexer);
    return inner;
}

bool cursor_read(struct cursor *cursor, const char *text, size_t size)
{
    char *copy;

    *cursor = (struct cursor){.size = size};
    arena_init(&cursor->arena, NULL, 0);
    copy = arena_copy(&cursor->arena, text, size);
    if (copy == NULL)
        return false;
    cursor->text = copy;
    for (const char *from = copy; from != NULL;)
        from = read_from(cursor, from, from != copy);
    return true;
}

void cursor_free(struct cursor *cursor)
{
    arena_clear(&cursor->arena);
}

static bool in_name(char byte)
{
    return ascii_in_name(byte, false) || byte == '.';
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
