/* SPDX-License-Identifier: MIT */
/* xenv: shows the environment or changes it for a program; also shows other inherited properties and limits of
 * processes. */
#include "env/xenv.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "applets.h"
#include "value/operands.h"
#include "out/quote.h"
#include "ops/chapters.h"
#include "os/files.h"
#include "table/registry.h"

TEXTS_OF(env_xenv);

struct xenv_args {
    struct words names;
    size_t *places; /* of the names in the list of --files0-from; NULL if they are operands */
    struct occurrences changes;
    bool clear, sh, entries;
    bool ids, uname, sysconf, confstr, pathconf, exec_path, limits, long_form;
    const char *groups_of, *files0_from, *directory, *argv0;
    struct word split; /* the value of -S, which the parser has split already */
};

static bool is_change(struct word operand)
{
    const char *equals = memchr(operand.data, '=', operand.size);

    return equals != NULL && equals != operand.data;
}

/* Applies --clear first, then the options in their order, then the operands. */
static int change(struct call *call, const struct xenv_args *args, struct environment *environment)
{
    for (size_t i = 0; i < args->changes.count; i++) {
        const struct occurrence *each = &args->changes.items[i];
        const char *option = each->param->name;
        int result = each->param->letter == 'u' ? environment_unset_option(environment, call->fail, option, each->value)
                     : each->param->letter == 's'
                         ? environment_set_option(environment, call->fail, option, each->value)
                         : xenv_load(call, environment, each->value.data, each->param->letter != 'f');
        if (result < 0)
            return -1;
    }
    for (size_t i = 0; i < args->names.count; i++)
        if (is_change(args->names.items[i]) &&
            environment_set_option(environment, call->fail, "set", args->names.items[i]) < 0)
            return -1;
    return 0;
}

/* Prints entries as env(1) does: unchanged, but on a terminal without control characters. */
static void write_text(struct out *out, char *const *entries)
{
    bool visible = out_is_tty(out);

    for (; *entries != NULL; entries++) {
        if (visible)
            quote_visible(out, *entries, strlen(*entries));
        else
            out_put(out, *entries);
        out_char(out, '\n');
    }
}

static void write_entries(struct out *out, char *const *entries)
{
    out_open(out, OUT_LIST);
    for (; *entries != NULL; entries++)
        out_text(out, *entries);
    out_close(out);
}

/* Writes a value as a shell word; on a terminal control characters are escaped, which makes it unsuitable for eval. */
static void write_word(struct out *out, const char *value)
{
    size_t size = strlen(value);

    if (has_control(value, size) && out_is_tty(out))
        quote_visible(out, value, size);
    else
        quote_shell(out, value, size);
}

/* Writes a script for eval: unsets variables that were removed, then sets those of the new environment. */
static void write_script(struct out *out, const struct environment *environment)
{
    for (char *const *old = environ; old != NULL && *old != NULL; old++) {
        struct word name = environment_name(*old);
        if (name.data == NULL || !environment_assignable(name) || environment_get(environment, name) != NULL)
            continue;
        out_put(out, "unset ");
        out_raw(out, name.data, name.size);
        out_char(out, '\n');
    }
    for (size_t i = 0; i < environment->count; i++) {
        const char *entry = environment->entries[i];
        struct word name = environment_name(entry);
        if (name.data == NULL || !environment_assignable(name))
            environment_comment(out, entry);
        else if (environment_get(environment, name) == entry + name.size + 1) {
            out_put(out, "export ");
            out_raw(out, name.data, name.size + 1);
            write_word(out, entry + name.size + 1);
            out_char(out, '\n');
        }
    }
}

/* misplaced: the name is probably a program's. */
static void report_unset(struct call *call, struct word name, bool misplaced)
{
    const char *op = call->fail->op;

    call->fail->op = "getenv";
    fail_words(call->fail, EX_NOINPUT, "%.400s: not set%s", name.data,
               misplaced ? " (a program goes after --: xenv NAME=VALUE -- PROG)" : "");
    call_report(call);
    call->fail->op = op;
}

/* Writes the values of names: one value unquoted, several in JSON as an object; then reports names that are not set. */
static int write_values(struct call *call, struct words names, const size_t *places,
                        const struct environment *environment, bool changes)
{
    bool object = call->json && names.count > 1;

    if (object)
        out_open(call->out, OUT_RECORD);
    for (size_t i = 0; i < names.count; i++) {
        const char *value = environment_get(environment, names.items[i]);
        if (object)
            out_name(call->out, names.items[i].data);
        if (value != NULL || object)
            out_text(call->out, value);
    }
    if (object)
        out_close(call->out);
    for (size_t i = 0; i < names.count; i++) {
        set_place(call, places, i);
        if (environment_get(environment, names.items[i]) == NULL)
            report_unset(call, names.items[i], changes && i == 0 && places == NULL);
    }
    call->fail->item = 0;
    return 0;
}

/* True for the forms that use entries unchanged, without examining their names. */
static bool is_verbatim(const struct call *call, const struct xenv_args *args)
{
    return args->entries || (!args->sh && !call->json);
}

static void write_verbatim(struct call *call, const struct xenv_args *args, char *const *entries)
{
    static char *const none[] = {NULL};

    entries = entries != NULL ? entries : none;
    if (args->entries || call->null)
        write_entries(call->out, entries);
    else
        write_text(call->out, entries);
}

static int write_environment(struct call *call, const struct xenv_args *args, struct environment *environment)
{
    char **entries = environment_entries(environment);

    if (is_verbatim(call, args))
        write_verbatim(call, args, entries);
    else if (args->sh)
        write_script(call->out, environment);
    else if (environment_write(environment, call->out) < 0)
        return fail_no_memory(call->fail);
    return 0;
}

static int run_operation(struct call *call, const char *name)
{
    struct call inner = *call;

    inner.op = op_find(chapters, word_of(name));
    inner.args = arena_alloc(call->arena, inner.op->args_size + 1);
    call->fail->op = name;
    return inner.args == NULL ? fail_no_memory(call->fail) : inner.op->run(&inner);
}

/* Counts the questions besides the environment. */
static int count_questions(const struct xenv_args *args)
{
    return args->ids + args->uname + args->sysconf + args->confstr + args->pathconf + args->exec_path + args->limits +
           (args->groups_of != NULL);
}

static int answer(struct call *call, const struct xenv_args *args)
{
    if (args->sysconf || args->confstr)
        return xenv_conf(call, args->sysconf ? &sysconf_names : &confstr_names, args->names, args->places);
    if (args->pathconf)
        return xenv_pathconf(call, args->names, args->places);
    if (args->exec_path)
        return args->names.count > 0 ? xenv_exec_path(call, args->names, args->places)
                                     : run_operation(call, "get_exec_path");
    if (args->names.count > 0)
        return fail_usage(call->fail, "surplus argument '%.200s'", args->names.items[0].data);
    bool table = args->long_form || (call->out->writer == &out_plain && out_is_tty(call->out));
    if (args->ids)
        return xenv_ids(call, table);
    if (args->groups_of != NULL)
        return xenv_groups_of(call, args->groups_of);
    return args->uname ? run_operation(call, "uname") : xenv_limits(call, table);
}

/* Returns the operands that are names to look up, not assignments, and moves their places. */
static struct words only_names(struct call *call, struct words operands, size_t *places)
{
    struct word *kept = arena_alloc(call->arena, (operands.count + 1) * sizeof *kept);
    size_t count = 0;

    for (size_t i = 0; kept != NULL && i < operands.count; i++)
        if (!is_change(operands.items[i])) {
            if (places != NULL)
                places[count] = places[i];
            kept[count++] = operands.items[i];
        }
    return (struct words){count, kept};
}

static int check(struct call *call, const struct xenv_args *args, size_t names)
{
    int questions = count_questions(args);

    if (questions > 1)
        return fail_usage(call->fail, "one question at a time");
    if (questions > 0 && (args->clear || args->sh || args->entries || args->changes.count > 0 || call->prog != NULL))
        return fail_usage(call->fail, "--ids, --uname and the like allow no changes and no -- PROG");
    if (args->long_form && (!(args->ids || args->limits) || call->json || call->null))
        return fail_usage(call->fail, "--long is a table of --ids or --limits, and excludes other forms of output");
    if (call->prog == NULL && (args->directory != NULL || args->argv0 != NULL))
        return fail_usage(call->fail, "%s is for a program, which goes after --",
                          args->directory != NULL ? "--directory" : "--argv0");
    if (args->sh && (call->json || call->null || args->entries))
        return fail_usage(call->fail, "--sh excludes other forms of output");
    if (questions == 0 && names > 0 && (call->prog != NULL || args->sh || args->entries))
        return fail_usage(call->fail, "names to look up stand alone: no --sh, --entries or -- PROG");
    return 0;
}

/* Changes this process as the program needs it. */
static int prepare_program(struct call *call, const struct xenv_args *args, struct environment *environment)
{
    environ = environment_entries(environment);
    if (args->argv0 != NULL) {
        call->prog_file = call->prog[0];
        call->prog[0] = (char *)args->argv0;
    }
    int result = args->directory != NULL ? directory_change(args->directory, -1) : 0;
    if (result == 0)
        return 0;
    call->fail->op = "chdir";
    return fail_errno(call->fail, -result, args->directory, NULL);
}

/* Makes the environment as --clear and the other options want it. 0, or -1 with the failure recorded. */
static int begin_environment(struct call *call, const struct xenv_args *args, struct environment *environment)
{
    if (environment_start(environment, call->arena, args->clear ? NULL : environ) < 0)
        return fail_no_memory(call->fail);
    return change(call, args, environment);
}

/* Runs with all operands in memory. */
static int run_with(struct call *call, const struct xenv_args *args)
{
    struct words names = only_names(call, args->names, count_questions(args) > 0 ? NULL : args->places);
    struct environment environment;

    if (names.items == NULL)
        return fail_no_memory(call->fail);
    if (check(call, args, names.count) < 0)
        return -1;
    if (count_questions(args) > 0)
        return answer(call, args);
    if (args->names.count + args->changes.count == 0 && !args->clear && call->prog == NULL && is_verbatim(call, args)) {
        write_verbatim(call, args, environ);
        return 0;
    }
    if (begin_environment(call, args, &environment) < 0)
        return -1;
    if (call->prog != NULL)
        return prepare_program(call, args, &environment);
    bool changes = args->clear || args->changes.count > 0 || names.count < args->names.count;
    return names.count > 0 ? write_values(call, names, args->places, &environment, changes)
                           : write_environment(call, args, &environment);
}

/* Names of a list, and their places in it. */
struct listed {
    struct word *names;
    size_t *places, count, room;
};

/* Adds a copy of a name. 0, or -1 with the failure recorded. */
static int add_listed(struct call *call, struct listed *listed, struct word name, size_t place)
{
    if (listed->count == listed->room) {
        size_t room = listed->room * 2 + 16;
        struct word *names = arena_alloc(call->arena, room * sizeof *names);
        size_t *places = arena_alloc(call->arena, room * sizeof *places);
        if (names == NULL || places == NULL)
            return fail_no_memory(call->fail);
        if (listed->count > 0) {
            memcpy(names, listed->names, listed->count * sizeof *names);
            memcpy(places, listed->places, listed->count * sizeof *places);
        }
        *listed = (struct listed){names, places, listed->count, room};
    }
    name.data = arena_copy(call->arena, name.data, name.size);
    if (name.data == NULL)
        return fail_no_memory(call->fail);
    listed->places[listed->count] = place;
    listed->names[listed->count++] = name;
    return 0;
}

/* Reads the operands from the list into memory; reports empty ones. */
static int read_operands(struct call *call, struct xenv_args *args)
{
    struct operand_list list;
    struct listed listed = {0};
    struct word word;
    enum operand_result read;

    if (operand_list_open(&list, call->fail, args->files0_from, call->closed_streams) < 0)
        return -1;
    while ((read = operand_list_next(&list, call->fail, &word)) == OPERAND_NAME || read == OPERAND_BAD)
        if (read == OPERAND_BAD)
            call_report(call);
        else if (add_listed(call, &listed, word, list.reader.count) < 0) {
            read = OPERAND_FAILED;
            break;
        }
    operand_list_close(&list, call->fail);
    args->names = (struct words){listed.count, listed.names};
    args->places = listed.places;
    return read == OPERAND_FAILED ? -1 : 0;
}

/* Carries out one operand of a list: an assignment, which holds for what follows, or a name to look up. */
static int take_listed(struct call *call, struct environment *environment, struct word word, bool *names)
{
    if (is_change(word)) {
        word.data = arena_copy(call->arena, word.data, word.size);
        return word.data == NULL ? fail_no_memory(call->fail)
                                 : environment_set_option(environment, call->fail, "set", word);
    }
    const char *value = environment_get(environment, word);
    *names = true;
    if (value != NULL)
        out_text(call->out, value);
    else
        report_unset(call, word, false);
    return 0;
}

/* Carries out the operands of --files0-from as they arrive. */
static int run_list(struct call *call, const struct xenv_args *args)
{
    struct environment environment;
    struct operand_list list;
    struct word word;
    enum operand_result read = OPERAND_END;
    bool names = false;
    int result = 0;

    if (begin_environment(call, args, &environment) < 0 ||
        operand_list_open(&list, call->fail, args->files0_from, call->closed_streams) < 0)
        return -1;
    while (result == 0 && call->out->errnum == 0 &&
           ((read = operand_list_next(&list, call->fail, &word)) == OPERAND_NAME || read == OPERAND_BAD)) {
        if (read == OPERAND_BAD)
            call_report(call);
        else
            result = take_listed(call, &environment, word, &names);
        if (item_reader_waits(&list.reader))
            out_flush(call->out);
    }
    operand_list_close(&list, call->fail);
    if (result < 0 || read == OPERAND_FAILED)
        return -1;
    return names ? 0 : write_environment(call, args, &environment);
}

/* True if all operands must be known before the first can be answered. */
static bool needs_all(const struct call *call, const struct xenv_args *args)
{
    return call->json || call->prog != NULL || args->sh || args->entries || args->directory != NULL ||
           args->argv0 != NULL || args->long_form || count_questions(args) > 0;
}

static int run_xenv(struct call *call)
{
    struct xenv_args args = *ARGS(struct xenv_args, call);

    if (args.files0_from != NULL && args.names.count > 0)
        return fail_usage(call->fail, "either operands or --files0-from");
    if (args.files0_from != NULL && !needs_all(call, &args))
        return run_list(call, &args);
    if (args.files0_from != NULL && read_operands(call, &args) < 0)
        return -1;
    return run_with(call, &args);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xenv_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)
#define CHANGE(name, more, ...) \
    PARAM_AS(name, struct xenv_args, changes, REPEATED, .flags = PARAM_OPTION | PARAM_OPTIONAL | (more), __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xenv_args, names, WORDS, .flags = PARAM_OPTIONAL | PARAM_VARIABLE, .metavar = PACKED("NAME"),
          .help = PACKED("show these variables' values; NAME=VALUE sets one")),
    OPTION(clear, BOOL, .letter = 'i', .help = PACKED("begin with an empty environment")),
    CHANGE("unset", PARAM_VARIABLE, .letter = 'u', .metavar = PACKED("NAME"), .help = PACKED("remove a variable")),
    CHANGE("set", 0, .letter = 's', .metavar = PACKED("NAME=VALUE"), .help = PACKED("set a variable")),
    CHANGE("load", 0, .letter = 'f', .metavar = PACKED("FILE"),
           .help = PACKED("set variables from a file: lines, NUL-terminated entries or JSON; - is standard input")),
    CHANGE("dotenv", 0, .metavar = PACKED("FILE"),
           .help = PACKED("set variables from a .env file: quotes, export, comments, CRLF")),
    OPTION(directory, PATH, .letter = 'C', .metavar = PACKED("DIR"),
           .help = PACKED("change to this directory before PROG")),
    OPTION(argv0, TEXT, .letter = 'a', .metavar = PACKED("NAME"), .help = PACKED("give PROG this name as argument 0")),
    PARAM_AS("split-string", struct xenv_args, split, WORD, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_SPLIT,
             .letter = 'S', .metavar = PACKED("TEXT"),
             .help = PACKED("split TEXT into arguments and a PROG, for #! lines")),
    OPTION(sh, BOOL, .help = PACKED("as shell commands to eval")),
    OPTION(entries, BOOL, .help = PACKED("each entry unchanged: also duplicates, and those without =")),
    OPTION(ids, BOOL, .help = PACKED("user, group and process ids, with names")),
    OPTION(groups_of, TEXT, .values = VALUES_USERS, .metavar = PACKED("USER"),
           .help = PACKED("the groups that a user gets when logging in")),
    OPTION(uname, BOOL, .help = PACKED("system, release and machine")),
    OPTION(sysconf, BOOL, .values = VALUES_SYSCONF, .help = PACKED("system values by NAME; all without one")),
    OPTION(confstr, BOOL, .values = VALUES_CONFSTR, .help = PACKED("system texts by NAME; all without one")),
    OPTION(pathconf, BOOL, .help = PACKED("limits of a path or fd:N; PC_NAME in front picks one")),
    OPTION(exec_path, BOOL, .help = PACKED("where programs are searched; with NAME where it is found")),
    OPTION(limits, BOOL, .help = PACKED("resource limits")),
    PARAM_AS("long", struct xenv_args, long_form, BOOL, .flags = PARAM_OPTION | PARAM_OPTIONAL, .letter = 'l',
             .help = PACKED("--ids, --limits: a table for people, the default on a terminal")),
    OPTION(files0_from, PATH, .metavar = PACKED("FILE"),
           .help = PACKED("operands from a file, a NUL byte after each; - is standard input")),
};

const struct op xenv_applet = {
    .name = "xenv",
    TEXTS(.summary = "Show and change the environment, ids and limits",
          .result = "the environment, as env prints it; with NAME its value", .errors = "ENOENT EACCES",
          .note = "-0 and --entries are byte-exact; --sh is safe to eval in a shell",
          .example = "xenv NAME=value -- xenv NAME", .signature = "environ"),
    .acts_on = ACTS_ON_SELF,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_CHAIN,
    OP_PARAMS(struct xenv_args, params),
    .run = run_xenv,
};
