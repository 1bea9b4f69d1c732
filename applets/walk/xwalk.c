/* SPDX-License-Identifier: MIT */
/* xwalk: os.walk, os.fwalk, os.scandir and os.listdir for every day. */
#include "walk/xwalk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "applets.h"
#include "value/operands.h"
#include "walk/format.h"

#define OPTION(member, kind, ...) PARAM(struct xwalk_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)
#define OPTION_AS(name, member, kind, ...) \
    PARAM_AS(name, struct xwalk_args, member, kind, .flags = PARAM_OPTION, __VA_ARGS__)

static const struct param params[] = {
    PARAM_AS("top", struct xwalk_args, tops, WORDS, .flags = PARAM_OPTIONAL, .metavar = "TOP",
             .help = "where to start; the working directory when left out"),
    OPTION(files0_from, PATH, .seldom = true, .metavar = "FILE",
           .help = "take the tops from FILE, a NUL byte behind each; - is standard input"),
    OPTION(dir_fd, DIR_FD, .seldom = true, .help = "relative tops are relative to this directory"),
    OPTION(topdown, BOOL, .seldom = true, .fallback = "True", .help = "report a directory before its contents"),
    OPTION(bottom_up, BOOL, .help = "a directory after its contents"),
    OPTION(follow, BOOL, .letter = 'L', .help = "enter symbolic links to directories; loops are told and not entered"),
    OPTION(followlinks, BOOL, .seldom = true, .help = "the same, as walk calls it"),
    OPTION(follow_symlinks, BOOL, .seldom = true, .help = "the same, as fwalk calls it"),
    OPTION(one_file_system, BOOL, .letter = 'x', .help = "do not enter directories on other file systems"),
    OPTION(max_depth, MAYBE_SIZE, .letter = 'd', .metavar = "N", .help = "go no deeper than N below the tops"),
    OPTION(min_depth, MAYBE_SIZE, .seldom = true, .metavar = "N",
           .help = "leave out what is less than N below the tops"),
    OPTION_AS("type", types, TEXT, .metavar = "LIST", .help = "only these types: f d l p s b c"),
    OPTION_AS("name", names, REPEATED, .metavar = "GLOB", .help = "only names that match; may be given again"),
    OPTION_AS("prune", prunes, REPEATED, .metavar = "GLOB",
              .help = "do not enter directories whose name matches; may be given again"),
    OPTION(sort, BOOL, .help = "byte order within each directory; one output for any -j"),
    OPTION(stat, BOOL, .help = "a record an entry: path and what os.lstat tells"),
    OPTION_AS("printf", format, TEXT, .metavar = "FORMAT", .help = "each entry in a format of find's directives"),
    OPTION(count, BOOL, .help = "only how many entries there are"),
    OPTION(du, BOOL, .help = "for each top the bytes allocated and the apparent size; with --max-depth also below"),
    OPTION(tree, BOOL, .help = "for eyes: a sorted tree"),
    OPTION_AS("dir_exec", program, WORDS, .seldom = true, .metavar = "PROG [ARG...] ;",
              .help = "run PROG for each directory, open as descriptor $XOS_DIRFD; {} is its path"),
    OPTION(errors, TEXT, .fallback = "report", .metavar = "report|ignore|abort",
           .help = "what to do about one: tell and go on, or go on, or end"),
    OPTION_AS("onerror", errors, TEXT, .seldom = true, .metavar = "WHAT",
              .help = "the same, as walk calls it; raise is abort"),
    OPTION(jobs, MAYBE_SIZE, .letter = 'j', .metavar = "N",
           .help = "threads at most; the CPUs at hand, up to 8, when left out"),
    OPTION(progress, BOOL, .seldom = true, .fallback = "True",
           .help = "show progress on the terminal during a long walk"),
};

int xwalk_fail(struct xwalk_context *context, const char *path, int errnum)
{
    struct xwalk *walk = context->walk;

    if (walk->errors == ERRORS_IGNORE)
        return 0;
    pthread_mutex_lock(&walk->lock);
    if (walk->errors != ERRORS_ABORT || walk->call->status == 0) { /* the first, of several threads' too */
        fail_errno(walk->call->fail, errnum, path, NULL);
        call_report(walk->call);
    }
    pthread_mutex_unlock(&walk->lock);
    return walk->errors == ERRORS_ABORT ? WALK_STOP : 0;
}

static int report(void *context, const char *path, int errnum)
{
    return xwalk_fail(context, path, errnum);
}

struct out *xwalk_text(struct xwalk_context *context, struct walk_output *out, size_t size)
{
    if (!walk_room(out, size))
        return NULL;
    context->text.buffer = out->data + out->used;
    context->text.capacity = out->capacity - out->used;
    context->text.used = 0;
    return &context->text;
}

void xwalk_text_end(struct xwalk_context *context, struct walk_output *out)
{
    out->used += context->text.used;
}

int xwalk_status(const struct xwalk_context *context, const struct walk_entry *entry, unsigned mask,
                 struct status *status)
{
    bool follow = entry->type != DT_LNK && (entry->depth == 0 || context->walk->options.follow);

    return status_get(entry->dir_fd, entry->name, follow ? 0 : AT_SYMLINK_NOFOLLOW, mask, status);
}

static bool is_entered(struct xwalk_context *context, const struct walk_entry *entry)
{
    const struct walk_options *options = &context->walk->options;

    return entry->type == DT_DIR && entry->depth < options->max_depth &&
           (options->events.enter == NULL || options->events.enter(context, entry));
}

int xwalk_no_status(struct xwalk_context *context, const struct walk_entry *entry, int errnum)
{
    if (errnum == ENOENT && entry->depth > 0 && context->walk->errors != ERRORS_ABORT)
        return 0;
    if (errnum == EACCES && is_entered(context, entry) && access_check(entry->dir_fd, ".", X_OK, AT_EACCESS) == -EACCES)
        return 0; /* nothing in that directory may be reached: entering it is denied as well, and told then */
    return xwalk_fail(context, walk_path(entry), errnum);
}

static void start(void *context_, void *shared)
{
    struct xwalk_context *context = context_;
    struct out *out = ((struct xwalk *)shared)->call->out;

    context->walk = shared;
    out_init(&context->text, out->writer, -1, NULL, 0);
    context->text.tty = (signed char)context->walk->visible;
    if (context->walk->args->stat)
        out_open(&context->text, OUT_STREAM);
}

static void finish(void *context_, void *shared)
{
    struct xwalk_context *context = context_;
    struct xwalk *walk = shared;

    walk->count += context->count;
    if (walk->du != NULL)
        xwalk_du_settle(context);
    free(context->directories.data);
    free(context->files.data);
}

/* One thread writes at a time, while others may report failures. */
static int put(void *shared, const char *data, size_t size)
{
    struct xwalk *walk = shared;
    struct out *out = walk->call->out;

    pthread_mutex_lock(&walk->lock);
    int result = out_flush(out);
    pthread_mutex_unlock(&walk->lock);
    if (result == 0)
        result = write_all(out->fd, data, size);
    if (result < 0) {
        pthread_mutex_lock(&walk->lock);
        out->errnum = -result;
        pthread_mutex_unlock(&walk->lock);
    }
    return result;
}

static bool is_later(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* The directories seen so far on the terminal, from the second second on, four times a second. */
static void show_progress(struct xwalk *walk)
{
    char buffer[64];
    struct timespec now;
    struct out line;

    if (pthread_mutex_trylock(&walk->lock) != 0)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (is_later(&now, &walk->next_show)) {
        out_init(&line, &out_plain, STDERR_FILENO, buffer, sizeof buffer);
        out_put(&line, "\r");
        out_put_uint(&line, atomic_load(&walk->seen));
        out_put(&line, " directories ");
        out_flush(&line);
        walk->shown = true;
        walk->next_show = now;
        walk->next_show.tv_nsec += 250000000;
        if (walk->next_show.tv_nsec >= 1000000000) {
            walk->next_show.tv_nsec -= 1000000000;
            walk->next_show.tv_sec++;
        }
    }
    pthread_mutex_unlock(&walk->lock);
}

static int opened(void *context_, struct walk_dir *dir, const char *path)
{
    enum { BETWEEN_LOOKS = 256 };
    struct xwalk_context *context = context_;
    struct xwalk *walk = context->walk;

    if (walk->next_show.tv_sec != 0 && atomic_fetch_add(&walk->seen, 1) % BETWEEN_LOOKS == 0)
        show_progress(walk);
    return walk->du != NULL ? xwalk_du_opened(context, dir, path) : 0;
}

static int choose_tops(struct xwalk *walk)
{
    static const char *const here = ".";
    struct words tops = walk->args->tops;

    if (walk->args->files0_from != NULL) {
        if (tops.count > 0)
            return fail_usage(walk->call->fail, "--files0-from and TOP exclude each other");
        if (operands_read(walk->call->arena, walk->call->fail, walk->args->files0_from, &tops) < 0)
            return -1;
    }
    const char **names = arena_alloc(walk->call->arena, (tops.count + 1) * sizeof *names);
    if (names == NULL)
        return fail_no_memory(walk->call->fail);
    for (size_t i = 0; i < tops.count; i++) {
        names[i] = tops.items[i].data;
        if (strlen(names[i]) != tops.items[i].size)
            return fail_usage(walk->call->fail, "top: a NUL byte cannot stand in it");
    }
    bool none = tops.count == 0 && walk->args->files0_from == NULL;
    walk->options.tops = none ? &here : names;
    walk->options.top_count = none ? 1 : tops.count;
    return 0;
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

    if (args->max_depth.given && args->max_depth.value < 0)
        return fail_usage(walk->call->fail, "max_depth: it cannot be negative");
    if (args->min_depth.given && args->min_depth.value < 0)
        return fail_usage(walk->call->fail, "min_depth: it cannot be negative");
    if (args->jobs.given && (args->jobs.value < 1 || args->jobs.value > 1024))
        return fail_usage(walk->call->fail, "jobs: from 1 to 1024");
    walk->min_depth = depth(args->min_depth.value);
    walk->options.max_depth = args->max_depth.given ? depth(args->max_depth.value) : SIZE_MAX;
    walk->options.threads = args->jobs.given          ? (unsigned)args->jobs.value
                            : args->program.count > 0 ? 1
                                                      : walk_default_threads();
    return 0;
}

/* What exclude each other: the ways to show what was found. */
static int check_forms(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    int forms = args->stat + (args->format != NULL) + args->count + args->du + args->tree + (args->program.count > 0);

    if (forms > 1)
        return fail_usage(walk->call->fail,
                          "--stat, --printf, --count, --du, --tree and --dir-exec exclude each other");
    if (walk->call->json && (args->format != NULL || args->tree))
        return fail_usage(walk->call->fail, "%s has no JSON", args->tree ? "--tree" : "--printf");
    if (args->tree && (args->bottom_up || !args->topdown || args->min_depth.given))
        return fail_usage(walk->call->fail, "--tree begins at the top");
    if (args->program.count > 0 && (args->types != NULL || args->names.count > 0))
        return fail_usage(walk->call->fail, "--dir-exec runs for every directory: --prune leaves some out");
    return 0;
}

/* The callbacks and the order that the way to show asks for. */
static int choose_form(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;
    struct walk_options *options = &walk->options;

    options->sort = args->sort || args->tree;
    options->bottom_up = args->bottom_up || !args->topdown;
    if (args->count || args->du)
        options->sort = options->bottom_up = false;
    options->events.entry = xwalk_print_path;
    options->ask_each = args->stat || args->du;
    if (args->stat)
        options->events.entry = xwalk_print_record;
    else if (args->format != NULL) {
        options->events.entry = xwalk_print_format;
        if (xwalk_format_read(walk) < 0)
            return -1;
        options->ask_each = walk->format->needs_status;
    } else if (args->count)
        options->events.entry = xwalk_print_count;
    else if (args->du) {
        options->events.entry = xwalk_du_entry;
        walk->du_depth = args->max_depth.given ? options->max_depth : 0;
        options->max_depth = SIZE_MAX;
        return xwalk_du_begin(walk);
    } else if (args->tree) {
        options->events.entry = xwalk_print_tree;
        options->events.keep = walk->filtered ? xwalk_keep : NULL;
    } else if (args->program.count > 0) {
        options->events.entry = NULL;
        options->events.listed = xwalk_exec_listed;
        options->whole = true;
        options->max_depth += options->max_depth != SIZE_MAX;
    } else if (walk->call->json) {
        options->events.entry = xwalk_triple_entry;
        options->events.listed = xwalk_triple_listed;
        options->whole = options->resolve = true;
    }
    return 0;
}

static void choose_progress(struct xwalk *walk)
{
    if (!walk->args->progress || walk->call->json || !isatty(STDERR_FILENO))
        return;
    clock_gettime(CLOCK_MONOTONIC, &walk->next_show);
    walk->next_show.tv_sec++;
}

static int prepare(struct xwalk *walk)
{
    const struct xwalk_args *args = walk->args;

    if (check_forms(walk) < 0 || read_errors(walk) < 0 || read_numbers(walk) < 0 || xwalk_filter_read(walk) < 0 ||
        choose_form(walk) < 0 || choose_tops(walk) < 0)
        return -1;
    walk->visible = !walk->call->null && !walk->call->json && out_is_tty(walk->call->out);
    walk->end = walk->call->null ? '\0' : '\n';
    choose_progress(walk);
    walk->options.dir_fd = args->dir_fd;
    walk->options.follow = args->follow || args->followlinks || args->follow_symlinks;
    walk->options.one_file_system = args->one_file_system;
    walk->options.context_size = sizeof(struct xwalk_context);
    walk->options.shared = walk;
    walk->options.events.error = report;
    walk->options.events.write = put;
    walk->options.events.start = start;
    walk->options.events.finish = finish;
    walk->options.events.enter = args->prunes.count > 0 ? xwalk_enter : NULL;
    walk->options.events.opened = args->du || walk->next_show.tv_sec != 0 ? opened : NULL;
    return 0;
}

static int run_xwalk(struct call *call)
{
    struct xwalk state = {.call = call, .args = ARGS(struct xwalk_args, call), .lock = PTHREAD_MUTEX_INITIALIZER};

    call->fail->op = "walk";
    if (prepare(&state) < 0)
        return -1;
    int result = walk(&state.options);
    if (state.shown)
        write_all(STDERR_FILENO, "\r\033[K", 4);
    if (state.args->count && result == 0)
        out_uint(call->out, state.count);
    if (state.args->du && result == 0)
        result = xwalk_du_print(&state);
    xwalk_du_end(&state);
    return result < 0 && call->out->errnum == 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

const struct op xwalk_applet = {
    .name = "xwalk",
    .summary = "Walk directory trees: paths, records, counts and sizes, on all CPUs",
    .result = "a path a line; --json: {dirpath, dirnames, filenames} a directory",
    .acts_on = ACTS_ON_PATH,
    .available = ON_UNIX,
    .errors = "ENOENT EACCES ENOTDIR ELOOP",
    .note = "A directory that cannot be read is told, the walk goes on, and the exit status tells at the end.",
    .example = "mkdir -p a/b && touch a/b/c && xwalk --sort a",
    .flags = OP_APPLET,
    OP_PARAMS(struct xwalk_args, params),
    .run = run_xwalk,
};
