/* SPDX-License-Identifier: MIT */
/* The options of xos itself, and messages about words that are neither an option nor a name. */
#include "self/self.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "applets.h"
#include "ops/chapters.h"
#include "os/streams.h"
#include "self/parts.h"
#include "table/foreign.h"
#include "table/help.h"
#include "table/nearest.h"
#include "table/registry.h"
#include "table/run.h"
#include "value/texts.h"

TEXTS_OF(self_self);

/* One use of an option: the words after it except --json, which json records. */
struct use {
    struct out *out;
    struct fail *fail;
    int argc;
    char **argv;
    bool json;
    int status; /* of a success */
};

/* The applets' short names are among the nearest, except one that an operation has as well. */
static struct hint name_hint(struct word typed)
{
    struct nearest nearest = nearest_to(typed);
    struct word ours;

    if (foreign_command(typed, &ours))
        return use_hint("", ours);
    for (const struct op *const *applet = applets; *applet != NULL; applet++) {
        const char *short_name = applet_short_name(*applet);
        nearest_offer(&nearest, (*applet)->name);
        if (op_find(chapters, word_of(short_name)) == NULL)
            nearest_offer(&nearest, short_name);
    }
    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++)
        for (size_t i = 0; i < (*chapter)->count; i++)
            nearest_offer(&nearest, (*chapter)->ops[i].name);
    return nearest_hint(&nearest, "");
}

static int unknown_name(struct fail *fail, struct word typed)
{
    struct hint hint = name_hint(typed);

    return fail_usage(fail, "unknown operation '%.*s'%s", shown_size(typed), typed.data, hint.text);
}

int self_unknown_name(struct word typed, bool json)
{
    struct fail fail = {0};

    unknown_name(&fail, typed);
    return op_refuse(&fail, json);
}

int self_unknown_option(const char *word, bool json)
{
    struct word typed = word_of(word + strspn(word, "-"));
    struct nearest nearest = nearest_to(typed);
    struct fail fail = {0};
    const char *name;

    for (size_t i = 0; (name = self_option_name(i)) != NULL; i++)
        nearest_offer(&nearest, name + strspn(name, "-"));
    for (size_t i = 0; i < common_param_count; i++)
        nearest_offer(&nearest, common_params[i].name);
    fail_usage(&fail, "unknown option '%.200s'%s", word, nearest_hint(&nearest, "--").text);
    return op_refuse(&fail, json);
}

int self_refuse(const char *what, const char *culprit, bool json)
{
    struct fail fail = {0};

    if (culprit == NULL)
        fail_usage(&fail, "%s", what);
    else
        fail_usage(&fail, "%s '%.200s'", what, culprit);
    return op_refuse(&fail, json);
}

static int run_version(struct use *use)
{
    out_put(use->out, "xos " PACKAGE_VERSION "\n");
    return 0;
}

/* Writes the operations of the chapter called name, or of every chapter of the module called name. False if there is
 * none. */
static bool show_chapters(struct out *out, struct texts *texts, struct word name)
{
    bool any = false;

    for (const struct chapter *const *chapter = chapters; *chapter != NULL; chapter++) {
        enum section section = (*chapter)->section;
        if (!name_matches(name, section_name(section)) && !name_matches(name, section_module(section)))
            continue;
        help_chapter(out, texts, *chapter);
        any = true;
    }
    return any;
}

/* A module may be named like one of its operations; then help is about both. */
static int run_help(struct use *use)
{
    struct word name = word_of(use->argc > 0 ? use->argv[0] : "");
    const struct op *op = name_find(name);
    struct texts texts;
    struct op row;

    texts_start(&texts);
    if (op == NULL && left_out_find(left_out, name, &row))
        op = &row;
    if (use->argc == 0)
        list_overview(use->out, &texts);
    if (op != NULL)
        help_op(use->out, &texts, op, true);
    if (use->argc > 0 && !show_chapters(use->out, &texts, name) && op == NULL)
        return unknown_name(use->fail, name);
    return 0;
}

static int run_list(struct use *use)
{
    list_names(use->out, use->json);
    return 0;
}

static int run_search(struct use *use)
{
    if (use->argc == 0)
        return fail_usage(use->fail, "missing argument: WORD");
    use->status = list_search(use->out, use->argc, use->argv, use->json) ? EXIT_SUCCESS : EXIT_FAILURE;
    return 0;
}

static int run_schema(struct use *use)
{
    put_schema(use->out);
    return 0;
}

static int run_exit_codes(struct use *use)
{
    list_exit_codes(use->out, use->json);
    return 0;
}

static int run_install(struct use *use)
{
    return install_links(use->argc, use->argv, use->fail);
}

static int run_complete(struct use *use)
{
    complete(use->out, false, use->argc, use->argv);
    return 0;
}

static int run_describe(struct use *use)
{
    complete(use->out, true, use->argc, use->argv);
    return 0;
}

enum { AS_IT_STANDS = -1, ANY = INT_MAX };

static const struct self_option {
    const char *name;
    int most; /* words after it; AS_IT_STANDS: any, and --json among them is one of them */
    int (*run)(struct use *use);
} options[] = {
    {"--help", 1, run_help},
    {"-h", 1, run_help},
    {"--version", 0, run_version},
    {"--list", 0, run_list},
    {"--search", ANY, run_search},
    {"--exit-codes", 0, run_exit_codes},
    {"--schema", 0, run_schema},
    {"--install", ANY, run_install},
    {"--complete", AS_IT_STANDS, run_complete},
    {"--describe", AS_IT_STANDS, run_describe},
};
enum { OPTIONS = sizeof options / sizeof options[0] };

const char *self_option_name(size_t i)
{
    return i < OPTIONS ? options[i].name : NULL;
}

const struct self_option *self_find(const char *word)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (strcmp(word, options[i].name) == 0)
            return &options[i];
    return NULL;
}

/* Takes each --json out of the words; true if there was one. */
static bool take_json(int *argc, char **argv)
{
    int kept = 0;

    for (int i = 0; i < *argc; i++)
        if (strcmp(argv[i], "--json") != 0)
            argv[kept++] = argv[i];
    bool any = kept < *argc;
    *argc = kept;
    return any;
}

int self_run(const struct self_option *option, int before, char **first, int argc, char **argv)
{
    char buffer[16 * 1024];
    struct out out;
    struct fail fail = {0};
    struct use use = {.out = &out, .fail = &fail, .argv = argv, .json = take_json(&before, first)};

    if (option->most != AS_IT_STANDS && take_json(&argc, argv))
        use.json = true;
    use.argc = argc;
    if (before > 0)
        return common_option(word_of(first[0])) == NULL ? self_unknown_option(first[0], use.json)
                                                        : self_refuse("surplus option", first[0], use.json);
    if (option->most >= 0 && argc > option->most)
        return self_refuse("surplus argument", argv[option->most], use.json);
    streams_guard();
    streams_outlive_size_limit();
    out_init(&out, use.json ? &out_json : &out_plain, STDOUT_FILENO, buffer, sizeof buffer);
    int result = option->run(&use);
    if (result < 0 || op_flush(&out, &fail, NO_RESULT_FD) < 0)
        return op_refuse(&fail, use.json);
    return use.status;
}

int self_help(int argc, char **argv)
{
    return self_run(&options[0], 0, argv, argc, argv);
}
