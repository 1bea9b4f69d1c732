/* SPDX-License-Identifier: MIT */
/* Turns the options into filters, scope, order and callbacks. */
#include "walk/options.h"

#include <dirent.h>
#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "os/tty.h"
#include "ops/shared/records.h"
#include "ops/shared/zones.h"
#include "walk/colors.h"
#include "walk/delete.h"
#include "walk/du.h"
#include "walk/exec.h"
#include "walk/filter.h"
#include "walk/format.h"
#include "walk/long.h"
#include "walk/order.h"
#include "walk/print.h"
#include "walk/progress.h"
#include "walk/scope.h"
#include "walk/tree.h"

TEXTS_OF(walk_options);

/* The entry callback of a walk with filters, or with a form that needs the entry's status. */
static int wanted_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;
    int result = 0;

    context->status_known = false;
    if (context->failure != 0)
        return context->failure;
    if ((walk->options.events.keep == NULL && scope_hides(walk, entry)) || !filter_passes(context, entry, &result))
        return result;
    if (walk->most == UINT64_MAX || walk->form == print_triple_entry)
        return walk->form(context, out, entry);
    int last;
    if (!xwalk_claim(walk, &last))
        return WALK_STOP;
    result = walk->form(context, out, entry);
    return result == 0 ? last : result;
}

/* The `keep` callback of ordered walks: drops excluded entries; for a tree also those that filters exclude. */
static bool keep_entry(void *context_, const struct walk_entry *entry)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;

    if (scope_hides(walk, entry))
        return false;
    if (!walk->args->tree || entry->type == DT_DIR)
        return true;
    int result = 0;
    context->status_known = false;
    bool passes = filter_passes(context, entry, &result);
    if (result != 0)
        context->failure = result;
    return passes;
}

static int opened(void *context_, struct walk_dir *dir, const char *path)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;

    progress_count(walk);
    int result = scope_opened(context, dir, path);
    return result == 0 && walk->du != NULL ? du_opened(context, dir, path) : result;
}

static bool is_top(const struct xwalk *walk, const char *path)
{
    for (size_t i = 0; i < walk->options.top_count; i++)
        if (strcmp(walk->options.tops[i], path) == 0)
            return true;
    return false;
}

static int report(void *context_, const char *path, int errnum)
{
    struct xwalk_context *context = context_;

    if (errnum == ENOENT && context->walk->args->race_ok && !is_top(context->walk, path))
        return 0;
    return xwalk_fail(context, path, errnum);
}

static int read_errors(struct xwalk *walk)
{
    static const char *const words[] = {
        [ERRORS_REPORT] = "report", [ERRORS_IGNORE] = "ignore", [ERRORS_ABORT] = "abort", "raise"};

    for (unsigned i = 0; i < 4; i++)
        if (strcmp(walk->args->errors, words[i]) == 0) {
            walk->errors = i > ERRORS_ABORT ? ERRORS_ABORT : (enum xwalk_errors)i;
            return 0;
        }
    return fail_usage(walk->call->fail, "errors: '%.200s' is not report, ignore or abort", walk->args->errors);
}

static size_t depth(int64_t value)
{
    return (uint64_t)value < SIZE_MAX ? (size_t)value : SIZE_MAX;
}

static int read_numbers(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct fail *fail = walk->call->fail;

    if (args->max_depth.given && args->max_depth.value < 0)
        return fail_usage(fail, "max_depth: it cannot be negative");
    if (args->min_depth.given && args->min_depth.value < 0)
        return fail_usage(fail, "min_depth: it cannot be negative");
    if (args->jobs.given && (args->jobs.value < 1 || args->jobs.value > 1024))
        return fail_usage(fail, "jobs: from 1 to 1024");
    if (args->max_results.given && args->max_results.value < 1)
        return fail_usage(fail, "max_results: at least 1");
    walk->min_depth = depth(args->min_depth.value);
    walk->options.max_depth = args->max_depth.given ? depth(args->max_depth.value) : SIZE_MAX;
    walk->most = args->max_results.given ? (uint64_t)args->max_results.value : UINT64_MAX;
    return 0;
}

static bool runs_programs(const struct xwalk_args *args)
{
    return args->exec.count + args->execdir.count + args->dir_exec.count > 0;
}

/* The number of threads; one if the order of callbacks matters. */
static unsigned choose_threads(const struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    bool in_order = args->delete || args->confirm ||
                    (walk->most != UINT64_MAX && (walk->options.sort || walk->options.bottom_up));

    if (in_order || (runs_programs(args) && !exec_is_batch(args) && !args->jobs.given))
        return 1;
    return args->jobs.given ? (unsigned)args->jobs.value : walk_default_threads();
}

/* Checks that at most one form of output or action was given. */
static int check_forms(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct fail *fail = walk->call->fail;
    int actions = args->delete + (args->exec.count > 0) + (args->execdir.count > 0) + (args->dir_exec.count > 0);
    int views = args->stat + args->count + (args->du || args->tree) +
                (!args->tree && (args->long_form || args->format != NULL));

    if (views + actions > 1 || (args->du && (args->long_form || args->format != NULL)) ||
        (args->long_form && args->format != NULL))
        return fail_usage(fail, "--stat, --printf, --long, --count, --du, --tree, --exec, --execdir, --dir-exec and "
                                "--delete exclude each other");
    if (walk->call->json && (args->format != NULL || args->tree || args->long_form))
        return fail_usage(fail, "%s has no JSON", args->tree ? "--tree" : args->long_form ? "--long" : "--printf");
    if (args->tree && (args->bottom_up || !args->topdown || args->min_depth.given || args->max_results.given))
        return fail_usage(fail, "--tree begins at the top and is whole");
    if (args->dir_exec.count > 0 && (args->filters.count > 0 || args->max_results.given))
        return fail_usage(fail, "--dir-exec runs for every directory: --exclude and --prune leave some out");
    if (!args->du && (args->total || args->all || args->apparent || args->inodes || args->time))
        return fail_usage(fail, "--total, --all, --apparent, --inodes and --time belong to --du");
    if (args->human && !args->du && !args->long_form)
        return fail_usage(fail, "-h belongs to --du and --long");
    return 0;
}

static int check_actions(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct fail *fail = walk->call->fail;
    bool follow = args->follow || args->followlinks || args->follow_symlinks;

    if (args->delete &&follow)
        return fail_usage(fail, "--delete and --follow exclude each other: links would lead out of the tree");
    if (follow && args->no_dereference)
        return fail_usage(fail, "--follow and --no-dereference exclude each other");
    if (args->confirm && !args->delete &&!runs_programs(args))
        return fail_usage(fail, "--confirm belongs to --delete, --exec and --execdir");
    if (args->confirm && !os_isatty(STDIN_FILENO))
        return fail_usage(fail, "--confirm asks on the terminal, but standard input is not one");
    return 0;
}

static int begin_du(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;

    walk->du_files = args->all || args->tree;
    walk->du_depth = args->max_depth.given ? walk->options.max_depth : walk->du_files ? SIZE_MAX : 0;
    walk->options.max_depth = SIZE_MAX;
    walk->options.sort = walk->options.bottom_up = false;
    walk->options.events.rank = NULL;
    walk->options.events.compare = NULL;
    walk->bars = args->human && !args->tree && out_is_tty(walk->call->out);
    tree_begin(walk);
    return du_begin(walk);
}

/* Chooses how a wanted entry is written. */
static int choose_view(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct walk_options *options = &walk->options;

    walk->form = print_path;
    if (args->format != NULL && walk_format_read(walk, args->format) < 0)
        return -1;
    if (args->long_form)
        walk->mask |= LONG_MASK;
    bool in_parts = args->long_form || args->time || (walk->format != NULL && walk->format->needs_zone);
    if (in_parts && !walk->call->json && (walk->zone = call_zone(walk->call, NULL)) == NULL)
        return -1;
    if (args->du)
        return begin_du(walk);
    if (args->stat) {
        walk->form = print_record;
        walk->mask |= STAT_MASK;
    } else if (args->count) {
        walk->form = print_count;
        options->sort = options->bottom_up = false;
    } else if (args->tree) {
        walk->form = tree_put;
        options->sort = true;
        tree_begin(walk);
    } else if (args->long_form)
        walk->form = long_put;
    else if (args->format != NULL)
        walk->form = walk_format_put;
    else if (walk->call->json && !runs_programs(args) && !args->delete) {
        walk->form = print_triple_entry;
        options->events.listed = print_triple;
        options->whole = options->resolve = true;
    }
    return 0;
}

static int choose_action(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;

    if (args->delete) {
        walk->form = delete_entry;
        walk->options.bottom_up = true;
        walk->options.keep_top_links = true;
    }
    if (!runs_programs(args))
        return 0;
    return exec_begin(walk, args->jobs.given ? (size_t)args->jobs.value : 1);
}

/* Chooses the entry callback: the form itself if nothing must happen before it. */
static void choose_events(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct walk_events *events = &walk->options.events;
    bool plain = walk->filter == NULL && walk->scope == NULL && walk->min_depth == 0 && walk->most == UINT64_MAX &&
                 walk->mask == 0;

    if (walk->colors != NULL)
        walk->mask |= STATUS_TYPE | STATUS_MODE;
    events->entry = args->dir_exec.count > 0        ? NULL
                    : args->du                      ? du_entry
                    : plain && walk->colors == NULL ? walk->form
                    : args->tree                    ? tree_put
                                                    : wanted_entry;
    bool ordered = walk->options.sort || walk->options.bottom_up;
    if (ordered && (walk->scope != NULL || (args->tree && walk->filter != NULL)))
        events->keep = keep_entry;
    if (walk->scope != NULL)
        events->enter = scope_enters;
    if (args->du || walk->shows_progress || walk->scope != NULL)
        events->opened = opened;
    walk->options.ask_each = walk->mask != 0 && !args->delete &&!runs_programs(args);
}

static void choose_output(struct xwalk *walk)
{
    bool shown = !walk->call->null && !walk->call->json;

    walk->colors = shown && !runs_programs(walk->args) && !walk->args->delete &&walk->args->format == NULL &&
                           !walk->args->stat && !walk->args->count
                       ? colors_wanted(walk->call->out)
                       : NULL;
    walk->visible = shown && (walk->colors != NULL || out_is_tty(walk->call->out));
    walk->end = walk->call->null ? '\0' : '\n';
}

int options_read(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct walk_options *options = &walk->options;

    options->bottom_up = args->bottom_up || !args->topdown;
    options->dir_fd = args->dir_fd;
    options->follow = args->follow || args->followlinks || args->follow_symlinks;
    options->keep_top_links = args->no_dereference;
    options->one_file_system = args->one_file_system;
    options->events.error = report;
    clock_gettime(CLOCK_REALTIME, &walk->now);
    if (check_forms(walk) < 0 || check_actions(walk) < 0 || read_errors(walk) < 0 || read_numbers(walk) < 0 ||
        order_read(walk) < 0 || filter_read(walk) < 0 || scope_read(walk) < 0 || choose_view(walk) < 0 ||
        choose_action(walk) < 0)
        return -1;
    choose_output(walk);
    progress_begin(walk);
    choose_events(walk);
    options->threads = choose_threads(walk);
    return 0;
}
