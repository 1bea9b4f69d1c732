/* SPDX-License-Identifier: MIT */
/* Expands words: looks up variables, runs $(...), and joins pieces. */
#include "sh/eval/eval.h"

#include <stdlib.h>
#include <string.h>

#include "sh/lang/lexer.h"
#include "sh/foreign.h"
#include "sh/loggers.h"
#include "sh/streams.h"
#include "value/errnos.h"
#include "value/number.h"

TEXTS_OF(eval_expand);

/* $1, $2, ...; NULL if there are fewer, and for other names. */
static const struct value *argument(const struct session *session, struct word part)
{
    const struct arguments *arguments = &session->frame->arguments;
    struct number number;
    uint64_t index;

    if (part.data[0] < '0' || part.data[0] > '9' || !number_read(part, 10, &number) ||
        !number_to_uint64(number, SIZE_MAX, &index))
        return NULL;
    return index >= 1 && index <= arguments->count ? arguments->items[index - 1] : NULL;
}

/* Returns the environment variable named next in *text, or the value none if it is not set. */
static const struct value *environment(struct session *session, struct word *text)
{
    const char *found = text->size > 0 ? getenv(text->data) : NULL; /* a NUL byte follows text */

    text->size = 0;
    return found != NULL ? value_text(session->arena, word_of(found)) : &value_nothing;
}

/* The value of $? $errno $@ $env $# $1 ...; *text is what follows the name. NULL with the failure recorded. */
static const struct value *special_variable(struct session *session, struct word part, struct word *text)
{
    const struct arguments *arguments = &session->frame->arguments;
    const struct value *value = NULL;

    if (word_is(part, "?"))
        value = value_integer(session->arena, session->status);
    else if (word_is(part, "errno")) {
        const char *name = session->errnum != 0 ? errno_name(session->errnum) : NULL;
        value = value_text(session->arena, word_of(name != NULL ? name : ""));
    } else if (word_is(part, "@"))
        value = value_list(arguments->items, arguments->count, session->arena);
    else if (word_is(part, "#"))
        value = value_integer(session->arena, (int64_t)arguments->count);
    else if (word_is(part, "env"))
        value = environment(session, text);
    else {
        value = argument(session, part);
        if (value == NULL)
            fail_usage(session->fail, "unknown variable $%.*s", shown_size(part), part.data);
        return value;
    }
    if (value == NULL)
        session_no_memory(session);
    return value;
}

/* Returns the value of a variable; *text gets its members, which are still to be looked up. NULL with the failure
 * recorded. */
static const struct value *variable(struct session *session, struct word *text)
{
    struct word part;

    next_part(text, &part);
    const struct value *value = session_get(session, part);
    return value != NULL ? value : special_variable(session, part, text);
}

/* Returns the value of a variable including its members. NULL with the failure recorded. */
static const struct value *look_up(struct session *session, struct word text)
{
    struct word rest = text, part;
    const struct value *value = variable(session, &rest);

    if (value == NULL)
        return NULL;
    while (value != NULL && next_part(&rest, &part)) {
        const struct value *field = stream_field(session, value, part);
        if (field == NULL && session->loggers != NULL)
            field = logger_field(session, value, part);
        if (field == NULL && session->foreign != NULL)
            field = foreign_field(session, value, part);
        value = field != NULL ? field : value_member(value, part);
    }
    if (value == NULL && session->fail->status == 0)
        fail_usage(session->fail, "unknown field %.*s of $%.*s", shown_size(part), part.data, shown_size(text),
                   text.data);
    return value;
}

/* The value of $(...). What fails afterwards is not a failure of the operation inside. */
static const struct value *command_value(struct session *session, const struct node *command)
{
    const char *op = session->fail->op;
    int status;
    const struct value *value = run_for_value(session, command, &status);

    if (value != NULL)
        session->fail->op = op;
    return value;
}

static const struct value *piece_value(struct session *session, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_VARIABLE:
        return look_up(session, piece->text);
    case PIECE_COMMAND:
        return command_value(session, piece->command);
    case PIECE_EXPRESSION:
        return compute(session, piece->expression);
    case PIECE_TEXT:
        break;
    }
    const struct value *value = value_text(session->arena, piece->text);
    if (value == NULL)
        session_no_memory(session);
    return value;
}

static int no_word(struct session *session, const struct piece *piece)
{
    if (piece == NULL || piece->kind != PIECE_VARIABLE)
        return fail_usage(session->fail, "the value is not a single word: name a field or an item of it");
    return fail_usage(session->fail, "$%.*s is not a single word: name a field or an item of it",
                      shown_size(piece->text), piece->text.data);
}

int keep_word(struct session *session, struct word *word)
{
    word->data = arena_copy(session->arena, word->data, word->size);
    return word->data != NULL ? 0 : session_no_memory(session);
}

/* Returns the bytes of a piece. */
static int piece_word(struct session *session, const struct piece *piece, struct word *word)
{
    *word = piece->text;
    if (piece->kind == PIECE_TEXT)
        return 0;
    const struct value *value = piece_value(session, piece);
    if (value == NULL)
        return -1;
    if (!value_word(value, session->arena, word))
        return no_word(session, piece);
    return 0;
}

static int join(struct session *session, const struct term *term, struct word *word)
{
    size_t count = 0, size = 0, i = 0;

    for (const struct piece *piece = &term->first; piece != NULL; piece = piece->next)
        count++;
    struct word *parts = arena_alloc(session->arena, count * sizeof *parts);
    if (parts == NULL)
        return session_no_memory(session);
    for (const struct piece *piece = &term->first; piece != NULL; piece = piece->next, size += parts[i++].size)
        if (piece_word(session, piece, &parts[i]) < 0 || (term->runs && keep_word(session, &parts[i]) < 0))
            return -1;
    char *at = arena_alloc(session->arena, size + 1);
    if (at == NULL)
        return session_no_memory(session);
    *word = (struct word){at, size};
    for (i = 0; i < count; at += parts[i++].size)
        if (parts[i].size > 0)
            memcpy(at, parts[i].data, parts[i].size);
    return 0;
}

int expand_word(struct session *session, const struct term *term, struct word *word)
{
    return term->first.next == NULL ? piece_word(session, &term->first, word) : join(session, term, word);
}

/* True for $@, quoted or not: it expands to one word for each argument. */
static bool is_all_arguments(const struct term *term)
{
    return term->first.kind == PIECE_VARIABLE && term->first.next == NULL && word_is(term->first.text, "@");
}

/* The most words that the terms can expand to. *runs: one of them runs a statement. */
static size_t most_words(const struct session *session, const struct term *terms, size_t count, bool *runs)
{
    size_t most = count + 1;
    bool any = false;

    for (const struct term *term = terms; term != NULL; term = term->next) {
        most += is_all_arguments(term) ? session->frame->arguments.count : 0;
        any |= term->runs;
    }
    *runs = any;
    return most;
}

int expand_words(struct session *session, const struct term *terms, size_t count, struct words *words)
{
    const struct arguments *arguments = &session->frame->arguments;
    bool runs;
    struct word *items = arena_alloc(session->arena, most_words(session, terms, count, &runs) * sizeof *items);

    if (items == NULL)
        return session_no_memory(session);
    *words = (struct words){0, items};
    for (const struct term *term = terms; term != NULL; term = term->next)
        if (is_all_arguments(term)) {
            for (size_t i = 0; i < arguments->count; i++)
                if (!value_word(arguments->items[i], session->arena, &items[words->count++]))
                    return no_word(session, &term->first);
        } else {
            struct word *word = &items[words->count++];
            if (expand_word(session, term, word) < 0 || (runs && keep_word(session, word) < 0))
                return -1;
        }
    return 0;
}

/* Copies a value, for a statement that may change the variable it came from. */
static const struct value *copy_scalar(struct session *session, const struct value *value)
{
    struct value *copy;

    if (value == NULL || value_is_tree(value))
        return value;
    copy = value_text(session->arena, value->text);
    if (copy == NULL) {
        session_no_memory(session);
        return NULL;
    }
    copy->kind = value->kind;
    return copy;
}

const struct value *expand_value(struct session *session, const struct term *term)
{
    struct value *value;

    if (term->bare && term->first.next == NULL && term->first.kind == PIECE_VARIABLE)
        return copy_scalar(session, look_up(session, term->first.text));
    if (term->first.next == NULL &&
        (term->first.kind == PIECE_EXPRESSION || (term->bare && term->first.kind != PIECE_TEXT)))
        return piece_value(session, &term->first);
    if ((value = arena_alloc(session->arena, sizeof *value)) == NULL) {
        session_no_memory(session);
        return NULL;
    }
    value->kind = VALUE_STRING;
    return expand_word(session, term, &value->text) == 0 ? copy_scalar(session, value) : NULL;
}

int keep_tree(struct session *session, const struct value **value)
{
    if (value_is_tree(*value) && (*value = value_keep(*value, session->arena)) == NULL)
        return session_no_memory(session);
    return 0;
}

int expand_values(struct session *session, const struct term *terms, size_t count, struct arguments *arguments)
{
    const struct arguments *own = &session->frame->arguments;
    bool runs;

    *arguments = (struct arguments){
        .items = arena_alloc(session->arena, most_words(session, terms, count, &runs) * sizeof *arguments->items)};
    if (arguments->items == NULL)
        return session_no_memory(session);
    for (const struct term *term = terms; term != NULL; term = term->next)
        if (is_all_arguments(term)) {
            for (size_t i = 0; i < own->count; i++)
                arguments->items[arguments->count++] = own->items[i];
        } else {
            const struct value **item = &arguments->items[arguments->count++];
            if ((*item = expand_value(session, term)) == NULL || (runs && keep_tree(session, item) < 0))
                return -1;
        }
    return 0;
}

int arguments_to_words(struct session *session, const struct arguments *arguments, struct words *words)
{
    struct word *items = arena_alloc(session->arena, (arguments->count + 1) * sizeof *items);

    if (items == NULL)
        return session_no_memory(session);
    *words = (struct words){arguments->count, items};
    for (size_t i = 0; i < arguments->count; i++)
        if (!value_word(arguments->items[i], session->arena, &items[i]))
            return no_word(session, NULL);
    return 0;
}
