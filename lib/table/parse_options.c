/* SPDX-License-Identifier: MIT */
/* Options of command lines and xsh statements: finding their params, hints for unknown ones, their values. */
#include "table/parse_options.h"

#include "table/foreign.h"
#include "table/nearest.h"
#include "table/registry.h"
#include "value/split.h"
#include "value/texts.h"

TEXTS_OF(table_parse_options);

/* Returns the param with that name, or NULL. With `switches`, only switches are searched. A positional argument may be
 * given by name too, unless it takes any number of words. */
static const struct param *find_name(const struct param *params, size_t count, struct word name, bool switches)
{
    for (size_t i = 0; i < count; i++)
        if ((params[i].kind != KIND_WORDS || param_is_option(&params[i])) &&
            (params[i].kind == KIND_BOOL || !switches) && name_matches(name, params[i].name))
            return &params[i];
    return NULL;
}

/* Returns the param that a long option means: by its name or else, for a switch, by no-NAME. */
static const struct param *find_long(const struct param *params, size_t count, struct word name, bool *negated)
{
    const struct param *param = find_name(params, count, name, false);

    *negated = param == NULL;
    if (param == NULL && name.size > 3 && memcmp(name.data, "no-", 3) == 0)
        param = find_name(params, count, (struct word){name.data + 3, name.size - 3}, true);
    return param;
}

static const struct param *find_letter(const struct param *params, size_t count, char letter)
{
    for (size_t i = 0; i < count; i++)
        if (params[i].letter == letter)
            return &params[i];
    return NULL;
}

static const struct param *applying(const struct op *op, const struct param *common)
{
    return common != NULL && common_applies(op, common) ? common : NULL;
}

const struct param *common_option(struct word word)
{
    bool negated;

    if (word.size > 2 && word.data[0] == '-' && word.data[1] == '-') {
        const char *equals = memchr(word.data, '=', word.size);
        size_t size = equals != NULL ? (size_t)(equals - word.data) : word.size;
        return find_long(common_params, common_param_count, (struct word){word.data + 2, size - 2}, &negated);
    }
    return word.size == 2 && word.data[0] == '-' ? find_letter(common_params, common_param_count, word.data[1]) : NULL;
}

static const struct param *find_option(const struct op *op, struct word name)
{
    bool negated;
    const struct param *param = find_long(op->params, op->param_count, name, &negated);

    return param != NULL ? param : applying(op, find_long(common_params, common_param_count, name, &negated));
}

/* Returns the option that corresponds to another program's option, if this operation has it. */
static const struct param *foreign(const struct op *op, struct word name)
{
    const struct param *param = NULL;
    struct word ours;

    for (size_t at = 0; param == NULL && foreign_option(name, &at, &ours);)
        param = find_option(op, ours);
    return param;
}

static struct hint option_hint(const struct op *op, struct word name)
{
    struct nearest nearest = nearest_to(name);
    const struct param *param = foreign(op, name);

    if (param != NULL)
        return use_hint("--", word_of(param->name));
    for (size_t i = 0; i < op->param_count; i++)
        if (param_is_option(&op->params[i]))
            nearest_offer(&nearest, op->params[i].name);
    for (size_t i = 0; i < common_param_count; i++)
        if (common_applies(op, &common_params[i]))
            nearest_offer(&nearest, common_params[i].name);
    return nearest_hint(&nearest, "--");
}

static int unknown_option(struct state *state, struct word option, struct word name)
{
    struct hint hint = name.size > 2 ? option_hint(state->op, name) : (struct hint){""};

    return fail_usage(state->parsing->fail, "unknown option '%.*s'%s", shown_size(option), option.data, hint.text);
}

static int give_common(struct state *state, const struct param *param, struct word value)
{
    struct common *common = &state->parsed->common;

    if (kind_parse(state->parsing, param, value, common) < 0)
        return -1;
    bool none = param->offset == offsetof(struct common, result_fd)
                    ? common->result_fd < 0
                    : param->offset == offsetof(struct common, as) && common->as.count == 0;
    return none ? fail_usage(state->parsing->fail, "%s: '%s' is not a descriptor", param->name, value.data) : 0;
}

/* Inserts the words of an option such as env -S before the remaining words. */
static int split_option(struct state *state, const struct param *param, struct word value)
{
    struct arena *arena = state->parsing->arena;
    size_t left = state->words.count - state->at;
    struct words words = {0};

    if (words_split(arena, state->parsing->fail, param->name, value, &words) < 0)
        return -1;
    struct word *all = arena_alloc(arena, (words.count + left + 1) * sizeof *all);
    struct word *positionals = arena_alloc(arena, (state->positional_count + words.count + left + 1) * sizeof *all);
    if (all == NULL || positionals == NULL)
        return fail_no_memory(state->parsing->fail);
    if (words.count > 0)
        memcpy(all, words.items, words.count * sizeof *all);
    if (left > 0)
        memcpy(all + words.count, state->words.items + state->at, left * sizeof *all);
    if (state->positional_count > 0)
        memcpy(positionals, state->positionals, state->positional_count * sizeof *all);
    state->words = (struct words){words.count + left, all};
    state->positionals = positionals;
    state->at = 0;
    state->split = true;
    return 0;
}

/* Stores a value given by name. own: param belongs to op; common options are parsed at once. */
static int give(struct state *state, const struct param *param, bool own, struct word value)
{
    if (!own)
        return give_common(state, param, value);
    if (param->flags & PARAM_SPLIT)
        return split_option(state, param, value);
    if (param->kind == KIND_REPEATED)
        return kind_parse(state->parsing, param, value, state->parsed->args);
    state->given[param - state->op->params] = value;
    return 0;
}

static int next_value(struct state *state, struct word option, struct word *value)
{
    if (state->at == state->words.count)
        return fail_usage(state->parsing->fail, "option '%.*s' needs a value", shown_size(option), option.data);
    *value = state->words.items[state->at++];
    return 0;
}

/* Returns the index of the word that ends a program's argv: ";", or "+" after "{}" for an option that takes batches. */
static size_t argv_end(const struct state *state, const struct param *param)
{
    const struct word *words = state->words.items;
    size_t at = state->at;

    if (param->flags & PARAM_REST)
        return state->words.count;
    for (; at < state->words.count && !word_is(words[at], ";"); at++)
        if ((param->flags & PARAM_BATCH) && at > state->at && word_is(words[at], "+") && word_is(words[at - 1], "{}"))
            break;
    return at;
}

/* Parses an option whose value is a program's argv: the words up to ";", or up to "+", which is then included. */
static int argv_option(struct state *state, const struct param *param, struct word option)
{
    size_t from = state->at, end = argv_end(state, param);
    bool batch = end < state->words.count && word_is(state->words.items[end], "+");
    struct words argv = {end - from + batch, state->words.items + from};
    const struct words *given = (const struct words *)(const void *)((char *)state->parsed->args + param->offset);

    state->at = end < state->words.count ? end + 1 : end;
    if (given->count > 0)
        return fail_usage(state->parsing->fail, "option '%.*s' may be given once", shown_size(option), option.data);
    if (end == state->words.count && !(param->flags & PARAM_REST))
        return fail_usage(state->parsing->fail, "option '%.*s' needs a ';' behind its program", shown_size(option),
                          option.data);
    if (argv.count == 0)
        return fail_usage(state->parsing->fail, "option '%.*s' needs %s", shown_size(option), option.data,
                          param->flags & PARAM_REST ? "words after it" : "a program");
    return kind_parse_list(state->parsing, param, argv, state->parsed->args);
}

/* True if the next word must be the value of an option that is optional: the word is, up to and with a comma, one of
 * the words in the option's metavariable ("now|soon,fail=N": now,fail=1). */
static bool bare_takes_next(const struct state *state, const struct param *param)
{
    struct word next = state->at < state->words.count ? state->words.items[state->at] : word_of("");
    const char *comma = memchr(next.data, ',', next.size);
    size_t size = comma != NULL ? (size_t)(comma - next.data) : 0;
    struct texts texts;

    if (size == 0)
        return false;
    texts_start(&texts);
    const char *metavar = text_read(&texts, param->metavar);
    const char *most = metavar != NULL ? strchr(metavar, ',') : NULL;
    for (const char *at = metavar; most != NULL && at < most; at += strcspn(at, "|,") + 1)
        if (strcspn(at, "|,") == size && memcmp(at, next.data, size) == 0)
            return true;
    return false;
}

int long_option(struct state *state, struct word option)
{
    const struct op *op = state->op;
    struct word name = {option.data + 2, option.size - 2}, value = {NULL, 0};
    const char *equals = memchr(name.data, '=', name.size);
    bool negated;

    if (equals != NULL) {
        value = (struct word){equals + 1, (size_t)(option.data + option.size - equals - 1)};
        name.size = (size_t)(equals - name.data);
    }
    option.size = name.size + 2;
    const struct param *param = find_long(op->params, op->param_count, name, &negated);
    bool own = param != NULL;
    if (!own)
        param = applying(op, find_long(common_params, common_param_count, name, &negated));
    if (param == NULL)
        return unknown_option(state, option, name);
    if (negated && value.data != NULL)
        return fail_usage(state->parsing->fail, "option '--%.*s' takes no value", (int)name.size, name.data);
    if (own && value.data == NULL && param->kind == KIND_WORDS)
        return argv_option(state, param, option);
    if (value.data == NULL && param->kind == KIND_BOOL)
        value = word_of(negated ? "no" : "yes");
    else if (value.data == NULL && (param->flags & PARAM_BARE) && !bare_takes_next(state, param))
        value = word_of("");
    else if (value.data == NULL && next_value(state, option, &value) < 0)
        return -1;
    return give(state, param, own, value);
}

int short_options(struct state *state, struct word option)
{
    const struct op *op = state->op;

    for (size_t i = 1; i < option.size; i++) {
        const struct param *param = find_letter(op->params, op->param_count, option.data[i]);
        bool own = param != NULL;
        struct word value = word_of("yes");
        if (!own)
            param = applying(op, find_letter(common_params, common_param_count, option.data[i]));
        if (param == NULL || option.data[i] == '\0') /* a name may be meant: -name */
            return unknown_option(state, option, (struct word){option.data + 1, option.size - 1});
        if (param->kind != KIND_BOOL) {
            value = (struct word){option.data + i + 1, option.size - i - 1};
            if (value.size == 0 && next_value(state, option, &value) < 0)
                return -1;
            i = option.size;
        }
        if (give(state, param, own, value) < 0)
            return -1;
    }
    return 0;
}
