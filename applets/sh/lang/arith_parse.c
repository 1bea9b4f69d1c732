/* SPDX-License-Identifier: MIT */
/* Parsing arithmetic by precedence: or, and, not, comparisons, + -, * / %, and the sign. */
#include "sh/lang/parse.h"

#include <string.h>

#include "value/ascii.h"
#include "value/number.h"

TEXTS_OF(lang_arith_parse);

static const struct {
    char text[4];
    unsigned char kind, level;
} operators[] = {
    {"or", EXPR_OR, 1},         {"and", EXPR_AND, 2},          {"==", EXPR_EQUAL, 4},   {"!=", EXPR_UNEQUAL, 4},
    {"<=", EXPR_LESS_EQUAL, 4}, {">=", EXPR_GREATER_EQUAL, 4}, {"<", EXPR_LESS, 4},     {">", EXPR_GREATER, 4},
    {"+", EXPR_ADD, 5},         {"-", EXPR_SUBTRACT, 5},       {"*", EXPR_MULTIPLY, 6}, {"/", EXPR_DIVIDE, 6},
    {"%", EXPR_REMAINDER, 6},
};

enum { LOWEST = 1, NOT_LEVEL = 3, SIGN_LEVEL = 7 };

static struct expression *parse_level(struct lexer *lexer, int lowest);

static bool starts(const struct lexer *lexer, const char *text, size_t size)
{
    return (size_t)(lexer->end - lexer->at) >= size && memcmp(lexer->at, text, size) == 0;
}

/* Returns the index of the operator at the lexer; -1 if there is none. */
static int find_operator(const struct lexer *lexer)
{
    size_t word = name_length(lexer->at, lexer->end);

    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        size_t size = strlen(operators[i].text);
        bool named = operators[i].text[0] >= 'a';
        if (starts(lexer, operators[i].text, size) && (!named || word == size))
            return (int)i;
    }
    return -1;
}

static struct expression *new_expression(struct lexer *lexer, enum expression_kind kind)
{
    struct expression *expression = lexer_alloc(lexer, sizeof *expression);

    if (expression != NULL)
        expression->kind = kind;
    return expression;
}

/* Parses a number, which must not be followed by part of a word. */
static struct expression *parse_number(struct lexer *lexer, const char *start)
{
    const char *at = lexer->at;
    struct number number;
    int64_t value;

    while (at < lexer->end && (ascii_in_name(*at, false) || *at == '.'))
        at++;
    struct word word = {start, (size_t)(at - start)};
    if (!number_read(word, 10, &number)) {
        lexer_refuse(lexer, start, "expected an integer, found %.*s (a text is quoted)", shown_size(word), start);
        return NULL;
    }
    if (!number_to_int64(number, INT64_MIN, INT64_MAX, &value)) {
        lexer_refuse(lexer, start, "expected an integer of 64 bits, found %.*s", shown_size(word), start);
        return NULL;
    }
    lexer->at = at;
    struct expression *expression = new_expression(lexer, EXPR_NUMBER);
    if (expression != NULL)
        expression->number = value;
    return expression;
}

static struct expression *parse_term(struct lexer *lexer)
{
    struct expression *expression = new_expression(lexer, EXPR_TERM);
    const struct term *term = expression != NULL ? lexer_operand(lexer) : NULL;

    if (term == NULL || lexer_failed(lexer))
        return NULL;
    expression->term = term;
    return expression;
}

/* Parses env.NAME, which means $env.NAME. */
static struct expression *parse_environment(struct lexer *lexer, const char *start, size_t size)
{
    struct expression *expression = new_expression(lexer, EXPR_TERM);
    struct term *term = expression != NULL ? lexer_alloc(lexer, sizeof *term) : NULL;
    const char *copy = term != NULL ? arena_copy(lexer->arena, start, size) : NULL;

    lexer->at = start + size;
    if (copy == NULL) {
        lexer->no_memory = true;
        return NULL;
    }
    term->first = (struct piece){.kind = PIECE_VARIABLE, .text = {copy, size}};
    expression->term = term;
    return expression;
}

/* Parses true, false, or env.NAME. */
static struct expression *parse_word(struct lexer *lexer, size_t size)
{
    const char *start = lexer->at;
    size_t name = starts(lexer, "env.", 4) ? name_length(start + 4, lexer->end) : 0;

    if (name > 0)
        return parse_environment(lexer, start, 4 + name);
    bool truth = size == 4 && memcmp(start, "true", 4) == 0;

    if (truth || (size == 5 && memcmp(start, "false", 5) == 0)) {
        struct expression *expression = new_expression(lexer, EXPR_TRUTH);
        lexer->at += size;
        if (expression != NULL)
            expression->number = truth;
        return expression;
    }
    lexer_refuse(lexer, start, "expected a number, found %.*s (a variable is written $%.*s, a text in quotes)",
                 (int)(size < 40 ? size : 40), start, (int)(size < 40 ? size : 40), start);
    return NULL;
}

static struct expression *expected_operand(struct lexer *lexer)
{
    if (lexer->at == lexer->end)
        lexer_ends_early(lexer, lexer->at, "expected a number, a variable or (");
    else
        lexer_refuse(lexer, lexer->at, "expected a number, a variable or (");
    return NULL;
}

struct expression *parse_group(struct lexer *lexer)
{
    lexer->at++;
    struct expression *expression = parse_level(lexer, LOWEST);

    if (expression == NULL)
        return NULL;
    lexer_blanks(lexer);
    if (lexer->at < lexer->end && *lexer->at == ')') {
        lexer->at++;
        return expression;
    }
    if (lexer->at == lexer->end)
        lexer_ends_early(lexer, lexer->at, "expected )");
    else
        lexer_refuse(lexer, lexer->at, "expected an operator or )");
    return NULL;
}

static struct expression *parse_unary(struct lexer *lexer, enum expression_kind kind, size_t size, int level)
{
    struct expression *expression = new_expression(lexer, kind);

    lexer->at += size;
    if (expression != NULL)
        expression->left = parse_level(lexer, level);
    return expression != NULL && expression->left != NULL ? expression : NULL;
}

static struct expression *parse_operand(struct lexer *lexer)
{
    lexer_blanks(lexer);
    if (lexer->at == lexer->end)
        return expected_operand(lexer);
    char byte = *lexer->at;
    size_t word = name_length(lexer->at, lexer->end);
    if (byte == '(')
        return parse_group(lexer);
    if (byte >= '0' && byte <= '9')
        return parse_number(lexer, lexer->at);
    if (byte == '-' && lexer->end - lexer->at > 1 && lexer->at[1] >= '0' && lexer->at[1] <= '9') {
        const char *start = lexer->at++;
        return parse_number(lexer, start);
    }
    if (byte == '-')
        return parse_unary(lexer, EXPR_NEGATE, 1, SIGN_LEVEL);
    if (word == 3 && starts(lexer, "not", 3))
        return parse_unary(lexer, EXPR_NOT, 3, NOT_LEVEL);
    if (word > 0)
        return parse_word(lexer, word);
    if (byte == '$' || byte == '"' || byte == '\'')
        return parse_term(lexer);
    return expected_operand(lexer);
}

static struct expression *parse_binary(struct lexer *lexer, struct expression *left, int lowest)
{
    for (;;) {
        lexer_blanks(lexer);
        int found = find_operator(lexer);
        if (found < 0 || operators[found].level < lowest)
            return left;
        int level = operators[found].level;
        struct expression *expression = new_expression(lexer, operators[found].kind);
        lexer->at += strlen(operators[found].text);
        unsigned commands = lexer->commands;
        struct expression *right = expression != NULL ? parse_level(lexer, level + 1) : NULL;
        if (right == NULL)
            return NULL;
        expression->left = left;
        expression->right = right;
        expression->right_runs = lexer->commands != commands;
        left = expression;
    }
}

/* Parses an expression whose operators have at least the precedence `lowest`. */
static struct expression *parse_level(struct lexer *lexer, int lowest)
{
    if (lexer->depth == LEXER_DEPTH) {
        lexer_refuse(lexer, lexer->at, "nested deeper than %d", LEXER_DEPTH);
        return NULL;
    }
    lexer->depth++;
    struct expression *left = parse_operand(lexer);
    if (left != NULL)
        left = parse_binary(lexer, left, lowest);
    lexer->depth--;
    return left;
}

struct expression *parse_expression(struct lexer *lexer)
{
    return parse_level(lexer, LOWEST);
}
