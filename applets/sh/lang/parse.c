/* SPDX-License-Identifier: MIT */
/* The parser of xsh's statements. Words are unquoted in place: what a word means is never longer than how it is
 * written, so that a line costs no copy and no allocation but the array of pieces, kept from line to line. */
#include "sh/lang/parse.h"

#include <stdlib.h>

#include "value/number.h"

enum { SPECIAL = 1, BLANK = 2, NAME_START = 4, NAME = 8 };

/* What a byte may mean; SPECIAL ones end a run of plain bytes. */
static unsigned classes(unsigned char byte)
{
    static const unsigned char table[256] = {
        [' '] = SPECIAL | BLANK,
        ['\t'] = SPECIAL | BLANK,
        [';'] = SPECIAL,
        ['\''] = SPECIAL,
        ['"'] = SPECIAL,
        ['\\'] = SPECIAL,
        ['$'] = SPECIAL,
        ['_'] = NAME_START | NAME,
        ['0' ... '9'] = NAME,
        ['a' ... 'z'] = NAME_START | NAME,
        ['A' ... 'Z'] = NAME_START | NAME,
    };

    return table[byte];
}

static bool is(char byte, unsigned class)
{
    return classes((unsigned char)byte) & class;
}

bool is_name(struct word text)
{
    if (text.size == 0 || !is(text.data[0], NAME_START))
        return false;
    for (size_t i = 1; i < text.size; i++)
        if (!is(text.data[i], NAME))
            return false;
    return true;
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

size_t word_pieces(const struct piece *pieces, size_t count)
{
    size_t length = 1;

    while (length < count && !pieces[length].begins_word)
        length++;
    return length;
}

void parser_free(struct parser *parser)
{
    free(parser->pieces);
    *parser = (struct parser){0};
}

void parser_start(struct parser *parser, char *line, size_t size)
{
    enum { MOST_KEPT = 64 * 1024 };

    if (parser->capacity > MOST_KEPT) /* one long line is no reason to hold its memory for good */
        parser_free(parser);
    parser->at = line;
    parser->end = line + size;
}

/* A word under way. */
struct scan {
    struct parser *parser;
    const char *problem; /* NULL while all is well */
    char *in, *end;      /* what is read */
    char *start, *out;   /* the bytes of the piece under way */
    bool begins_word, bare;
};

static void refuse(struct scan *scan, const char *problem)
{
    scan->problem = problem;
    scan->in = scan->end;
}

static void add_piece(struct scan *scan, struct word text, bool variable)
{
    struct parser *parser = scan->parser;

    if (parser->count == parser->capacity) {
        size_t capacity = parser->capacity * 2 + 32;
        struct piece *pieces = realloc(parser->pieces, capacity * sizeof *pieces);
        if (pieces == NULL) {
            refuse(scan, "too many words for the memory at hand");
            return;
        }
        parser->pieces = pieces;
        parser->capacity = capacity;
    }
    parser->pieces[parser->count++] = (struct piece){text, variable, scan->begins_word, scan->bare};
    scan->begins_word = false;
}

static void put(struct scan *scan, char byte)
{
    *scan->out++ = byte;
}

/* Ends the bytes before a variable; what follows is written behind it. */
static void end_bytes(struct scan *scan, char *next)
{
    if (scan->out > scan->start)
        add_piece(scan, (struct word){scan->start, (size_t)(scan->out - scan->start)}, false);
    scan->start = scan->out = next;
}

static void scan_single(struct scan *scan)
{
    char *close = memchr(scan->in, '\'', (size_t)(scan->end - scan->in));

    if (close == NULL) {
        refuse(scan, "unterminated ' quote");
        return;
    }
    memmove(scan->out, scan->in, (size_t)(close - scan->in));
    scan->out += close - scan->in;
    scan->in = close + 1;
}

/* One to most digits of base as one byte. */
static void put_code(struct scan *scan, int base, int most)
{
    int code = 0;

    for (; most > 0 && scan->in < scan->end && digit_value(*scan->in) < base; most--)
        code = code * base + digit_value(*scan->in++);
    put(scan, (char)code);
}

/* Behind a backslash inside "": \n and its like, \0 to \377, \xHH; others stay as they are written, as in the shell. */
static void scan_escape(struct scan *scan)
{
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    char byte = *scan->in;
    const char *letter = byte != '\0' ? strchr(letters, byte) : NULL;

    if (digit_value(byte) < 8) {
        put_code(scan, 8, 3);
        return;
    }
    scan->in++;
    if (letter != NULL)
        put(scan, (char)(7 + (letter - letters)));
    else if (byte == 'e')
        put(scan, '\033');
    else if (byte == 'x' && scan->in < scan->end && digit_value(*scan->in) < 16)
        put_code(scan, 16, 2);
    else {
        if (byte != '"' && byte != '\\' && byte != '$' && byte != '`')
            put(scan, '\\');
        put(scan, byte);
    }
}

static void scan_fields(struct scan *scan)
{
    while (scan->in < scan->end && is(*scan->in, NAME))
        scan->in++;
    while (scan->end - scan->in >= 2 && *scan->in == '.' && is(scan->in[1], NAME))
        for (scan->in += 2; scan->in < scan->end && is(*scan->in, NAME);)
            scan->in++;
}

/* Behind a $: a variable with its fields, in braces or not; $? ; or the byte itself. */
static void scan_variable(struct scan *scan)
{
    char *start = scan->in;
    bool braces = start < scan->end && *start == '{';

    scan->in += braces;
    start = scan->in;
    if (scan->in < scan->end && *scan->in == '?')
        scan->in++;
    else
        scan_fields(scan);
    size_t size = (size_t)(scan->in - start);
    if (braces && (size == 0 || scan->in == scan->end || *scan->in != '}')) {
        refuse(scan, "malformed ${...}: a name and its fields are expected");
        return;
    }
    if (size == 0) {
        put(scan, '$');
        return;
    }
    scan->in += braces;
    end_bytes(scan, scan->in);
    if (scan->problem == NULL)
        add_piece(scan, (struct word){start, size}, true);
}

static void scan_double(struct scan *scan)
{
    while (scan->in < scan->end && *scan->in != '"') {
        char byte = *scan->in++;
        if (byte == '\\' && scan->in < scan->end)
            scan_escape(scan);
        else if (byte == '$')
            scan_variable(scan);
        else
            put(scan, byte);
    }
    if (scan->in == scan->end)
        refuse(scan, scan->problem != NULL ? scan->problem : "unterminated \" quote");
    else
        scan->in++;
}

static void scan_special(struct scan *scan)
{
    char byte = *scan->in++;

    if (byte == '$') {
        scan_variable(scan);
        return;
    }
    scan->bare = false;
    if (byte == '\'')
        scan_single(scan);
    else if (byte == '"')
        scan_double(scan);
    else if (scan->in == scan->end)
        refuse(scan, "nothing behind the backslash");
    else
        put(scan, *scan->in++);
}

/* One word from parser->at on, its pieces added. True where it was the statement's last: a ; or the line's end follows. */
static bool scan_word(struct parser *parser, const char **problem)
{
    struct scan scan = {.parser = parser,
                        .in = parser->at,
                        .end = parser->end,
                        .start = parser->at,
                        .out = parser->at,
                        .begins_word = true,
                        .bare = true};

    while (scan.in < scan.end) {
        char byte = *scan.in;
        if (!is(byte, SPECIAL)) {
            *scan.out++ = byte;
            scan.in++;
        } else if (is(byte, BLANK) || byte == ';')
            break;
        else
            scan_special(&scan);
    }
    char delimiter = scan.in < scan.end ? *scan.in : ';';
    if (scan.problem == NULL && (scan.begins_word || scan.out > scan.start))
        add_piece(&scan, (struct word){scan.start, (size_t)(scan.out - scan.start)}, false);
    *scan.out = '\0';
    parser->at = scan.in < scan.end ? scan.in + 1 : scan.end;
    *problem = scan.problem;
    return delimiter == ';';
}

static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end && is(*parser->at, BLANK))
        parser->at++;
}

/* True where a comment begins or the line ends; what is left of it is skipped. */
static bool line_ends(struct parser *parser)
{
    skip_blanks(parser);
    if (parser->at < parser->end && *parser->at == '#')
        parser->at = parser->end;
    return parser->at == parser->end;
}

static bool is_assignment(const struct parser *parser)
{
    const struct piece *pieces = parser->pieces;

    return parser->count == 2 && pieces[1].begins_word && pieces[1].bare && !pieces[1].variable &&
           word_is(pieces[1].text, "=") && pieces[0].bare && !pieces[0].variable && is_name(pieces[0].text);
}

static void scan_id(struct parser *parser, struct statement *statement)
{
    char *start = ++parser->at;

    while (parser->at < parser->end && !is(*parser->at, BLANK) && *parser->at != ';')
        parser->at++;
    statement->id = (struct word){start, (size_t)(parser->at - start)};
}

/* The rest of the line behind !, as the shell is to have it. */
static bool scan_shell(struct parser *parser, struct statement *statement, const char **problem)
{
    struct scan scan = {.parser = parser, .begins_word = true};

    parser->at++;
    skip_blanks(parser);
    *parser->end = '\0';
    add_piece(&scan, (struct word){parser->at, (size_t)(parser->end - parser->at)}, false);
    *problem = parser->at == parser->end ? "nothing behind !" : scan.problem;
    parser->at = parser->end;
    statement->shell = true;
    return true;
}

static int finish(struct parser *parser, struct statement *statement, const char *problem, const char **reason)
{
    if (problem == NULL && parser->count == 0 && statement->name.data != NULL)
        problem = "nothing behind =";
    if (problem == NULL && parser->count == 0 && statement->id.data != NULL)
        problem = "an id without a statement";
    if (problem == NULL && statement->id.data != NULL && statement->id.size == 0)
        problem = "nothing behind @";
    *reason = problem;
    if (problem != NULL) {
        parser->at = parser->end;
        return -1;
    }
    statement->pieces = parser->pieces;
    statement->count = parser->count;
    return 1;
}

int parser_next(struct parser *parser, struct statement *statement, const char **problem)
{
    const char *trouble = NULL;
    bool last = false;

    *statement = (struct statement){0};
    parser->count = 0;
    while (!line_ends(parser) && *parser->at == ';')
        parser->at++;
    if (parser->at == parser->end)
        return 0;
    if (*parser->at == '@')
        scan_id(parser, statement);
    while (!last && trouble == NULL && !line_ends(parser)) {
        if (*parser->at == ';') {
            parser->at++;
            break;
        }
        if (parser->count == 0 && *parser->at == '!') {
            last = scan_shell(parser, statement, &trouble);
            continue;
        }
        last = scan_word(parser, &trouble);
        if (statement->name.data == NULL && is_assignment(parser)) {
            statement->name = parser->pieces[0].text;
            parser->count = 0;
        }
    }
    return finish(parser, statement, trouble, problem);
}
