/* SPDX-License-Identifier: MIT */
/* Fuzz target: whatever a script holds, the parser of xsh ends; what it accepts is a tree that can be walked, what it
 * refuses has a message; a word in the quotes of a shell comes back as it was; and texts of scripts make values that
 * copy and print. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "out/quote.h"
#include "sh/lang/parse.h"
#include "sh/lang/source.h"
#include "sh/lang/value.h"
#include "sh/lang/variables.h"

enum { MOST = 4096 };

static void expect(bool truth)
{
    if (!truth)
        abort();
}

static size_t count_node(const struct node *node);

static size_t count_expression(const struct expression *expression);

static size_t count_terms(const struct term *term)
{
    size_t count = 0;

    for (; term != NULL; term = term->next)
        for (const struct piece *piece = &term->first; piece != NULL; piece = piece->next) {
            count++;
            if (piece->kind == PIECE_COMMAND)
                count += count_node(piece->command);
            else if (piece->kind == PIECE_EXPRESSION)
                count += count_expression(piece->expression);
            else
                expect(piece->text.data[piece->text.size] == '\0');
        }
    return count;
}

static size_t count_expression(const struct expression *expression)
{
    if (expression == NULL)
        return 0;
    return 1 + count_terms(expression->term) + count_expression(expression->left) + count_expression(expression->right);
}

/* The parts of a tree, each of which is touched. */
static size_t count_node(const struct node *node)
{
    size_t count = 0;

    for (; node != NULL; node = node->next)
        count += 1 + count_terms(node->terms) + count_expression(node->expression) + count_node(node->condition) +
                 count_node(node->body) + count_node(node->otherwise);
    return count;
}

static void check_script(const char *data, size_t size, bool plain_dollar)
{
    struct lexer lexer = {.plain_dollar = plain_dollar};
    struct arena arena;
    enum parsed parsed;

    arena_init(&arena, NULL, 0);
    lexer.arena = &arena;
    lexer_start(&lexer, data, size, 1);
    for (;;) {
        const struct node *node = NULL;
        const char *before = lexer.at;
        struct word id;
        int open;
        parsed = parse_next(&lexer, &node, &id, &open);
        if (parsed == PARSE_END)
            break;
        expect(parsed != PARSE_NO_MEMORY);
        expect((parsed == PARSE_STATEMENT) == (lexer.message[0] == '\0'));
        if (parsed == PARSE_STATEMENT)
            expect(count_node(node) > 0 && lexer.at > before);
        if (parsed == PARSE_INCOMPLETE)
            break;
        if (parsed == PARSE_MALFORMED && open > 0 && !parse_skip(&lexer, &open))
            break;
        expect(lexer.at <= lexer.end && lexer.message_line <= lexer.line);
    }
    lexer_free(&lexer);
    arena_clear(&arena);
}

/* The bytes as one word in the quotes of a shell. */
static void check_quoted(const char *data, size_t size)
{
    static char line[MOST * 4 + 16];
    struct lexer lexer = {0};
    struct arena arena;
    struct out out;

    arena_init(&arena, NULL, 0);
    lexer.arena = &arena;
    out_init(&out, &out_plain, -1, line, sizeof line - 1);
    quote_shell(&out, data, size);
    lexer_start(&lexer, line, out.used, 1);
    const struct term *term = lexer_term(&lexer);
    expect(term != NULL && term->first.next == NULL && lexer.at == lexer.end);
    expect(term->first.text.size == size && memcmp(term->first.text.data, data, size) == 0);
    lexer_free(&lexer);
    arena_clear(&arena);
}

/* The bytes as a value: nested as deep as their number says, named, copied, printed. */
static void check_value(const char *data, size_t size)
{
    static char room[MOST * 32];
    struct variables variables = {0};
    struct value_builder builder;
    struct fail fail = {0};
    struct arena arena;
    struct out out;
    struct word word;

    arena_init(&arena, NULL, 0);
    value_builder_init(&builder, &arena);
    for (size_t i = 0; i < size % 40; i++)
        out_open(&builder.out, OUT_LIST);
    out_bytes(&builder.out, data, size);
    const struct value *value = value_builder_end(&builder, &fail);
    expect((value == NULL) == (size % 40 > VALUE_DEPTH) && (value == NULL) == (fail.status != 0));
    if (value != NULL) {
        expect(variables_set(&variables, word_of("x"), value));
        out_init(&out, &out_json, -1, room, sizeof room);
        value_write(variables_get(&variables, word_of("x")), &out, true);
        expect(out.errnum != 0 || is_text(room, out.used));
        expect(value_line_word(value, &arena, &word));
    }
    variables_clear(&variables);
    arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > MOST)
        return 0;
    check_script((const char *)bytes, size, false);
    check_script((const char *)bytes, size, true);
    check_quoted((const char *)bytes, size);
    check_value((const char *)bytes, size);
    return 0;
}
