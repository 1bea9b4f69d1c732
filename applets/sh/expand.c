/* SPDX-License-Identifier: MIT */
/* From pieces to words and values: variables looked up, pieces joined. */
#include "sh/xsh.h"

#include <errno.h>
#include <string.h>

#include "value/errnos.h"
#include "value/number.h"

/* The value of a variable with its fields; scratch holds those of $? and $errno. NULL with the failure recorded. */
static const struct value *look_up(struct session *session, struct word text, struct value *scratch, char *digits)
{
    struct word rest = text, part;
    const struct value *value = NULL;

    next_part(&rest, &part);
    if (word_is(part, "?")) {
        *scratch = (struct value){.kind = VALUE_NUMBER, .text = {digits, int_write(digits, session->status)}};
        digits[scratch->text.size] = '\0';
        value = scratch;
    } else if (word_is(part, "errno")) {
        const char *name = session->errnum != 0 ? errno_name(session->errnum) : NULL;
        *scratch = (struct value){.kind = VALUE_STRING, .text = word_of(name != NULL ? name : "")};
        value = scratch;
    } else
        value = variables_get(&session->variables, part);
    if (value == NULL) {
        fail_usage(session->fail, "unknown variable $%.*s", shown_size(part), part.data);
        return NULL;
    }
    while (value != NULL && next_part(&rest, &part))
        value = value_member(value, part);
    if (value == NULL)
        fail_usage(session->fail, "unknown field %.*s of $%.*s", shown_size(part), part.data, shown_size(text),
                   text.data);
    return value;
}

/* The bytes that a piece stands for. */
static int piece_word(struct session *session, const struct piece *piece, struct word *word)
{
    struct value scratch;
    char digits[NUMBER_ROOM];

    *word = piece->text;
    if (!piece->variable)
        return 0;
    const struct value *value = look_up(session, piece->text, &scratch, digits);
    if (value == NULL)
        return -1;
    if (!value_word(value, session->arena, word))
        return fail_usage(session->fail, "$%.*s is no single word: name a field or an item of it",
                          shown_size(piece->text), piece->text.data);
    if (word->data == digits && (word->data = arena_copy(session->arena, digits, word->size)) == NULL)
        return fail_no_memory(session->fail);
    return 0;
}

static int join(struct session *session, const struct piece *pieces, size_t count, struct word *word)
{
    struct word *parts = arena_alloc(session->arena, count * sizeof *parts);
    size_t size = 0;

    if (parts == NULL)
        return fail_no_memory(session->fail);
    for (size_t i = 0; i < count; size += parts[i++].size)
        if (piece_word(session, &pieces[i], &parts[i]) < 0)
            return -1;
    char *at = arena_alloc(session->arena, size + 1);
    if (at == NULL)
        return fail_no_memory(session->fail);
    *word = (struct word){at, size};
    for (size_t i = 0; i < count; at += parts[i++].size)
        if (parts[i].size > 0)
            memcpy(at, parts[i].data, parts[i].size);
    return 0;
}

int expand_word(struct session *session, const struct piece *pieces, size_t count, struct word *word, size_t *length)
{
    *length = word_pieces(pieces, count);
    return *length == 1 ? piece_word(session, pieces, word) : join(session, pieces, *length, word);
}

int expand_words(struct session *session, const struct piece *pieces, size_t count, struct words *words)
{
    struct word *items = arena_alloc(session->arena, (count + 1) * sizeof *items);
    size_t length;

    if (items == NULL)
        return fail_no_memory(session->fail);
    *words = (struct words){0, items};
    for (; count > 0; pieces += length, count -= length)
        if (expand_word(session, pieces, count, &items[words->count++], &length) < 0)
            return -1;
    return 0;
}

/* A word as a value: where any value will do, the variable itself where that, without quotes, is all the word is. */
static const struct value *expand_value(struct session *session, const struct piece *pieces, size_t count, bool any,
                                        size_t *length)
{
    struct value *value = arena_alloc(session->arena, sizeof *value + NUMBER_ROOM);

    *length = word_pieces(pieces, count);
    if (value == NULL) {
        fail_no_memory(session->fail);
        return NULL;
    }
    if (any && *length == 1 && pieces->variable && pieces->bare)
        return look_up(session, pieces->text, value, (char *)(value + 1));
    value->kind = VALUE_STRING;
    if (expand_word(session, pieces, count, &value->text, length) < 0)
        return NULL;
    value->text.data = arena_copy(session->arena, value->text.data,
                                  value->text.size); /* the variable may be unset now */
    if (value->text.data != NULL)
        return value;
    fail_no_memory(session->fail);
    return NULL;
}

int expand_values(struct session *session, struct arguments *arguments, bool any)
{
    const struct piece *pieces = arguments->pieces;
    size_t length;

    arguments->items = arena_alloc(session->arena, (arguments->piece_count + 1) * sizeof *arguments->items);
    if (arguments->items == NULL)
        return fail_no_memory(session->fail);
    for (size_t left = arguments->piece_count; left > 0; pieces += length, left -= length)
        if ((arguments->items[arguments->count++] = expand_value(session, pieces, left, any, &length)) == NULL)
            return -1;
    return 0;
}
