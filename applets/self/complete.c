/* SPDX-License-Identifier: MIT */
/* Words for the shells' completion (xos --complete WORD...), made from the table: operations and applets, options,
 * constants, signals, users, groups and variables. Where a file name is wanted it says nothing: shells know those
 * themselves. */
#include "self/parts.h"

#include <string.h>
#include <unistd.h>

#include "applets.h"
#include "ops/shared/environment.h"
#include "ops/chapters.h"
#include "table/registry.h"
#include "table/run.h"
#include "os/names.h"

/* The command line so far; the last word is the one to be completed. */
struct line {
    struct out *out;
    const struct op *op;
    int argc;
    char **argv;
    struct word typed; /* of the last word: what candidates begin with */
    struct word kept;  /* of the last word: what stands before it and is repeated ("O_RDWR|", "--mode=") */
};

static bool begins(struct word name, struct word typed)
{
    if (typed.size > name.size)
        return false;
    for (size_t i = 0; i < typed.size; i++)
        if (name.data[i] != typed.data[i] && !(name.data[i] == '_' && typed.data[i] == '-'))
            return false;
    return true;
}

static void offer_word(struct line *line, struct word name)
{
    if (!begins(name, line->typed))
        return;
    out_raw(line->out, line->kept.data, line->kept.size);
    out_raw(line->out, name.data, name.size);
    out_char(line->out, '\n');
}

static void offer(struct line *line, const char *name)
{
    offer_word(line, word_of(name));
}

static void offer_user(const char *name, void *line)
{
    offer(line, name);
}

static void offer_all(struct line *line, const char *const *names)
{
    for (; *names != NULL; names++)
        offer(line, *names);
}

static void offer_names(struct line *line)
{
    for (const struct op *const *applet = applets; *applet != NULL; applet++)
        offer(line, (*applet)->name);
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            if ((*chapter)->ops[i].home == NULL)
                offer(line, (*chapter)->ops[i].name);
}

static void offer_family(struct line *line, const struct family *family)
{
    for (size_t i = 0; i < family->count; i++)
        if (family->constants[i].elsewhere == NULL)
            offer(line, family->constants[i].name);
}

/* An option's name, with dashes, after what the user began with. */
static void offer_option(struct line *line, const struct param *param, const char *prefix)
{
    char room[80] = "";
    size_t used = strlen(prefix);

    memcpy(room, prefix, used);
    for (const char *at = param->name; *at != '\0' && used < sizeof room - 1; at++)
        room[used++] = *at == '_' ? '-' : *at;
    offer(line, room);
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

/* Keeps what stands before the last of some separators out of the word to be completed. */
static void split_at(struct line *line, const char *separators)
{
    for (size_t i = line->typed.size; i > 0; i--)
        if (strchr(separators, line->typed.data[i - 1]) != NULL) {
            line->kept.size += i;
            line->typed = (struct word){line->typed.data + i, line->typed.size - i};
            return;
        }
}

static void offer_constants(struct line *line, const struct param *param)
{
    if (param->kind == KIND_FLAGS || param->kind == KIND_MODE)
        split_at(line, "|,");
    for (size_t i = 0; param->families != NULL && param->families[i] != NULL; i++)
        offer_family(line, param->families[i]);
    if (param->kind == KIND_MODE && param->families == NULL && line->typed.size > 0 && line->typed.data[0] == 'S')
        offer_family(line, &mode_bits);
}

/* The words of a metavariable that names them all: "text|hex|base64". */
static void offer_choices(struct line *line, const char *metavar)
{
    bool more = metavar != NULL && metavar[0] >= 'a' && metavar[0] <= 'z';

    for (size_t size; more; metavar += size + 1) {
        size = strcspn(metavar, "|");
        offer_word(line, (struct word){metavar, size});
        more = metavar[size] != '\0';
    }
}

/* The variables that are set; not those whose names no shell can write. */
static void offer_variables(struct line *line)
{
    for (char *const *entry = environ; entry != NULL && *entry != NULL; entry++) {
        struct word name = environment_name(*entry);
        if (name.data != NULL && environment_assignable(name))
            offer_word(line, name);
    }
}

static void offer_every_constant(struct line *line)
{
    for (const struct family *const *family = families; *family != NULL; family++)
        offer_family(line, *family);
}

static void offer_values(struct line *line, const struct param *param)
{
    static const char *const switches[] = {"no", "yes", NULL}, *const times[] = {"now", "omit", NULL},
                             *const streams[] = {"stderr", "stdin", "stdout", NULL};

    offer_constants(line, param);
    offer_choices(line, param->metavar);
    if (param->flags & PARAM_VARIABLE)
        offer_variables(line);
    else if (param->flags & PARAM_CONSTANT)
        offer_every_constant(line);
    else if (param->flags & PARAM_COMMAND)
        offer_all(line, line->op->commands);
    else if (param->kind == KIND_BOOL)
        offer_all(line, switches);
    else if (param->kind == KIND_TIMES)
        offer_all(line, times);
    else if (param->kind == KIND_FD || param->kind == KIND_DIR_FD || param->kind == KIND_NEW_FD ||
             param->kind == KIND_NEW_FDS)
        offer_all(line, streams);
    else if (param->kind == KIND_CPUS)
        offer(line, line->typed.size > 0 ? "all" : "");
    else if (param->kind == KIND_SIGNAL)
        offer_family(line, &signals);
    else if (param->kind == KIND_UID)
        names_each_user(offer_user, line);
    else if (param->kind == KIND_GID || param->kind == KIND_GIDS)
        names_each_group(offer_user, line);
}

static const struct param *option_of(const struct op *op, const char *word, size_t size)
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

/* The positional parameter that the last word belongs to; NULL for none. */
static const struct param *positional(const struct line *line)
{
    const struct param *last = NULL;
    int before = 0;

    for (int i = 0; i < line->argc - 1; i++)
        if (!is_option_word(line->argv[i]))
            before++;
        else if (awaits_value(line, i) != NULL)
            i++;
    for (size_t i = 0; i < line->op->param_count; i++) {
        if (line->op->params[i].flags & PARAM_OPTION)
            continue;
        last = &line->op->params[i];
        if (before-- == 0)
            return last;
    }
    return last != NULL && kind_is_list(last->kind) ? last : NULL;
}

/* The last word among an operation's or applet's own; the parameter whose value it is, NULL where it is none. */
static const struct param *complete_argument(struct line *line)
{
    const char *word = line->argv[line->argc - 1], *equals = strchr(word, '=');
    const struct param *param = line->argc > 1 ? awaits_value(line, line->argc - 2) : NULL;

    for (int i = 0; i < line->argc - 1; i++)
        if (strcmp(line->argv[i], "--") == 0)
            return NULL;
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

bool complete_words(struct out *out, const struct op *op, int argc, char **argv)
{
    struct line line = {.out = out,
                        .op = op,
                        .argc = argc,
                        .argv = argv,
                        .typed = word_of(argv[argc - 1]),
                        .kept = {argv[argc - 1], 0}};
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

void complete(struct out *out, int argc, char **argv)
{
    if (argc < 1)
        return;
    const char *slash = strrchr(argv[0], '/');
    struct line line = {.out = out, .op = applet_find(word_of(slash != NULL ? slash + 1 : argv[0]), false)};
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
