/* SPDX-License-Identifier: MIT */
/* Words for the shells' completion (xos --complete WORD...), made from the table: operations and applets, options,
 * constants, signals, users, groups and variables. It prints no file names: shells complete those
 * themselves. */
#include "self/complete_parts.h"

#include <string.h>

#include "applets.h"
#include "ops/chapters.h"
#include "self/parts.h"
#include "table/registry.h"
#include "table/run.h"

static bool begins(struct word name, struct word typed)
{
    if (typed.size > name.size)
        return false;
    for (size_t i = 0; i < typed.size; i++)
        if (name.data[i] != typed.data[i] && !(name.data[i] == '_' && typed.data[i] == '-'))
            return false;
    return true;
}

void offer_word(struct line *line, struct word name, const char *about)
{
    if (!begins(name, line->typed))
        return;
    out_raw(line->out, line->kept.data, line->kept.size);
    out_raw(line->out, name.data, name.size);
    if (line->described && about != NULL) {
        out_char(line->out, '\t');
        out_put(line->out, about);
    }
    out_char(line->out, '\n');
}

void offer(struct line *line, const char *name)
{
    offer_word(line, word_of(name), NULL);
}

static void offer_names(struct line *line)
{
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        offer_word(line, word_of((*applet)->name), texts_read(&line->texts, (*applet)->texts).summary);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if (!op_is_member(&(*chapter)->ops[i], &line->texts))
                offer_word(line, word_of((*chapter)->ops[i].name),
                           texts_read(&line->texts, (*chapter)->ops[i].texts).summary);
}

/* An option's name, with dashes, after what the user began with. */
static void offer_option(struct line *line, const struct param *param, const char *prefix)
{
    char room[80] = "";
    size_t used = strlen(prefix);

    memcpy(room, prefix, used);
    for (const char *at = param->name; *at != '\0' && used < sizeof room - 1; at++)
        room[used++] = *at == '_' ? '-' : *at;
    offer_word(line, word_of(room), text_read(&line->texts, param->help));
}

static void offer_options(struct line *line)
{
    const struct op *op = line->op;

    for (size_t i = 0; i < op->param_count; i++) {
        const struct param *param = &op->params[i];
        if (!(param->flags & PARAM_OPTION))
            continue;
        offer_option(line, param, "--");
        if (param_is_on(param))
            offer_option(line, param, "--no-");
    }
    for (size_t i = 0; i < common_param_count; i++)
        if (common_applies(op, &common_params[i]))
            offer_option(line, &common_params[i], "--");
}

const struct param *option_of(const struct op *op, const char *word, size_t size)
{
    struct word name = {word, size};

    for (size_t i = 0; i < op->param_count; i++)
        if (name_matches(name, op->params[i].name))
            return &op->params[i];
    for (size_t i = 0; i < common_param_count; i++)
        if (name_matches(name, common_params[i].name))
            return &common_params[i];
    return NULL;
}

/* The option, long or of one letter, that word i is and whose value the next word is; NULL for none. */
static const struct param *awaits_value(const struct line *line, int i)
{
    const char *word = line->argv[i];
    const struct param *param = NULL;

    if (strncmp(word, "--", 2) == 0)
        param = strchr(word, '=') == NULL ? option_of(line->op, word + 2, strlen(word) - 2) : NULL;
    else if (word[0] == '-' && word[1] != '\0' && word[2] == '\0')
        for (size_t at = 0; at < line->op->param_count; at++)
            if (line->op->params[at].letter == word[1])
                param = &line->op->params[at];
    return param != NULL && param->kind != KIND_BOOL ? param : NULL;
}

static bool is_option_word(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && !(word[1] >= '0' && word[1] <= '9');
}

/* Returns the number of positional arguments before the last word. */
static int count_before(const struct line *line)
{
    int before = 0;

    for (int i = 0; i < line->argc - 1; i++)
        if (!is_option_word(line->argv[i]))
            before++;
        else if (awaits_value(line, i) != NULL)
            i++;
    return before;
}

/* The positional parameter that the last word belongs to; NULL for none. */
static const struct param *positional(const struct line *line)
{
    const struct param *last = NULL;
    int before = line->before;

    for (size_t i = 0; i < line->op->param_count; i++) {
        if (line->op->params[i].flags & PARAM_OPTION)
            continue;
        last = &line->op->params[i];
        if (before-- == 0)
            return last;
    }
    return last != NULL && kind_is_list(last->kind) ? last : NULL;
}

/* The last word after "--": a program, if it is the first of them and the operation goes on to a program. */
static void complete_after_dashes(struct line *line, int dashes)
{
    if (dashes == line->argc - 2 && (line->op->flags & (OP_CHAIN | OP_ARGV)))
        offer_programs(line);
}

/* The last word among an operation's or applet's own; the parameter whose value it is, NULL if it is not one. */
static const struct param *complete_argument(struct line *line)
{
    const char *word = line->argv[line->argc - 1], *equals = strchr(word, '=');
    const struct param *param = line->argc > 1 ? awaits_value(line, line->argc - 2) : NULL;

    for (int i = 0; i < line->argc - 1; i++)
        if (strcmp(line->argv[i], "--") == 0) {
            complete_after_dashes(line, i);
            return NULL;
        }
    line->before = count_before(line);
    if ((line->op->flags & OP_ARGV) && line->before > 0 && param == NULL)
        return NULL; /* the program's own arguments */
    if (param == NULL && strncmp(word, "--", 2) == 0 && equals != NULL) {
        param = option_of(line->op, word + 2, (size_t)(equals - word) - 2);
        line->kept.size = (size_t)(equals - word) + 1;
        line->typed = word_of(equals + 1);
    } else if (param == NULL && (is_option_word(word) || strcmp(word, "-") == 0)) {
        offer_options(line);
        return NULL;
    }
    if (param == NULL)
        param = positional(line);
    if (param != NULL)
        offer_values(line, param);
    return param;
}

/* Sets all members but the texts' window, which is large. */
static void line_start(struct line *line, struct out *out, const struct op *op)
{
    texts_start(&line->texts);
    line->out = out;
    line->described = false;
    line->op = op;
    line->argc = 0;
    line->argv = NULL;
    line->before = 0;
    line->typed = line->kept = (struct word){NULL, 0};
}

bool complete_words(struct out *out, const struct op *op, int argc, char **argv)
{
    struct line line;

    line_start(&line, out, op);
    line.argc = argc;
    line.argv = argv;
    line.typed = word_of(argv[argc - 1]);
    line.kept = (struct word){argv[argc - 1], 0};
    const struct param *param = complete_argument(&line);

    return param != NULL && (param->kind == KIND_PATH || param->kind == KIND_PATH_OR_FD || param->kind == KIND_WORDS);
}

static void complete_name(struct line *line)
{
    const char *name;

    if (line->typed.size == 0 || line->typed.data[0] != '-') {
        offer_names(line);
        return;
    }
    for (size_t i = 0; (name = self_option_name(i)) != NULL; i++)
        if (name[1] == '-')
            offer(line, name);
    for (size_t i = 0; i < common_param_count; i++)
        offer_option(line, &common_params[i], "--");
}

void complete(struct out *out, bool described, int argc, char **argv)
{
    if (argc < 1)
        return;
    const char *slash = strrchr(argv[0], '/');
    struct line line;

    line_start(&line, out, applet_find(word_of(slash != NULL ? slash + 1 : argv[0]), false));
    line.described = described;
    char *last = argv[argc - 1];
    int at = line.op != NULL ? 0 : name_place(argc - 1, argv);

    if (*last == '\'' || *last == '"')
        argv[argc - 1] = ++last; /* an opening quote that the shell left in its place */
    line.typed = word_of(last);
    line.kept = (struct word){last, 0};
    if (line.op == NULL && at >= argc - 1) {
        complete_name(&line);
        return;
    }
    if (line.op == NULL)
        line.op = name_find(word_of(argv[at]));
    line.argc = argc - at - 1;
    line.argv = argv + at + 1;
    if (line.op != NULL && line.argc > 0)
        complete_argument(&line);
}
