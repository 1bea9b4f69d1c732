/* SPDX-License-Identifier: MIT */
/* Fuzz target: whatever a script holds, the parser of xsh ends, its pieces stay within the line, a word in a shell's quotes
 * comes back as it was, and what statements hold makes values that copy and print. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "out/quote.h"
#include "sh/lang/lines.h"
#include "sh/lang/parse.h"
#include "sh/lang/value.h"
#include "sh/lang/variables.h"

enum { MOST = 4096 };

static void expect(bool truth)
{
    if (!truth)
        abort();
}

/* A statement's pieces as a record of lists, its words the names. */
static const struct value *build(struct value_builder *builder, struct arena *arena, const struct statement *statement)
{
    value_builder_init(builder, arena);
    out_open(&builder->out, OUT_RECORD);
    for (size_t i = 0; i < statement->count; i++) {
        const struct piece *piece = &statement->pieces[i];
        if (piece->begins_word && i > 0)
            out_close(&builder->out);
        if (piece->begins_word) {
            out_name(&builder->out, "word");
            out_open(&builder->out, OUT_LIST);
        }
        if (piece->variable)
            out_string(&builder->out, piece->text.data, piece->text.size);
        else
            out_bytes(&builder->out, piece->text.data, piece->text.size);
    }
    out_close(&builder->out);
    out_close(&builder->out);
    return value_builder_end(builder);
}

static void check_value(const struct value *value, struct variables *variables, struct arena *arena)
{
    static char room[MOST * 16];
    struct word word, part, rest = word_of("word.0");
    struct out out;

    expect(variables_set(variables, word_of("x"), value));
    value = variables_get(variables, word_of("x"));
    while (value != NULL && next_part(&rest, &part))
        value = value_member(value, part);
    value = variables_get(variables, word_of("x"));
    out_init(&out, &out_json, -1, room, sizeof room);
    value_write(value, &out);
    expect(out.errnum != 0 || (is_text(room, out.used) && memchr(room, '\n', out.used) == room + out.used - 1));
    expect(value_line_word(value, arena, &word));
    expect(value_word(value->first, arena, &word) && !value_word(value, arena, &word));
}

static void check_statement(const struct statement *statement, const char *line, size_t size,
                            struct variables *variables)
{
    struct value_builder builder;
    struct arena arena;

    expect(statement->count > 0 && statement->pieces[0].begins_word);
    expect(statement->name.data == NULL || is_name(statement->name));
    for (size_t i = 0; i < statement->count; i += word_pieces(statement->pieces + i, statement->count - i)) {
        const struct piece *piece = &statement->pieces[i];
        expect(piece->text.data >= line && piece->text.data + piece->text.size <= line + size);
        if (!piece->variable && word_pieces(piece, statement->count - i) == 1)
            expect(piece->text.data[piece->text.size] == '\0');
    }
    arena_init(&arena, NULL, 0);
    const struct value *value = build(&builder, &arena, statement);
    expect(value != NULL);
    check_value(value, variables, &arena);
    arena_clear(&arena);
}

static void check_script(const char *data, size_t size)
{
    struct variables variables = {0};
    struct parser parser = {0};
    struct statement statement;
    struct lines lines;
    const char *problem;
    size_t length;
    char *line;
    int found;

    expect(lines_from_text(&lines, data, size) == 0);
    while (lines_next(&lines, &line, &length) == 1)
        for (parser_start(&parser, line, length); (found = parser_next(&parser, &statement, &problem)) != 0;)
            if (found > 0)
                check_statement(&statement, line, length, &variables);
            else
                expect(problem != NULL);
    variables_clear(&variables);
    parser_free(&parser);
    lines_free(&lines);
}

/* The bytes as one word in a shell's quotes. */
static void check_quoted(const char *data, size_t size)
{
    static char line[MOST * 4 + 16];
    struct parser parser = {0};
    struct statement statement;
    const char *problem;
    struct out out;

    out_init(&out, &out_plain, -1, line, sizeof line - 1);
    out_put(&out, "print : ");
    quote_shell(&out, data, size);
    parser_start(&parser, line, out.used);
    expect(parser_next(&parser, &statement, &problem) == 1 && statement.count == 3);
    expect(statement.pieces[2].text.size == size && memcmp(statement.pieces[2].text.data, data, size) == 0);
    expect(parser_next(&parser, &statement, &problem) == 0);
    parser_free(&parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > MOST)
        return 0;
    check_script((const char *)bytes, size);
    check_quoted((const char *)bytes, size);
    return 0;
}
