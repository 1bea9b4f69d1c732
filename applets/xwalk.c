/* xwalk: Walk directory trees. */
#include "applets.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sysexits.h>

#include "cli/quote.h"
#include "os/walk.h"

struct args {
    struct words tops;
    int dir_fd;
    int64_t max_depth, min_depth;
    int threads;
    bool count, sort, bottom_up;
};

static const struct param params[] = {
    PARAM_AS("top", struct args, tops, WORDS, .flags = PARAM_OPTIONAL, .metavar = "TOP", .help = "where to start; . when left out"),
    PARAM(struct args, dir_fd, DIR_FD, .flags = PARAM_OPTION | PARAM_OPTIONAL, .fallback = "None", .help = "relative tops are relative to it"),
    PARAM(struct args, max_depth, LONG, .flags = PARAM_OPTION, .fallback = "-1", .help = "go no deeper than N below the tops"),
    PARAM(struct args, min_depth, LONG, .flags = PARAM_OPTION, .fallback = "0", .help = "leave out what is less deep"),
    PARAM_AS("jobs", struct args, threads, INT, .flags = PARAM_OPTION, .fallback = "0", .letter = 'j', .help = "threads"),
    PARAM(struct args, count, BOOL, .flags = PARAM_OPTION, .fallback = "no", .help = "print only how many entries there are"),
    PARAM(struct args, sort, BOOL, .flags = PARAM_OPTION, .fallback = "no", .help = "byte order"),
    PARAM(struct args, bottom_up, BOOL, .flags = PARAM_OPTION, .fallback = "no", .help = "contents first"),
};

/* What the workers share. */
struct walker {
    struct call *call;
    const struct args *args;
    pthread_mutex_t lock;
    uint64_t count;
    int write_error;
};

struct context {
    struct walker *walker;
    uint64_t count;
    char end;
};

static void start(void *context_, void *shared)
{
    struct context *context = context_;

    context->walker = shared;
    context->end = context->walker->call->null ? '\0' : '\n';
}

static void finish(void *context_, void *shared)
{
    struct context *context = context_;
    struct walker *walker = shared;

    walker->count += context->count;
}

static int print_path(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    const struct context *context = context_;
    size_t size = entry->prefix_size + entry->name_size + 1;

    if (entry->depth < (size_t)context->walker->args->min_depth)
        return 0;
    if (size > out->capacity - out->used && !walk_room(out, size))
        return -ENOMEM;
    char *at = out->data + out->used;
    memcpy(at, entry->path, entry->prefix_size);
    memcpy(at + entry->prefix_size, entry->name, entry->name_size);
    at[size - 1] = context->end;
    out->used += size;
    return 0;
}

static int count_entry(void *context_, struct walk_output *out, const struct walk_entry *entry)
{
    struct context *context = context_;

    (void)out;
    context->count += entry->depth >= (size_t)context->walker->args->min_depth;
    return 0;
}

static int report(void *context_, const char *path, int errnum)
{
    const struct context *context = context_;
    struct walker *walker = context->walker;

    pthread_mutex_lock(&walker->lock);
    fail_errno(walker->call->fail, errnum, path, NULL);
    call_report(walker->call);
    pthread_mutex_unlock(&walker->lock);
    return 0;
}

static int put(void *shared, const char *data, size_t size)
{
    struct walker *walker = shared;
    struct out *out = walker->call->out;

    if (out->errnum == 0)
        out->errnum = -write_all(out->fd, data, size);
    return -out->errnum;
}

static int run_xwalk(struct call *call)
{
    static const char *const here = ".";
    const struct args *args = ARGS(struct args, call);
    struct walker walker = {.call = call, .args = args, .lock = PTHREAD_MUTEX_INITIALIZER};
    const char **tops = arena_alloc(call->arena, (args->tops.count + 1) * sizeof *tops);

    if (tops == NULL)
        return fail_errno(call->fail, ENOMEM, NULL, NULL);
    for (size_t i = 0; i < args->tops.count; i++)
        tops[i] = args->tops.items[i].data;
    struct walk_options options = {
        .tops = args->tops.count > 0 ? tops : &here, .top_count = args->tops.count > 0 ? args->tops.count : 1,
        .dir_fd = args->dir_fd, .max_depth = args->max_depth < 0 ? SIZE_MAX : (size_t)args->max_depth,
        .threads = args->threads > 0 ? (unsigned)args->threads : walk_default_threads(), .sort = args->sort,
        .bottom_up = args->bottom_up, .context_size = sizeof(struct context), .shared = &walker,
        .events = {.entry = args->count ? count_entry : print_path, .error = report, .write = put, .start = start, .finish = finish},
    };
    call->fail->op = "walk";
    int result = walk(&options);
    if (result < 0 && call->out->errnum == 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    if (args->count)
        out_uint(call->out, walker.count);
    return 0;
}

const struct op xwalk_applet = {
    .name = "xwalk",
    .summary = "Walk directory trees: paths, records, counts and sizes, in parallel",
    .flags = OP_APPLET,
    OP_PARAMS(struct args, params),
    .run = run_xwalk,
};
