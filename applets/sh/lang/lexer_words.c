/* SPDX-License-Identifier: MIT */
/* Reads words. The bytes of a piece are collected in scratch memory, and copied to the arena when the piece is
 * complete. No quoted form is shorter than its value, so scratch memory as large as the text is enough. */
#include "sh/lang/lexer.h"

#include <stdlib.h>
#include <string.h>

#include "sh/lang/lexer_parts.h"
#include "sh/lang/parse.h"
#include "value/codec.h"
#include "value/number.h"

TEXTS_OF(lang_lexer_words);

/* The state of reading a word. */
struct scan {
    struct lexer *lexer;
    struct term *term;
    struct piece **link; /* where to link the next piece; NULL while the word has none */
    char *out;           /* after the last byte in scratch */
    bool empty;          /* quotes were seen, so that a word may be empty */
    unsigned commands;   /* lexer->commands at its beginning */
};

static void put(struct scan *scan, char byte)
{
    *scan->out++ = byte;
}

/* Appends a piece to the word, to be filled in by the caller; NULL if memory is exhausted. */
static struct piece *add_piece(struct scan *scan, enum piece_kind kind)
{
    struct piece *piece = scan->link == NULL ? &scan->term->first : lexer_alloc(scan->lexer, sizeof *piece);

    if (piece == NULL)
        return NULL;
    piece->kind = kind;
    if (scan->link != NULL)
        *scan->link = piece;
    scan->link = (struct piece **)&piece->next;
    return piece;
}

/* Ends the bytes read so far as a piece. */
static void end_bytes(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    size_t size = (size_t)(scan->out - lexer->scratch);
    struct piece *piece = size > 0 ? add_piece(scan, PIECE_TEXT) : NULL;

    scan->out = lexer->scratch;
    if (piece == NULL)
        return;
    piece->text = (struct word){arena_copy(lexer->arena, lexer->scratch, size), size};
    lexer->no_memory |= piece->text.data == NULL;
}

static void scan_single(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    const char *start = lexer->at - 1;

    while (lexer->at < lexer->end && *lexer->at != '\'') {
        put(scan, *lexer->at);
        if (*lexer->at == '\n')
            lexer_newline(lexer);
        else
            lexer->at++;
    }
    if (lexer->at == lexer->end) {
        lexer->open_quote = '\'';
        lexer_ends_early(lexer, start, "expected a closing '");
    } else
        lexer->at++;
}

/* The low half of a surrogate pair, \uXXXX; 0 if it does not follow. */
static unsigned read_low(struct lexer *lexer)
{
    const char *start = lexer->at;

    if (lexer->end - start >= 6 && start[0] == '\\' && start[1] == 'u') {
        lexer->at += 2;
        unsigned low = digits_read(&lexer->at, lexer->end, 16, 4);
        if (low >= 0xdc00 && low <= 0xdfff)
            return low;
    }
    lexer->at = start;
    return 0;
}

/* \uXXXX, in UTF-8; \udc80 to \udcff are the bytes 0x80 to 0xff (PEP 383), two surrogates one character. */
static void scan_unicode(struct scan *scan, int digits)
{
    struct lexer *lexer = scan->lexer;
    unsigned code = digits_read(&lexer->at, lexer->end, 16, digits);

    if (code >= 0xdc80 && code <= 0xdcff) {
        put(scan, (char)(code & 0xff));
        return;
    }
    if (code >= 0xd800 && code <= 0xdbff) {
        unsigned low = read_low(lexer);
        code = low != 0 ? 0x10000 + ((code - 0xd800) << 10) + low - 0xdc00 : 0xfffd;
    }
    scan->out += utf8_write(scan->out, code > 0x10ffff ? 0xfffd : code);
}

/* After a backslash inside "" and $'': \n and its like, \0 to \377, \xHH, \uXXXX, \UXXXXXXXX; others stay as they are
 * written, as in the shell. */
static void scan_escape(struct scan *scan, char quote)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    struct lexer *lexer = scan->lexer;
    char byte = *lexer->at;
    const char *letter = byte != '\0' ? strchr(letters, byte) : NULL;

    if (digit_value(byte) < 8) {
        put(scan, (char)digits_read(&lexer->at, lexer->end, 8, 3));
        return;
    }
    if (byte == '\n')
        lexer_newline(lexer);
    else
        lexer->at++;
    bool hex = lexer->at < lexer->end && digit_value(*lexer->at) < 16;
    if (letter != NULL)
        put(scan, (char)(7 + (letter - letters)));
    else if (byte == 'e' || byte == 'E')
        put(scan, '\033');
    else if (byte == 'x' && hex)
        put(scan, (char)digits_read(&lexer->at, lexer->end, 16, 2));
    else if ((byte == 'u' || byte == 'U') && hex)
        scan_unicode(scan, byte == 'u' ? 4 : 8);
    else if (byte != '\n' || quote == '\'') {
        if (strchr(quote == '"' ? "\"\\$`/" : "'\"\\?", byte) == NULL || byte == '\0')
            put(scan, '\\');
        put(scan, byte);
    }
}

/* The length of a name and its members: name.member.0 */
static size_t members_length(const char *at, const char *end)
{
    const char *start = at;

    while (at < end && is(*at, NAME))
        at++;
    while (at > start && end - at >= 2 && *at == '.' && is(at[1], NAME))
        for (at += 2; at < end && is(*at, NAME);)
            at++;
    return (size_t)(at - start);
}

static void scan_command(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    const char *outer = lexer->inner, *word = lexer->word;

    lexer->commands++;
    lexer->inner = ++lexer->at;
    end_bytes(scan);
    struct piece *piece = lexer_failed(lexer) ? NULL : add_piece(scan, PIECE_COMMAND);
    if (piece != NULL) /* scratch is empty now, so the words inside may use it */
        piece->command = parse_command(lexer);
    scan->out = lexer->scratch;
    if (lexer_failed(lexer))
        return;
    lexer->inner = outer;
    lexer->word = word;
}

/* Reads what follows a $: a variable with its members, with or without braces; $? $# $@; $(...); or else the $ is
 * literal. */
static void scan_variable(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    const char *dollar = lexer->at - 1;
    bool braces = lexer->at < lexer->end && *lexer->at == '{';

    if (lexer->at < lexer->end && *lexer->at == '(') {
        scan_command(scan);
        return;
    }
    lexer->at += braces;
    const char *start = lexer->at;
    size_t size = members_length(start, lexer->end);
    if (size == 0 && start < lexer->end && strchr("?#@", *start) != NULL && *start != '\0')
        size = 1;
    lexer->at += size;
    if (braces && (size == 0 || lexer->at == lexer->end || *lexer->at != '}')) {
        lexer_refuse(lexer, dollar, "expected ${NAME} or ${NAME.MEMBER}");
        return;
    }
    if (size == 0) {
        put(scan, '$');
        return;
    }
    lexer->at += braces;
    end_bytes(scan);
    struct piece *piece = add_piece(scan, PIECE_VARIABLE);
    if (piece == NULL)
        return;
    piece->text = (struct word){arena_copy(lexer->arena, start, size), size};
    lexer->no_memory |= piece->text.data == NULL;
}

/* Reads text inside "" or, for $'...', inside ''. */
static void scan_double(struct scan *scan, char quote)
{
    struct lexer *lexer = scan->lexer;
    const char *start = lexer->at - 1;

    while (lexer->at < lexer->end && *lexer->at != quote && !lexer_failed(lexer)) {
        char byte = *lexer->at;
        if (byte == '\n') {
            put(scan, byte);
            lexer_newline(lexer);
            continue;
        }
        lexer->at++;
        if (byte == '\\' && lexer->at < lexer->end)
            scan_escape(scan, quote);
        else if (byte == '$' && quote == '"' && !lexer->plain_dollar)
            scan_variable(scan);
        else
            put(scan, byte);
    }
    if (lexer_failed(lexer))
        return;
    if (lexer->at == lexer->end) {
        lexer->open_quote = quote;
        lexer_ends_early(lexer, start, "expected a closing %c", quote);
    } else
        lexer->at++;
}

static void scan_special(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    char byte = *lexer->at++;

    if (byte == ')') {
        put(scan, byte);
        return;
    }
    if (byte == '$' && (lexer->at == lexer->end || *lexer->at != '\'')) {
        scan_variable(scan);
        return;
    }
    scan->term->bare = false;
    scan->empty = true;
    if (byte == '\'')
        scan_single(scan);
    else if (byte == '"')
        scan_double(scan, '"');
    else if (byte == '$') {
        lexer->at++;
        scan_double(scan, '\'');
    } else if (lexer->at == lexer->end)
        lexer_ends_early(lexer, lexer->at - 1, "expected a character after the backslash");
    else if (*lexer->at == '\n')
        lexer_newline(lexer);
    else
        put(scan, *lexer->at++);
}

static bool begin(struct scan *scan, struct lexer *lexer)
{
    size_t size = (size_t)(lexer->end - lexer->at) + 8;

    *scan = (struct scan){.lexer = lexer, .term = lexer_alloc(lexer, sizeof *scan->term), .commands = lexer->commands};
    if (lexer->scratch_size < size) {
        free(lexer->scratch);
        lexer->scratch = malloc(size);
        lexer->scratch_size = lexer->scratch != NULL ? size : 0;
    }
    if (scan->term == NULL || lexer->scratch == NULL) {
        lexer->no_memory = true;
        return false;
    }
    scan->out = lexer->scratch;
    scan->term->bare = true;
    lexer->word = lexer->at;
    return true;
}

static struct term *end(struct scan *scan)
{
    end_bytes(scan);
    scan->term->runs = scan->lexer->commands != scan->commands;
    if (scan->link == NULL && !lexer_failed(scan->lexer))
        scan->term->first.text = (struct word){"", 0};
    return lexer_failed(scan->lexer) && !scan->lexer->incomplete ? NULL : scan->term;
}

/* Reads a word of the form (...). */
static void scan_expression(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    struct piece *piece = add_piece(scan, PIECE_EXPRESSION);

    if (piece != NULL)
        piece->expression = parse_group(lexer);
    scan->term->bare = false;
    scan->term->runs = lexer->commands != scan->commands;
    if (!lexer_failed(lexer) && lexer->at < lexer->end && strchr(" \t\n;)\\", *lexer->at) == NULL)
        lexer_refuse(lexer, lexer->at, "expected a blank after )");
}

/* Copies a word without special bytes at once. */
static bool take_plain(struct scan *scan)
{
    struct lexer *lexer = scan->lexer;
    const char *start = lexer->at, *at = start;

    while (at < lexer->end && !is(*at, SPECIAL))
        at++;
    if (at < lexer->end && *at != ' ' && *at != '\n' && *at != ';' && *at != '\t')
        return false;
    size_t size = (size_t)(at - start);
    scan->term->first.text = (struct word){arena_copy(lexer->arena, start, size), size};
    lexer->no_memory |= scan->term->first.text.data == NULL;
    lexer->at = at;
    return true;
}

static bool is_operand_start(const struct lexer *lexer)
{
    return lexer->at < lexer->end && (*lexer->at == '$' || *lexer->at == '"' || *lexer->at == '\'');
}

struct term *lexer_term(struct lexer *lexer)
{
    struct scan scan;

    if (!begin(&scan, lexer))
        return NULL;
    if (*lexer->at == '(') {
        scan_expression(&scan);
        return lexer_failed(lexer) ? NULL : scan.term;
    }
    if (take_plain(&scan))
        return lexer->no_memory ? NULL : scan.term;
    while (lexer->at < lexer->end && !lexer_failed(lexer)) {
        char byte = *lexer->at;
        if (!is(byte, SPECIAL)) {
            put(&scan, byte);
            lexer->at++;
        } else if (is(byte, BLANK) || byte == ';' || byte == '\n' || (byte == ')' && lexer->in_command))
            break;
        else
            scan_special(&scan);
    }
    return end(&scan);
}

struct term *lexer_operand(struct lexer *lexer)
{
    struct scan scan;

    if (!is_operand_start(lexer) || !begin(&scan, lexer))
        return NULL;
    scan_special(&scan);
    if (scan.out > lexer->scratch && *scan.lexer->word == '$' && scan.term->bare)
        lexer_refuse(lexer, lexer->word, "expected a name after $");
    return end(&scan);
}
