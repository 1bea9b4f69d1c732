/* SPDX-License-Identifier: MIT */
/* The parser of command lines and xsh statements, controlled by the table; parse_options.c reads the options. */
#include <errno.h>
#include <unistd.h>

#include "os/io.h"
#include "table/parse_options.h"
#include "value/encode.h"
#include "value/number.h"
#include "value/texts.h"

TEXTS_OF(table_parse);

const char arguments_mark[] = "--";

/* False for numbers such as -1, -4096, -.5 and -1,2; -0 alone is the option --null. */
static bool looks_like_option(struct word word)
{
    if (word.size < 2 || word.data[0] != '-')
        return false;
    if (word.size == 2 && word.data[1] == '0')
        return true;
    return !(word.data[1] >= '0' && word.data[1] <= '9') && word.data[1] != '.';
}

static size_t positional_params(const struct op *op)
{
    size_t count = 0;

    for (size_t i = 0; i < op->param_count; i++)
        count += !param_is_option(&op->params[i]);
    return count;
}

/* True if a program's argv has begun: later words are not options. */
static bool in_argv(const struct state *state)
{
    return (state->op->flags & OP_ARGV) && state->positional_count >= positional_params(state->op);
}

static void keep_rest(struct state *state)
{
    while (state->at < state->words.count)
        state->positionals[state->positional_count++] = state->words.items[state->at++];
}

static void begin_program(struct state *state)
{
    state->parsed->prog = state->words.items + state->at;
    state->parsed->prog_count = state->words.count - state->at;
}

static int scan(struct state *state)
{
    while (state->at < state->words.count) {
        struct word word = state->words.items[state->at++];
        int result = 0;
        if (word.data == arguments_mark) {
            keep_rest(state);
            return 0;
        }
        if (word_is(word, "--")) {
            if (state->op->flags & OP_CHAIN)
                begin_program(state);
            else
                keep_rest(state);
            return 0;
        }
        if (word.size > 2 && word.data[0] == '-' && word.data[1] == '-')
            result = long_option(state, word);
        else if (looks_like_option(word))
            result = short_options(state, word);
        else if (state->split && memchr(word.data, '=', word.size) == NULL) {
            state->at--;
            begin_program(state);
            return 0;
        } else {
            state->positionals[state->positional_count++] = word;
            if (in_argv(state))
                keep_rest(state);
        }
        if (result < 0)
            return -1;
    }
    return 0;
}

/* Reads all of standard input as one word; the lines of encoded data are joined. */
static int read_stdin(struct state *state, struct word *word)
{
    size_t used = 0, room = 0;
    char *data = NULL;

    do {
        char *grown = arena_alloc(state->parsing->arena, (room = room * 2 + 4096) + 1);
        if (grown == NULL)
            return fail_no_memory(state->parsing->fail);
        if (used > 0)
            memcpy(grown, data, used);
        data = grown;
        ssize_t got = os_read_all(STDIN_FILENO, data + used, room - used);
        if (got < 0)
            return fail_errno(state->parsing->fail, (int)-got, "standard input", NULL);
        used += (size_t)got;
    } while (used == room);
    if (state->parsing->hex || state->parsing->base64)
        used = digits_join(data, used);
    data[used] = '\0';
    *word = (struct word){data, used};
    return 0;
}

/* True if the parameter's value is read from standard input (--stdin). */
static bool comes_from_stdin(const struct state *state, const struct param *param)
{
    return state->parsed->common.from_stdin && (param->kind == KIND_BYTES || param->kind == KIND_BUFFERS);
}

/* Optional flags after a list of words (preadv, pwritev) are given only by name: a number belongs to the parameter
 * before them. */
static bool flags_are_named(const struct state *state, size_t i)
{
    const struct param *param = &state->op->params[i];
    int64_t unused;
    struct word culprit;

    for (size_t list = 0; list < i; list++)
        if (kind_is_list(state->op->params[list].kind)) {
            struct word last = state->positional_count > 0 ? state->positionals[state->positional_count - 1]
                                                           : (struct word){"", 0};
            struct number number;
            return last.size > 0 && !number_read(last, 10, &number) &&
                   constants_read(family_numbered(param->family), last, &unused, &culprit) != CONSTANTS_UNKNOWN;
        }
    return true;
}

/* True if a positional parameter takes its value from the positional words. */
static bool wants_word(const struct state *state, size_t i)
{
    const struct param *param = &state->op->params[i];

    if (param_is_option(param) || state->given[i].data != NULL || comes_from_stdin(state, param))
        return false;
    return param->kind != KIND_FLAGS || !(param->flags & PARAM_OPTIONAL) || flags_are_named(state, i);
}

static size_t count_wanting(const struct state *state)
{
    size_t count = 0;

    for (size_t i = 0; i < state->op->param_count; i++)
        count += wants_word(state, i);
    return count;
}

static bool any_wanting_after(const struct state *state, size_t i)
{
    for (i++; i < state->op->param_count; i++)
        if (wants_word(state, i))
            return true;
    return false;
}

static int missing(struct state *state, const struct param *param)
{
    return fail_usage(state->parsing->fail, "missing argument: %s", param->name);
}

/* The number of words that param i takes, beginning with word `at`: a list takes what the others leave, any other kind
 * takes one. */
static size_t take_words(const struct state *state, size_t i, size_t at)
{
    size_t left = state->positional_count - at, wanting = count_wanting(state);

    if (!kind_is_list(state->op->params[i].kind) || left == 0)
        return left > 0 ? 1 : 0;
    if (!any_wanting_after(state, i))
        return left;
    return state->positional_count > wanting ? state->positional_count - wanting + 1 : 1;
}

static int assign_one(struct state *state, size_t i, size_t *at)
{
    const struct param *param = &state->op->params[i];
    void *args = state->parsed->args;

    if (state->given[i].data != NULL)
        return kind_parse(state->parsing, param, state->given[i], args);
    if (wants_word(state, i)) {
        size_t count = take_words(state, i, *at);
        struct words words = {count, state->positionals + *at};
        *at += count;
        if (count > 0)
            return count > 1 ? kind_parse_list(state->parsing, param, words, args)
                             : kind_parse(state->parsing, param, words.items[0], args);
        if (!(param->flags & PARAM_OPTIONAL))
            return missing(state, param);
    } else if (!param_is_option(param) && comes_from_stdin(state, param)) {
        struct word data = {0};
        return read_stdin(state, &data) < 0 ? -1 : kind_parse(state->parsing, param, data, args);
    }
    return kind_default(state->parsing, param, args);
}

static int assign(struct state *state)
{
    size_t at = 0;

    state->parsing->hex = state->parsed->common.hex;
    state->parsing->base64 = state->parsed->common.base64;
    for (size_t i = 0; i < state->op->param_count; i++)
        if (assign_one(state, i, &at) < 0)
            return -1;
    if (at < state->positional_count) {
        struct word surplus = state->positionals[at];
        return fail_usage(state->parsing->fail, "surplus argument '%.*s'%s", shown_size(surplus), surplus.data,
                          program_hint(state->op, state->parsed->prog != NULL));
    }
    return 0;
}

int op_parse(const struct op *op, struct words words, struct parsing *parsing, struct parsed *parsed)
{
    struct state state = {.op = op, .parsing = parsing, .parsed = parsed, .words = words};

    *parsed = (struct parsed){.common.result_fd = NO_RESULT_FD};
    state.given = arena_alloc(parsing->arena, (op->param_count + 1) * sizeof *state.given);
    state.positionals = arena_alloc(parsing->arena, (words.count + 1) * sizeof *state.positionals);
    parsed->args = arena_alloc(parsing->arena, op->args_size + 1);
    if (state.given == NULL || state.positionals == NULL || parsed->args == NULL)
        return fail_no_memory(parsing->fail);
    if (scan(&state) < 0)
        return -1;
    if (parsed->common.help || parsed->common.version)
        return 0;
    if (parsed->common.hex && parsed->common.base64)
        return fail_usage(parsing->fail, "--hex and --base64 exclude each other");
    if (parsed->common.json && parsed->common.null)
        return fail_usage(parsing->fail, "--json and --null exclude each other");
    if (parsed->prog != NULL && parsed->prog_count == 0)
        return fail_usage(parsing->fail, "no program after --");
    return assign(&state);
}
