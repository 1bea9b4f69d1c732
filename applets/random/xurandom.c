/* SPDX-License-Identifier: MIT */
/* xurandom: random bytes, texts, numbers. It is also what `xos urandom SIZE` runs. */
#include "applets.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "value/encode.h"
#include "value/quote.h"
#include "os/random.h"
#include "os/replace.h"
#include "os/sched.h"
#include "random/random.h"

enum { GRND_NONBLOCK_BIT = 1, GRND_RANDOM_BIT = 2 };

struct xurandom_args {
    struct maybe size, count;
    bool base64url, uuid, nonblock, random, progress;
    struct word alphabet, range;
    const char *pick, *output;
    int threads;
};

static unsigned flags_of(const struct xurandom_args *args)
{
    return (args->nonblock ? GRND_NONBLOCK_BIT : 0) | (args->random ? GRND_RANDOM_BIT : 0);
}

/* Two CPUs are taken where there are two; more would leave the machine nothing, and one pipe takes no more. */
static int threads_of(const struct xurandom_args *args, uint64_t size)
{
    if (args->threads > 0 || size < RANDOM_THREADS_FROM)
        return args->threads;
    return os_usable_cpus() < 2 ? 1 : 2;
}

static enum random_form form_of(const struct call *call, const struct xurandom_args *args)
{
    if (args->base64url)
        return RANDOM_BASE64URL;
    if (call->out->bytes_form == BYTES_HEX)
        return RANDOM_HEX;
    return call->out->bytes_form == BYTES_BASE64 || call->json ? RANDOM_BASE64 : RANDOM_RAW;
}

/* JSON of few bytes: they may happen to be text. */
static int write_small_json(struct call *call, unsigned flags, size_t size)
{
    char data[64];

    int result = os_random_fill(data, size, flags);
    if (result == 0)
        out_bytes(call->out, data, size);
    explicit_bzero(data, sizeof data);
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

/* Progress is for a person who waits: a terminal to see it on, and the bytes somewhere else. */
static bool shows_progress(const struct xurandom_args *args, const struct out *out, uint64_t size)
{
    enum { LONG = 64 << 20 };

    return args->progress && size >= LONG && isatty(STDERR_FILENO) && !isatty(out->fd);
}

static int write_bytes(struct call *call, const struct xurandom_args *args)
{
    enum { SMALL = 64 }; /* more bytes than these are never all text */
    struct out *out = call->out;
    uint64_t size = (uint64_t)args->size.value;
    bool object = call->json && out->bytes_form == BYTES_RAW && !args->base64url, writing = false;

    if (object && size <= SMALL)
        return write_small_json(call, flags_of(args), (size_t)size);
    struct random_bytes job = {
        .fd = out->fd,
        .size = size,
        .flags = flags_of(args),
        .form = form_of(call, args),
        .threads = threads_of(args, size),
        .progress = shows_progress(args, out, size),
    };
    job.after = object ? "\"}\n" : call->json ? "\"\n" : call->null ? "\0" : "\n";
    job.after_size = object ? 3 : call->json ? 2 : job.form != RANDOM_RAW;
    if (call->json)
        out_put(out, object ? "{\"bytes\":\"" : "\"");
    if (out_flush(out) < 0)
        return 0;
    int result = random_bytes_write(&job, &writing);
    if (result < 0 && writing)
        out->errnum = -result; /* told as every failed output is */
    return result < 0 && !writing ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static int write_items(struct call *call, const struct xurandom_args *args)
{
    struct random_pool pool;
    bool listed = args->count.given;
    uint64_t count = listed ? (uint64_t)args->count.value : 1;
    int result;

    random_pool_start(&pool, flags_of(args));
    if (args->uuid)
        result = random_uuids(call, &pool, count, listed);
    else if (args->range.data != NULL)
        result = random_ints(call, &pool, args->range, count, listed);
    else if (args->pick != NULL)
        result = random_lines(call, &pool, args->pick, count, listed);
    else
        result = random_text(call, &pool, args->alphabet, listed ? count : (uint64_t)args->size.value);
    random_pool_wipe(&pool);
    return result;
}

static int check(struct call *call, const struct xurandom_args *args)
{
    int kinds = args->uuid + (args->alphabet.data != NULL) + (args->range.data != NULL) + (args->pick != NULL);
    int forms = args->base64url + (call->out->bytes_form != BYTES_RAW);

    if (kinds + (forms > 0) > 1 || forms > 1)
        return fail_usage(call->fail, "only one of --hex, --base64, --base64url, --alphabet, --uuid, --int and --pick");
    if (args->size.given && args->size.value < 0)
        return fail_usage(call->fail, "size: a negative size");
    if (args->count.given && args->count.value < 0)
        return fail_usage(call->fail, "count: a negative number");
    if (args->threads < 0)
        return fail_usage(call->fail, "threads: a negative number");
    if (args->alphabet.data != NULL)
        return args->size.given == args->count.given
                   ? fail_usage(call->fail, "say once how many characters: -n COUNT or SIZE")
                   : 0;
    if (kinds > 0 && args->size.given)
        return fail_usage(call->fail, "SIZE is for bytes and characters; how many of these is -n COUNT");
    if (kinds == 0 && args->count.given)
        return fail_usage(call->fail, "-n COUNT is for --alphabet, --uuid, --int and --pick; how many bytes is SIZE");
    return kinds == 0 && !args->size.given ? fail_usage(call->fail, "missing argument: size") : 0;
}

static int draw(struct call *call, const struct xurandom_args *args)
{
    bool items = args->uuid || args->alphabet.data != NULL || args->range.data != NULL || args->pick != NULL;
    int result = items ? write_items(call, args) : write_bytes(call, args);

    if (result == 0)
        out_flush(call->out);
    explicit_bzero(call->out->buffer, call->out->capacity);
    call->out->used = 0;
    return result;
}

/* The result as a file of its own: whole, readable to its owner only, or not there. */
static int draw_to_file(struct call *call, const struct xurandom_args *args)
{
    struct replacement file;
    int result = os_replace_open(&file, args->output, 0600);

    if (result < 0)
        return fail_errno(call->fail, -result, args->output, NULL);
    call->out->fd = file.fd;
    result = draw(call, args);
    if (result == 0 && call->out->errnum != 0)
        result = fail_errno(call->fail, call->out->errnum, args->output, NULL);
    call->out->errnum = 0;
    if (result < 0) {
        os_replace_abandon(&file);
        return -1;
    }
    result = os_replace_commit(&file);
    return result < 0 ? fail_errno(call->fail, -result, args->output, NULL) : 0;
}

static int run_xurandom(struct call *call)
{
    const struct xurandom_args *args = ARGS(struct xurandom_args, call);

    call->fail->op = flags_of(args) != 0 ? "getrandom" : "urandom";
    if (check(call, args) < 0)
        return -1;
    return args->output != NULL ? draw_to_file(call, args) : draw(call, args);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xurandom_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xurandom_args, size, MAYBE_SIZE, .flags = PARAM_OPTIONAL,
          .help = "bytes; with --alphabet, characters"),
    OPTION(base64url, BOOL, .help = "bytes in base64 for URLs and file names"),
    OPTION(alphabet, WORD, .metavar = "SET", .help = "characters of this set: a-z 0-9 [:alnum:], or as they stand"),
    OPTION(uuid, BOOL, .help = "a UUID, version 4"),
    PARAM_AS("int", struct xurandom_args, range, WORD, .flags = PARAM_OPTION | PARAM_OPTIONAL, .metavar = "LO-HI",
             .help = "an integer, both ends included"),
    OPTION(pick, PATH, .metavar = "FILE", .help = "a line of the file (- is standard input); with -0 a NUL item"),
    OPTION(count, MAYBE_SIZE, .letter = 'n', .metavar = "COUNT",
           .help = "how many characters, UUIDs, integers, different lines"),
    OPTION(output, PATH, .letter = 'o', .metavar = "FILE",
           .help = "write to a file that appears whole, its owner's only"),
    OPTION(nonblock, BOOL, .help = "fail with status 75 where the pool is not ready (GRND_NONBLOCK)"),
    OPTION(random, BOOL, .help = "from the random source, not the urandom one (GRND_RANDOM)"),
    OPTION(threads, INT, .letter = 'j', .metavar = "N",
           .help = "threads for large sizes; two where there are two CPUs"),
    OPTION(progress, BOOL, .fallback = "True", .help = "show progress on a terminal during long output"),
};

const struct op xurandom_applet = {
    .name = "xurandom",
    .summary = "Random bytes and texts from the kernel",
    .result = "bytes of exactly size; a text, integers, UUIDs or lines as asked for",
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_ALL,
    .errors = "EAGAIN ENOSPC",
    .note = "getrandom in blocking mode, large sizes in constant memory on two threads",
    .example = "xurandom --alphabet a-z0-9 -n 20",
    .signature = "urandom(size)",
    .flags = OP_APPLET | OP_BYTES,
    OP_PARAMS(struct xurandom_args, params),
    .run = run_xurandom,
};
