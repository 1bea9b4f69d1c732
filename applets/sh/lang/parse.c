/* SPDX-License-Identifier: MIT */
/* Parses statements by recursive descent. A statement ends at a line end, at ; or, in $(...), at the parenthesis. */
#include "sh/lang/parse.h"

#include <string.h>

TEXTS_OF(lang_parse);

/* Keywords: words with a meaning only at the start of a statement. */
enum keyword {
    KEYWORD_NONE,
    KEYWORD_IF,
    KEYWORD_ELSE,
    KEYWORD_END,
    KEYWORD_WHILE,
    KEYWORD_FOR,
    KEYWORD_DEF,
    KEYWORD_RETURN,
    KEYWORD_TRY,
    KEYWORD_CATCH,
    KEYWORD_DEFER,
    KEYWORD_FORK,
    KEYWORD_FORKPTY,
};

static const char keywords[][8] = {"",       "if",  "else",  "end",   "while", "for",    "def",
                                   "return", "try", "catch", "defer", "fork",  "forkpty"};

static struct node *parse_statement(struct lexer *lexer);

static bool ends_name(const struct lexer *lexer, const char *at)
{
    return at == lexer->end || strchr(" \t\n;)", *at) != NULL;
}

/* Returns the keyword at the lexer, without moving past it. */
static enum keyword find_keyword(const struct lexer *lexer)
{
    size_t left = (size_t)(lexer->end - lexer->at);

    for (int i = KEYWORD_IF; left > 0 && i <= KEYWORD_FORKPTY; i++) {
        if (keywords[i][0] != *lexer->at)
            continue;
        size_t size = strlen(keywords[i]);
        if (size <= left && memcmp(lexer->at, keywords[i], size) == 0 && ends_name(lexer, lexer->at + size))
            return (enum keyword)i;
    }
    return KEYWORD_NONE;
}

static void skip_keyword(struct lexer *lexer, enum keyword keyword)
{
    lexer->at += strlen(keywords[keyword]);
}

static struct node *new_node(struct lexer *lexer, enum node_kind kind)
{
    struct node *node = lexer_alloc(lexer, sizeof *node);

    if (node != NULL) {
        node->kind = kind;
        node->line = lexer->line;
    }
    return node;
}

static bool copy_word(struct lexer *lexer, const char *start, size_t size, struct word *word)
{
    *word = (struct word){arena_copy(lexer->arena, start, size), size};
    lexer->no_memory |= word->data == NULL;
    return word->data != NULL;
}

/* Reports that something else was expected; at the end of the text, that the text is incomplete. */
static bool expected(struct lexer *lexer, const char *what)
{
    if (lexer->at == lexer->end)
        return lexer_ends_early(lexer, lexer->at, "expected %s", what);
    const char *stop = lexer->at;
    while (stop < lexer->end && strchr(" \t\n;", *stop) == NULL && stop - lexer->at < 40)
        stop++;
    if (stop == lexer->at)
        return lexer_refuse(lexer, lexer->at, "expected %s before the end of the statement", what);
    return lexer_refuse(lexer, lexer->at, "expected %s, found %.*s", what, (int)(stop - lexer->at), lexer->at);
}

/* Parses the words up to the end of the statement. */
static bool parse_terms(struct lexer *lexer, struct node *node)
{
    const struct term **link = &node->terms;

    while (!lexer_at_end(lexer)) {
        struct term *term = lexer_term(lexer);
        if (term == NULL || lexer_failed(lexer))
            return false;
        *link = term;
        link = &term->next;
        node->term_count++;
    }
    return true;
}

/* Parses the rest of the line after !. */
static struct node *parse_shell(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_SHELL);
    struct term *term = node != NULL ? lexer_alloc(lexer, sizeof *term) : NULL;

    lexer->at++;
    lexer_blanks(lexer);
    const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
    const char *stop = newline != NULL ? newline : lexer->end;
    if (term == NULL || !copy_word(lexer, lexer->at, (size_t)(stop - lexer->at), &term->first.text))
        return NULL;
    if (stop == lexer->at) {
        lexer_refuse(lexer, lexer->at, "expected a command after !");
        return NULL;
    }
    lexer->at = stop;
    node->terms = term;
    node->term_count = 1;
    return node;
}

/* True at the start of arithmetic: a parenthesis, or a number. */
static bool at_expression(const struct lexer *lexer)
{
    const char *at = lexer->at;

    at += at < lexer->end && *at == '-';
    return at < lexer->end && ((*at >= '0' && *at <= '9') || (*at == '(' && at == lexer->at));
}

static struct node *parse_arithmetic(struct lexer *lexer)
{
    struct node *node = new_node(lexer, NODE_EXPRESSION);

    if (node == NULL || (node->expression = parse_expression(lexer)) == NULL)
        return NULL;
    if (!lexer_at_end(lexer)) {
        expected(lexer, "an operator or the end of the statement");
        return NULL;
    }
    return node;
}

static bool is_truth(const struct term *term)
{
    return term->bare && term->first.kind == PIECE_TEXT && term->first.next == NULL &&
           (word_is(term->first.text, "true") || word_is(term->first.text, "false"));
}

/* Parses a value: arithmetic, or one quoted word, variable or $(...); else a command. */
static struct node *parse_command_or_value(struct lexer *lexer, bool value)
{
    if (at_expression(lexer))
        return parse_arithmetic(lexer);
    if (*lexer->at == '!')
        return parse_shell(lexer);
    struct node *node = new_node(lexer, NODE_COMMAND);
    if (node == NULL || !parse_terms(lexer, node))
        return NULL;
    const struct term *term = node->terms;
    if (value && node->term_count == 1 && is_truth(term)) {
        struct expression *expression = lexer_alloc(lexer, sizeof *expression);
        if (expression == NULL)
            return NULL;
        *expression = (struct expression){.kind = EXPR_TRUTH, .number = term->first.text.size == 4};
        node->kind = NODE_EXPRESSION;
        node->expression = expression;
    } else if (value && node->term_count == 1 &&
               (!term->bare || term->first.kind != PIECE_TEXT || term->first.next != NULL))
        node->kind = NODE_VALUE;
    return node;
}

/* Parses what follows `=` or `return`. */
static struct node *parse_value(struct lexer *lexer, const char *what)
{
    enum keyword keyword;

    if (lexer_at_end(lexer)) {
        expected(lexer, what);
        return NULL;
    }
    keyword = find_keyword(lexer);
    if (keyword == KEYWORD_FORK || keyword == KEYWORD_FORKPTY)
        return parse_statement(lexer);
    return parse_command_or_value(lexer, true);
}

/* Skips the separators between statements. True if there was one. */
static bool skip_separators(struct lexer *lexer)
{
    bool any = false;

    while (lexer_at_end(lexer) && lexer->at < lexer->end && *lexer->at != ')') {
        any = true;
        if (*lexer->at == '\n')
            lexer_newline(lexer);
        else
            lexer->at++;
    }
    return any;
}

/* Requires a separator before a block. */
static bool expect_separator(struct lexer *lexer)
{
    return skip_separators(lexer) || expected(lexer, "a line end or ;");
}

/* Parses the statements of a block, up to a keyword that does not begin a statement. Returns that keyword, without
 * moving past it; KEYWORD_NONE on failure. line: the first line of the block. */
static enum keyword parse_block(struct lexer *lexer, unsigned long line, const struct node **first)
{
    const struct node **link = first;

    for (;;) {
        skip_separators(lexer);
        enum keyword keyword = lexer_failed(lexer) ? KEYWORD_NONE : find_keyword(lexer);
        if (keyword == KEYWORD_END || keyword == KEYWORD_ELSE || keyword == KEYWORD_CATCH)
            return keyword;
        if (lexer->at < lexer->end && lexer_at_end(lexer)) { /* at the ) of $(...) */
            lexer_refuse(lexer, lexer->at, "expected end before ), for the block that begins in line %lu", line);
            return KEYWORD_NONE;
        }
        if (lexer->at == lexer->end) {
            lexer_ends_early(lexer, lexer->at, "expected end, for the block that begins in line %lu", line);
            return KEYWORD_NONE;
        }
        struct node *node = lexer_failed(lexer) ? NULL : parse_statement(lexer);
        if (node == NULL)
            return KEYWORD_NONE;
        *link = node;
        link = &node->next;
    }
}

/* Parses a block up to `end`, or two blocks with the keyword middle between them. */
static bool parse_blocks(struct lexer *lexer, struct node *node, enum keyword middle)
{
    enum keyword keyword = parse_block(lexer, node->line, &node->body);

    if (keyword != KEYWORD_NONE && keyword == middle) {
        skip_keyword(lexer, keyword);
        lexer_blanks(lexer);
        if (middle == KEYWORD_ELSE && find_keyword(lexer) == KEYWORD_IF) { /* its `end` ends this block too */
            node->otherwise = parse_statement(lexer);
            return node->otherwise != NULL;
        }
        keyword = parse_block(lexer, node->line, &node->otherwise);
    }
    if (keyword == KEYWORD_NONE)
        return false;
    if (keyword != KEYWORD_END)
        return lexer_refuse(lexer, lexer->at, "expected end, found %s", keywords[keyword]);
    skip_keyword(lexer, keyword);
    return true;
}

/* True if `NAME =` is at the lexer, which then moves past it. */
static bool take_target(struct lexer *lexer, struct word *target)
{
    size_t size = name_length(lexer->at, lexer->end);
    const char *at = lexer->at + size;

    if (size == 0)
        return false;
    while (at < lexer->end && (*at == ' ' || *at == '\t'))
        at++;
    if (at == lexer->at + size || at == lexer->end || *at != '=' || !ends_name(lexer, at + 1))
        return false;
    if (!copy_word(lexer, lexer->at, size, target))
        return false;
    lexer->at = at + 1;
    return true;
}

/* Parses a condition: an operation, assigned or not, or a value. */
static struct node *parse_condition(struct lexer *lexer)
{
    struct word target = {0};

    lexer_blanks(lexer);
    take_target(lexer, &target);
    struct node *node = parse_value(lexer, "a condition: an operation, or arithmetic in parentheses");
    if (node != NULL)
        node->target = target;
    return node;
}

/* Parses if or while, after the keyword. */
static bool parse_conditional(struct lexer *lexer, struct node *node)
{
    node->condition = parse_condition(lexer);
    return node->condition != NULL && expect_separator(lexer) &&
           parse_blocks(lexer, node, node->kind == NODE_IF ? KEYWORD_ELSE : KEYWORD_NONE);
}

static bool parse_name(struct lexer *lexer, struct word *name, const char *what)
{
    lexer_blanks(lexer);
    size_t size = name_length(lexer->at, lexer->end);
    if (size == 0 || !ends_name(lexer, lexer->at + size))
        return expected(lexer, what);
    lexer->at += size;
    return copy_word(lexer, lexer->at - size, size, name);
}

/* Parses the rest of `for NAME`. */
static bool parse_items(struct lexer *lexer, struct node *node)
{
    lexer_blanks(lexer);
    if (name_length(lexer->at, lexer->end) != 2 || memcmp(lexer->at, "in", 2) != 0)
        return expected(lexer, "in");
    lexer->at += 2;
    if (lexer_at_end(lexer))
        return expected(lexer, "values or an operation");
    bool values = strchr("$\"'(-", *lexer->at) != NULL || (*lexer->at >= '0' && *lexer->at <= '9');
    if (values)
        return parse_terms(lexer, node);
    node->condition = parse_statement(lexer);
    return node->condition != NULL;
}

static bool parse_for(struct lexer *lexer, struct node *node)
{
    return parse_name(lexer, &node->name, "a variable's name") && parse_items(lexer, node) && expect_separator(lexer) &&
           parse_blocks(lexer, node, KEYWORD_NONE);
}

static bool parse_def(struct lexer *lexer, struct node *node)
{
    if (!parse_name(lexer, &node->name, "a name for the def"))
        return false;
    if (find_keyword(&(struct lexer){.at = node->name.data, .end = node->name.data + node->name.size}) != KEYWORD_NONE)
        return lexer_refuse(lexer, lexer->at - node->name.size, "expected a name for the def, found a keyword");
    if (!parse_terms(lexer, node))
        return false;
    for (const struct term *term = node->terms; term != NULL; term = term->next)
        if (!term->bare || term->first.kind != PIECE_TEXT || term->first.next != NULL || !is_name(term->first.text))
            return lexer_refuse(lexer, lexer->at, "expected names as the parameters of %s", node->name.data);
    return expect_separator(lexer) && parse_blocks(lexer, node, KEYWORD_NONE);
}

/* The statement after fork, forkpty and defer. */
static bool parse_prefixed(struct lexer *lexer, struct node *node)
{
    if (lexer_at_end(lexer))
        return expected(lexer, "a statement");
    if (node->kind == NODE_DEFER && at_expression(lexer))
        return expected(lexer, "an operation");
    node->body = node->kind == NODE_DEFER ? parse_command_or_value(lexer, false) : parse_statement(lexer);
    return node->body != NULL;
}

static bool parse_try(struct lexer *lexer, struct node *node)
{
    return parse_blocks(lexer, node, KEYWORD_CATCH);
}

static bool parse_return(struct lexer *lexer, struct node *node)
{
    if (lexer_at_end(lexer))
        return true;
    node->body = parse_value(lexer, "a value");
    return node->body != NULL;
}

/* True for the keywords whose statement ends with `end`. */
static bool opens_block(enum keyword keyword)
{
    return keyword == KEYWORD_IF || keyword == KEYWORD_WHILE || keyword == KEYWORD_FOR || keyword == KEYWORD_DEF ||
           keyword == KEYWORD_TRY;
}

static struct node *parse_keyword(struct lexer *lexer, enum keyword keyword)
{
    static const struct {
        enum node_kind kind;
        bool (*parse)(struct lexer *lexer, struct node *node);
    } rules[] = {
        [KEYWORD_IF] = {NODE_IF, parse_conditional},    [KEYWORD_WHILE] = {NODE_WHILE, parse_conditional},
        [KEYWORD_FOR] = {NODE_FOR, parse_for},          [KEYWORD_DEF] = {NODE_DEF, parse_def},
        [KEYWORD_TRY] = {NODE_TRY, parse_try},          [KEYWORD_RETURN] = {NODE_RETURN, parse_return},
        [KEYWORD_FORK] = {NODE_FORK, parse_prefixed},   [KEYWORD_FORKPTY] = {NODE_FORKPTY, parse_prefixed},
        [KEYWORD_DEFER] = {NODE_DEFER, parse_prefixed},
    };

    if (keyword == KEYWORD_END || keyword == KEYWORD_ELSE || keyword == KEYWORD_CATCH) {
        lexer_refuse(lexer, lexer->at, "expected a statement, found %s without its beginning", keywords[keyword]);
        return NULL;
    }
    struct node *node = new_node(lexer, rules[keyword].kind);
    if (node == NULL)
        return NULL;
    skip_keyword(lexer, keyword);
    lexer->blocks += opens_block(keyword);
    if (!rules[keyword].parse(lexer, node))
        return NULL;
    lexer->blocks -= opens_block(keyword);
    return node;
}

static struct node *parse_one(struct lexer *lexer)
{
    struct word target = {0};

    if (take_target(lexer, &target)) {
        struct node *node = parse_value(lexer, "a value or an operation after =");
        if (node != NULL && node->target.data != NULL)
            expected(lexer, "one assignment");
        else if (node != NULL)
            node->target = target;
        return node;
    }
    enum keyword keyword = find_keyword(lexer);
    return keyword != KEYWORD_NONE ? parse_keyword(lexer, keyword) : parse_command_or_value(lexer, false);
}

/* Parses one statement and checks its end. */
static struct node *parse_statement(struct lexer *lexer)
{
    if (lexer->depth == LEXER_DEPTH) {
        lexer_refuse(lexer, lexer->at, "nested deeper than %d", LEXER_DEPTH);
        return NULL;
    }
    lexer->depth++;
    unsigned long line = lexer->line;
    struct node *node = parse_one(lexer);
    lexer->depth--;
    if (node == NULL || lexer_failed(lexer))
        return NULL;
    node->line = line;
    if (!lexer_at_end(lexer)) {
        expected(lexer, "the end of the statement");
        return NULL;
    }
    return node;
}

struct node *parse_command(struct lexer *lexer)
{
    bool outer = lexer->in_command, dollar = lexer->plain_dollar;

    lexer->in_command = true;
    lexer->plain_dollar = false;
    struct node *node = NULL;
    if (lexer_at_end(lexer))
        expected(lexer, "an operation or arithmetic in $(...)");
    else
        node = parse_statement(lexer);
    if (node != NULL && (lexer->at == lexer->end || *lexer->at != ')')) {
        if (lexer->at < lexer->end && *lexer->at != ';')
            lexer_refuse(lexer, lexer->at, "expected ) on the line where $( is");
        else
            expected(lexer, ")");
        node = NULL;
    }
    lexer->at += node != NULL;
    lexer->in_command = outer;
    lexer->plain_dollar = dollar;
    return node;
}

static bool parse_id(struct lexer *lexer, struct word *id)
{
    const char *start = ++lexer->at;

    while (lexer->at < lexer->end && strchr(" \t\n;", *lexer->at) == NULL)
        lexer->at++;
    if (lexer->at == start)
        lexer_refuse(lexer, start, "expected an id after @");
    if (!copy_word(lexer, start, (size_t)(lexer->at - start), id) || lexer_failed(lexer))
        return false;
    return !lexer_at_end(lexer) || lexer_refuse(lexer, lexer->at, "expected a statement after the id");
}

static void skip_line(struct lexer *lexer)
{
    const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));

    lexer->at = newline != NULL ? newline : lexer->end;
}

enum parsed parse_next(struct lexer *lexer, const struct node **node, struct word *id, int *open)
{
    struct node *found = NULL;

    *id = (struct word){0};
    *open = 0;
    lexer->in_command = lexer->incomplete = false;
    lexer->depth = lexer->blocks = 0;
    lexer->message[0] = lexer->open_quote = '\0';
    lexer->inner = NULL;
    skip_separators(lexer);
    if (lexer->at == lexer->end)
        return PARSE_END;
    if (*lexer->at != '@' || parse_id(lexer, id))
        found = parse_statement(lexer);
    if (lexer->no_memory)
        return PARSE_NO_MEMORY;
    if (lexer->incomplete)
        return PARSE_INCOMPLETE;
    if (found == NULL) {
        *open = lexer->blocks;
        skip_line(lexer);
        return PARSE_MALFORMED;
    }
    found->id = *id;
    *node = found;
    return PARSE_STATEMENT;
}

/* Skips to the end of the statement. */
static void skip_statement(struct lexer *lexer)
{
    if (lexer->at < lexer->end && *lexer->at == '!')
        skip_line(lexer);
    while (lexer->at < lexer->end && *lexer->at != '\n' && *lexer->at != ';')
        lexer->at++;
}

bool parse_skip(struct lexer *lexer, int *open)
{
    while (*open > 0) {
        skip_separators(lexer);
        if (lexer->at == lexer->end)
            return false;
        enum keyword keyword = find_keyword(lexer);
        *open -= keyword == KEYWORD_END;
        *open += opens_block(keyword);
        skip_statement(lexer);
    }
    return true;
}
