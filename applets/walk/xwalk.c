/* SPDX-License-Identifier: MIT */
/* xwalk: os.walk, os.fwalk, os.scandir and os.listdir for daily use. context.h lists the parts. */
#include <errno.h>
#include <stdlib.h>

#include "applets.h"
#include "value/operands.h"
#include "walk/du.h"
#include "walk/exec.h"
#include "walk/find_help.h"
#include "walk/long.h"
#include "walk/options.h"
#include "walk/programs.h"
#include "walk/progress.h"
#include "walk/scope.h"
#include "walk/tree.h"

TEXTS_OF(walk_xwalk);

#define OPTION(member, kind, ...) PARAM(struct xwalk_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define OPTION_AS(name, member, kind, ...) \
    PARAM_AS(name, struct xwalk_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define FILTER(name, ...) \
    PARAM_AS(name, struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION, .seldom = true, __VA_ARGS__)
#define BARE_FILTER(name, help_) \
    PARAM_AS(name, struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION | PARAM_BARE, .seldom = true, \
             .help = PACKED((help_)))
#define SCOPE(name, ...) PARAM_AS(name, struct xwalk_args, scopes, REPEATED, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM_AS("top", struct xwalk_args, tops, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("TOP"),
             .help = PACKED("where to start; the working directory if left out")),
    OPTION(files0_from, PATH, .seldom = true, .metavar = PACKED("FILE"),
           .help = PACKED("take the tops from FILE, each ended by a NUL byte; - is standard input")),
    OPTION(dir_fd, DIR_FD, .seldom = true, .help = PACKED("relative tops are relative to this directory")),
    OPTION(topdown, BOOL, .seldom = true, .fallback = FALLBACK_TRUE,
           .help = PACKED("with no: the same as --bottom-up")),
    OPTION(bottom_up, BOOL, .seldom = true, .help = PACKED("a directory after its contents")),
    OPTION(follow, BOOL, .letter = 'L', .help = PACKED("enter symbolic links to directories")),
    OPTION(followlinks, BOOL, .seldom = true, .help = PACKED("the same, as walk calls it")),
    OPTION(follow_symlinks, BOOL, .seldom = true, .help = PACKED("the same, as fwalk calls it")),
    OPTION(no_dereference, BOOL, .letter = 'P', .seldom = true,
           .help = PACKED("a top that is a symbolic link is not followed")),
    OPTION(one_file_system, BOOL, .letter = 'x', .seldom = true,
           .help = PACKED("do not enter directories on other file systems")),
    OPTION(max_depth, MAYBE_SIZE, .letter = 'd', .metavar = PACKED("N"),
           .help = PACKED("descend at most N levels below the tops")),
    OPTION(min_depth, MAYBE_SIZE, .seldom = true, .metavar = PACKED("N"),
           .help = PACKED("omit entries less than N levels below the tops")),
    SCOPE("exclude", .metavar = PACKED("GLOB"), .help = PACKED("neither show nor enter matching entries")),
    SCOPE("prune", .seldom = true, .metavar = PACKED("GLOB"),
          .help = PACKED("show matching directories but do not enter them")),
    SCOPE("ignore_file", .metavar = PACKED("NAME"), .seldom = true,
          .help = PACKED("leave out what files of that name exclude by gitignore's rules")),
    OPTION(hidden, BOOL, .fallback = FALLBACK_TRUE, .seldom = true,
           .help = PACKED("with no: leave out names that begin with a dot")),
    PARAM_AS("type", struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("f|d|l|p|s|b|c"),
             .values = VALUES_CHOICES, .help = PACKED("of these types, joined by commas")),
    PARAM_AS("name", struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("GLOB"),
             .help = PACKED("the name matches")),
    FILTER("iname", .metavar = PACKED("GLOB"), .help = PACKED("the same, ignoring case")),
    FILTER("path", .metavar = PACKED("GLOB"), .help = PACKED("the path matches; * matches slashes too")),
    FILTER("regex", .metavar = PACKED("RE"), .help = PACKED("the path contains a match of the extended expression")),
    PARAM_AS("size", struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("[+-]N"),
             .help = PACKED("exactly N bytes, +N more, -N less; with K M G T")),
    PARAM_AS("newer", struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("FILE|TIME"),
             .help = PACKED("modified after FILE or TIME")),
    FILTER("older", .metavar = PACKED("FILE|TIME"), .help = PACKED("modified before FILE or TIME")),
    FILTER("changed_within", .metavar = PACKED("DURATION"), .help = PACKED("modified since then: 2h, 7d")),
    FILTER("mtime", .metavar = PACKED("[+-]DURATION"), .help = PACKED("modified longer ago (+) or more recently (-)")),
    FILTER("ctime", .metavar = PACKED("[+-]DURATION"), .help = PACKED("the same for the change of status")),
    FILTER("atime", .metavar = PACKED("[+-]DURATION"), .help = PACKED("the same for the last access")),
    FILTER("btime", .metavar = PACKED("[+-]DURATION"), .help = PACKED("the same for the birth")),
    FILTER("user", .metavar = PACKED("USER"), .values = VALUES_USERS, .help = PACKED("owned by USER")),
    FILTER("group", .metavar = PACKED("GROUP"), .values = VALUES_GROUPS, .help = PACKED("of GROUP")),
    BARE_FILTER("no_owner", "the user or group has no name"),
    FILTER("perm", .metavar = PACKED("[-/]MODE"),
           .help = PACKED("the mode is MODE; -MODE has all its bits, /MODE any")),
    BARE_FILTER("readable", "the caller may read it"),
    BARE_FILTER("writable", "the caller may write it"),
    BARE_FILTER("executable", "the caller may execute or search it"),
    BARE_FILTER("empty", "an empty file or directory"),
    FILTER("links", .metavar = PACKED("[+-]N"), .help = PACKED("N hard links, +N more, -N fewer")),
    FILTER("samefile", .metavar = PACKED("FILE"), .help = PACKED("the same file as FILE")),
    FILTER("xtype", .metavar = PACKED("f|d|l|p|s|b|c"), .values = VALUES_CHOICES,
           .help = PACKED("as --type; of a link what it leads to")),
    FILTER("lname", .metavar = PACKED("GLOB"), .help = PACKED("a link whose contents match")),
    FILTER("fstype", .metavar = PACKED("NAME"), .help = PACKED("on a file system of that type")),
    FILTER("xattr", .metavar = PACKED("NAME"), .values = VALUES_ATTRIBUTES,
           .help = PACKED("has the extended attribute")),
    PARAM_AS("not", struct xwalk_args, filters, REPEATED, .flags = PARAM_OPTION | PARAM_BARE,
             .help = PACKED("negates the filter after it")),
    OPTION(max_results, MAYBE_SIZE, .seldom = true, .metavar = PACKED("N"), .help = PACKED("end after N results")),
    PARAM(struct xwalk_args, sort, TEXT, .flags = PARAM_OPTION | PARAM_BARE,
          .metavar = PACKED("name|size|time|natural"), .help = PACKED("in that order")),
    OPTION(stat, BOOL, .seldom = true, .help = PACKED("a record for each entry: path and stat_result")),
    OPTION_AS("printf", format, TEXT, .metavar = PACKED("FORMAT"),
              .help = PACKED("each entry in a format of find's directives")),
    OPTION_AS("long", long_form, BOOL, .letter = 'l', .help = PACKED("each entry as ls -l shows it")),
    OPTION(count, BOOL, .seldom = true, .help = PACKED("the number of entries")),
    OPTION(du, BOOL, .help = PACKED("the sum of sizes; with -d also of directories below")),
    OPTION_AS("human_readable", human, BOOL, .letter = 'h', .help = PACKED("sizes in units")),
    OPTION(total, BOOL, .seldom = true, .help = PACKED("--du: the sum of all tops, each file counted once")),
    OPTION(all, BOOL, .seldom = true, .help = PACKED("--du: rows for files too")),
    OPTION(apparent, BOOL, .seldom = true, .help = PACKED("--du: the apparent size alone")),
    OPTION(inodes, BOOL, .seldom = true, .help = PACKED("--du: numbers of files")),
    OPTION(time, BOOL, .seldom = true, .help = PACKED("--du: the latest time of modification")),
    OPTION(tree, BOOL, .help = PACKED("a drawing of the tree; --du and --long add columns")),
    PARAM(struct xwalk_args, exec, WORDS, .flags = PARAM_OPTION | PARAM_BATCH, .metavar = PACKED("PROG... ;|{} +"),
          .values = VALUES_PROGRAMS, .help = PACKED("run PROG for each entry, or for many at once")),
    OPTION(execdir, WORDS, .values = VALUES_PROGRAMS, .metavar = PACKED("PROG [ARG...] ;"), .seldom = true,
           .help = PACKED("the same in the entry's directory, {} is ./NAME")),
    OPTION(dir_exec, WORDS, .seldom = true, .values = VALUES_PROGRAMS, .metavar = PACKED("PROG [ARG...] ;"),
           .help = PACKED("run PROG for each directory, open as descriptor $XOS_DIRFD; {} is its path")),
    OPTION(delete, BOOL, .help = PACKED("remove each entry, a directory after its contents")),
    OPTION(confirm, BOOL, .seldom = true, .help = PACKED("ask on the terminal before each deletion or program")),
    OPTION(errors, TEXT, .fallback = FALLBACK_REPORT, .seldom = true, .metavar = PACKED("report|ignore|abort"),
           .help = PACKED("what to do about a failure: report it and go on, go on, or end")),
    OPTION_AS("onerror", errors, TEXT, .seldom = true, .metavar = PACKED("WHAT"),
              .help = PACKED("the same, as walk calls it; raise is abort")),
    OPTION(race_ok, BOOL, .seldom = true, .help = PACKED("an entry that vanishes during the walk is not a failure")),
    OPTION(jobs, MAYBE_SIZE, .letter = 'j', .metavar = PACKED("N"),
           .help = PACKED("at most N threads, and N programs at a time")),
    OPTION(progress, BOOL, .seldom = true, .fallback = FALLBACK_TRUE,
           .help = PACKED("with no: show no progress on the terminal")),
    PARAM(struct xwalk_args, find_help, WORDS, .flags = PARAM_OPTION | PARAM_REST, .seldom = true,
          .metavar = PACKED("EXPR..."), .help = PACKED("print the xwalk command for a find expression")),
};

static void start(void *context_, void *shared)
{
    struct xwalk_context *context = context_;
    struct out *out = ((struct xwalk *)shared)->call->out;

    context->walk = shared;
    out_init(&context->text, out->writer, -1, NULL, 0);
    context->text.tty = (signed char)context->walk->visible;
    context->waiting.latest.seconds = INT64_MIN;
    if (context->walk->args->stat)
        out_open(&context->text, OUT_STREAM);
}

static void finish(void *context_, void *shared)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = shared;

    walk->count += context->count;
    walk->directories += context->directories;
    du_settle(context);
    free(context->directory_names.data);
    free(context->file_names.data);
}

/* The walk's `write` callback: writes a worker's output; other workers may report failures at the same time. */
static int put(void *shared, const char *data, size_t size)
{
    struct xwalk *walk = shared;
    struct out *out = walk->call->out;

    lock_take(&walk->lock);
    int result = out_flush(out);
    lock_open(&walk->lock);
    if (result == 0)
        result = walk->form == long_put ? long_align(walk, data, size) : write_all(out->fd, data, size);
    if (result < 0) {
        lock_take(&walk->lock);
        out->errnum = -result;
        lock_open(&walk->lock);
    }
    return result;
}

/* Calls walk(): its name is used by variables in other functions. */
static int walk_trees(const struct walk_options *options)
{
    return walk(options);
}

/* Walks the tops of the command line, or the working directory. */
static int walk_words(struct xwalk *walk)
{
    const struct words *words = &walk->args->tops;
    const char **tops = arena_alloc(walk->call->arena, (words->count + 1) * sizeof *tops);

    if (tops == NULL)
        return -ENOMEM;
    tops[0] = ".";
    for (size_t i = 0; i < words->count; i++)
        tops[i] = words->items[i].data;
    walk->options.tops = tops;
    walk->options.top_count = words->count > 0 ? words->count : 1;
    return walk_trees(&walk->options);
}

/* --files0-from: walks the tops that were collected. */
static int walk_collected(struct xwalk *walk, const char *const *tops, size_t count)
{
    walk->options.tops = tops;
    walk->options.top_count = count;
    int result = count > 0 ? walk_trees(&walk->options) : 0;
    walk->top_base += count;
    return result;
}

static void report_empty_name(struct xwalk *walk, size_t number)
{
    walk->call->fail->item = number;
    operand_list_refuse(walk->call->fail);
    call_report(walk->call);
    walk->call->fail->item = 0;
}

/* --files0-from: walks the tops that have arrived before more are read. */
static int walk_arrived(struct xwalk *walk, struct operand_list *list)
{
    const char **tops = NULL;
    size_t count = 0, room = 0;
    struct word name;
    int result = 0;

    while (result == 0 && item_reader_next(&list->reader, &name)) {
        if (name.size == 0) { /* failures are reported in the order of the list */
            result = walk_collected(walk, tops, count);
            count = 0;
            if (result == 0)
                report_empty_name(walk, list->reader.count);
            continue;
        }
        if (count == room) {
            const char **grown = realloc(tops, (room = room * 2 + 64) * sizeof *tops);
            if (grown == NULL) {
                result = -ENOMEM;
                break;
            }
            tops = grown;
        }
        if (count == 0)
            walk->first_item = list->reader.count;
        tops[count++] = name.data;
    }
    if (result == 0)
        result = walk_collected(walk, tops, count);
    free(tops);
    return result;
}

/* Returns 0, WALK_STOP or -errno; *failed: -1 was returned with the failure recorded. */
static int walk_list(struct xwalk *walk, bool *failed)
{
    struct call *call = walk->call;
    struct operand_list list;
    int result = 0;

    *failed = operand_list_open(&list, call->fail, walk->args->files0_from, call->closed_streams) < 0;
    if (*failed)
        return 0;
    while (result == 0 && !list.reader.ended && !*failed) {
        int filled = item_reader_fill(&list.reader);
        *failed = filled < 0 && operand_list_failed(&list, call->fail, filled) < 0;
        if (filled >= 0)
            result = walk_arrived(walk, &list);
    }
    operand_list_close(&list, call->fail);
    return result;
}

/* Writes what is due after the walk, unless the walk has failed. Returns 0 or -errno. */
static int conclude(struct xwalk *walk, int result)
{
    progress_end(walk);
    if (result < 0) {
        programs_end(walk);
        return result;
    }
    exec_end(walk);
    if (walk->args->count)
        out_uint(walk->call->out, walk->count);
    if (walk->du != NULL)
        return du_print(walk);
    if (walk->args->tree)
        tree_end(walk);
    return 0;
}

static int check_tops(struct xwalk *walk)
{
    const struct words *tops = &walk->args->tops;

    if (walk->args->files0_from != NULL && tops->count > 0)
        return fail_usage(walk->call->fail, "--files0-from and TOP exclude each other");
    for (size_t i = 0; i < tops->count; i++)
        if (!is_c_string(tops->items[i]))
            return fail_usage(walk->call->fail, "top: a NUL byte cannot stand in it");
    return 0;
}

static int run_walk(struct xwalk *walk)
{
    bool failed = false;

    walk->options.context_size = sizeof(struct xwalk_context);
    walk->options.shared = walk;
    walk->options.events.write = put;
    walk->options.events.start = start;
    walk->options.events.finish = finish;
    if (check_tops(walk) < 0 || options_read(walk) < 0)
        return -1;
    int result = walk->args->files0_from != NULL ? walk_list(walk, &failed) : walk_words(walk);
    result = conclude(walk, result);
    if (failed)
        return -1;
    return result < 0 && walk->call->out->errnum == 0 ? fail_errno(walk->call->fail, -result, NULL, NULL) : 0;
}

/* Reads one of the documented arguments after top, as the table does. */
static int read_documented(struct call *call, const char *name, unsigned char kind, struct word word, void *value)
{
    struct param param = {.name = name, .kind = kind};
    struct parsing parsing = {.arena = call->arena, .fail = call->fail};

    return kind_parse(&parsing, &param, word, value);
}

static bool is_truth(struct word word)
{
    static const char *const words[] = {"yes", "no", "true", "false", "True", "False", "on", "off", "1", "0"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (word_is(word, words[i]))
            return true;
    return false;
}

/* Called as `xos walk`, it takes the documented arguments TOP TOPDOWN ONERROR FOLLOWLINKS. TOPDOWN, which is yes or no,
 * distinguishes them from several tops. Returns 0, or -1 with the failure recorded. */
static int take_documented(struct call *call, struct xwalk_args *args)
{
    const struct word *words = args->tops.items;
    size_t count = args->tops.count;

    const char *called = call->fail->command.typed;
    if (called == NULL || strcmp(called, "walk") != 0 || count < 2 || count > 4 || !is_truth(words[1]))
        return 0;
    args->tops.count = 1;
    if (read_documented(call, "topdown", KIND_BOOL, words[1], &args->topdown) < 0 ||
        (count > 2 && !word_is(words[2], "None") &&
         read_documented(call, "onerror", KIND_TEXT, words[2], &args->errors) < 0))
        return -1;
    return count > 3 ? read_documented(call, "followlinks", KIND_BOOL, words[3], &args->followlinks) : 0;
}

static int run_xwalk(struct call *call)
{
    struct xwalk_args args = *ARGS(struct xwalk_args, call);
    struct xwalk state = {.call = call, .args = &args};

    call->fail->op = "walk";
    if (take_documented(call, &args) < 0)
        return -1;
    if (state.args->find_help.count > 0)
        return find_help(call, state.args->find_help);
    int result = run_walk(&state);
    du_end(&state);
    scope_end(&state);
    return result;
}

const struct op xwalk_applet = {
    .name = "xwalk",
    TEXTS(.summary = "Walk directory trees: paths, records, counts, sizes",
          .result = "a path a line; --json: {dirpath, dirnames, filenames} a directory",
          .errors = "ENOENT EACCES ENOTDIR ELOOP",
          .note = "After a failure the walk continues; the exit status reports it.",
          .example = "mkdir -p a/b && touch a/b/c && xwalk --sort a"),
    .acts_on = ACTS_ON_PATH,
    .available = ON_UNIX,
    .flags = OP_APPLET,
    OP_PARAMS(struct xwalk_args, params),
    .run = run_xwalk,
};
