/* SPDX-License-Identifier: MIT */
/* xurandom: random bytes, texts, numbers. `xos urandom SIZE` runs it too. */
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

TEXTS_OF(random_xurandom);

enum { GRND_NONBLOCK_BIT = 1, GRND_RANDOM_BIT = 2 };

struct xurandom_args {
    struct maybe size, number, count;
    bool base64url, nonblock, random, progress, no_lookalikes, unique, repeat;
    struct word alphabet, range, separator;
    struct occurrences classes;
    const char *uuid, *pick, *output;
    int threads;
};

static unsigned flags_of(const struct xurandom_args *args)
{
    return (args->nonblock ? GRND_NONBLOCK_BIT : 0) | (args->random ? GRND_RANDOM_BIT : 0);
}

/* Uses two CPUs if there are two; more would take all CPUs of small machines, and a pipe is not faster than two. */
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

enum { SMALL = 64 }; /* more random bytes are practically never valid text */

/* JSON of few bytes, which might be valid text. */
static int write_small_json(struct call *call, unsigned flags, size_t size)
{
    char data[SMALL];

    int result = os_random_fill(data, size, flags);
    if (result == 0)
        out_bytes(call->out, data, size);
    explicit_bzero(data, sizeof data);
    return result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

/* Progress is shown if standard error is a terminal and the bytes go elsewhere. */
static bool shows_progress(const struct xurandom_args *args, const struct out *out, uint64_t size)
{
    enum { LONG = 64 << 20 };

    return args->progress && size >= LONG && isatty(STDERR_FILENO) && !isatty(out->fd);
}

static int write_bytes(struct call *call, const struct xurandom_args *args)
{
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
    if (result == 0 && job.form == RANDOM_RAW && size > 0 && !call->null && out_is_tty(out))
        out_char(out, '\n');
    if (result < 0 && writing)
        out->errnum = -result; /* reported like every failed output */
    return result < 0 && !writing ? fail_errno(call->fail, -result, NULL, NULL) : 0;
}

static bool draws_text(const struct xurandom_args *args)
{
    return args->alphabet.data != NULL || args->classes.count > 0;
}

static bool draws_items(const struct xurandom_args *args)
{
    return args->uuid != NULL || draws_text(args) || args->range.data != NULL || args->pick != NULL;
}

static int write_items(struct call *call, const struct xurandom_args *args)
{
    struct maybe count = args->count.given || draws_text(args) ? args->count : args->number;
    struct random_pool pool;
    struct random_items items = {
        .call = call,
        .count = count.given ? (uint64_t)count.value : 1,
        .listed = count.given,
        .unique = args->unique || (args->pick != NULL && !args->repeat),
        .separator = args->separator,
        .entropy = args->progress && isatty(STDERR_FILENO),
    };
    struct random_text text = {
        .set = args->alphabet,
        .classes = args->classes,
        .no_lookalikes = args->no_lookalikes,
        .length = (uint64_t)(args->number.given ? args->number.value : args->size.value),
    };
    int result;

    random_pool_start(&pool, flags_of(args));
    if (args->uuid != NULL)
        result = random_uuids(&pool, &items, *args->uuid == '7' ? 7 : 4);
    else if (args->range.data != NULL)
        result = random_ints(&pool, &items, args->range);
    else if (args->pick != NULL)
        result = random_lines(&pool, &items, args->pick);
    else
        result = random_text(call, &pool, &text, &items);
    random_pool_wipe(&pool);
    return result;
}

/* Writes several texts of encoded bytes, one per line. */
static int write_encoded(struct call *call, const struct xurandom_args *args)
{
    struct xurandom_args one = *args;

    one.count.given = false;
    if (call->json || args->separator.data != NULL)
        return fail_usage(call->fail, "--count of encoded bytes is a line each: no --json and no --separator");
    for (int64_t i = 0; i < args->count.value && call->out->errnum == 0; i++)
        if (write_bytes(call, &one) < 0)
            return -1;
    return 0;
}

static int check_items(struct call *call, const struct xurandom_args *args)
{
    if (args->unique && args->range.data == NULL)
        return fail_usage(call->fail, "--unique is for --int");
    if (args->repeat && args->pick == NULL)
        return fail_usage(call->fail, "--repeat is for --pick");
    if (args->no_lookalikes && !draws_text(args))
        return fail_usage(call->fail, "--no-lookalikes is for --alphabet and --class");
    if (args->separator.data != NULL && call->json)
        return fail_usage(call->fail, "--separator and --json exclude each other");
    if (args->separator.data != NULL && !draws_items(args))
        return fail_usage(call->fail, "--separator is for items: --alphabet, --uuid, --int, --pick");
    if (args->uuid != NULL && *args->uuid != '\0' && strcmp(args->uuid, "4") != 0 && strcmp(args->uuid, "7") != 0)
        return fail_usage(call->fail, "uuid: '%.200s' is not version 4 or 7", args->uuid);
    if (!draws_items(args))
        return 0;
    if (draws_text(args))
        return args->size.given == args->number.given
                   ? fail_usage(call->fail, "say once how many characters: -n COUNT or SIZE")
                   : 0;
    if (args->number.given && args->count.given)
        return fail_usage(call->fail, "-n and --count mean the same here");
    return args->size.given ? fail_usage(call->fail, "SIZE is for bytes and characters; how many of these is -n COUNT")
                            : 0;
}

static int check(struct call *call, const struct xurandom_args *args)
{
    int kinds = (args->uuid != NULL) + draws_text(args) + (args->range.data != NULL) + (args->pick != NULL);
    int forms = args->base64url + (call->out->bytes_form != BYTES_RAW);

    if (kinds + (forms > 0) > 1 || forms > 1)
        return fail_usage(call->fail, "only one of --hex, --base64, --base64url, --alphabet, --uuid, --int and --pick");
    if (args->size.given && args->size.value < 0)
        return fail_usage(call->fail, "size: a negative size");
    if ((args->count.given && args->count.value < 0) || (args->number.given && args->number.value < 0))
        return fail_usage(call->fail, "count: a negative number");
    if (args->threads < 0)
        return fail_usage(call->fail, "threads: a negative number");
    if (check_items(call, args) < 0)
        return -1;
    if (kinds == 0 && (args->number.given || (args->count.given && forms == 0)))
        return fail_usage(call->fail, "-n COUNT is for --alphabet, --uuid, --int and --pick; how many bytes is SIZE");
    return kinds == 0 && !args->size.given ? fail_usage(call->fail, "missing argument: size") : 0;
}

static int draw(struct call *call, const struct xurandom_args *args)
{
    int result = draws_items(args)   ? write_items(call, args)
                 : args->count.given ? write_encoded(call, args)
                                     : write_bytes(call, args);

    if (result == 0)
        out_flush(call->out);
    explicit_bzero(call->out->buffer, call->out->capacity);
    call->out->used = 0;
    return result;
}

/* Writes the result to a file that appears only when complete, and is readable only by its owner. */
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
    struct xurandom_args own = *ARGS(struct xurandom_args, call), *args = &own;

    if (args->uuid != NULL && *args->uuid == '\0' && args->size.given &&
        (args->size.value == 4 || args->size.value == 7)) { /* --uuid 7 */
        args->uuid = args->size.value == 7 ? "7" : "4";
        args->size.given = false;
    }
    call->fail->op = flags_of(args) != 0 ? "getrandom" : "urandom";
    if (check(call, args) < 0)
        return -1;
    bool to_file = args->output != NULL && strcmp(args->output, "-") != 0;
    return to_file ? draw_to_file(call, args) : draw(call, args);
}

#define OPTION(member, kind, ...) \
    PARAM(struct xurandom_args, member, kind, .flags = PARAM_OPTION | PARAM_OPTIONAL, __VA_ARGS__)

static const struct param params[] = {
    PARAM(struct xurandom_args, size, MAYBE_SIZE, .flags = PARAM_OPTIONAL,
          .help = PACKED("bytes; with --alphabet, characters")),
    OPTION(base64url, BOOL, .help = PACKED("bytes in base64 for URLs and file names")),
    OPTION(alphabet, WORD, .metavar = PACKED("SET"),
           .help = PACKED("characters of this set: a-z 0-9 [:alnum:], or literal ones")),
    PARAM_AS("class", struct xurandom_args, classes, REPEATED, .flags = PARAM_OPTION | PARAM_OPTIONAL,
             .metavar = PACKED("SET"), .help = PACKED("the same, and at least one of it; also lower,digit")),
    OPTION(no_lookalikes, BOOL, .help = PACKED("none of 0 O o 1 l I |")),
    PARAM(struct xurandom_args, uuid, TEXT, .flags = PARAM_OPTION | PARAM_OPTIONAL | PARAM_BARE,
          .metavar = PACKED("4|7"), .help = PACKED("a UUID, of version 4 or, in the order of time, 7")),
    PARAM_AS("int", struct xurandom_args, range, WORD, .flags = PARAM_OPTION | PARAM_OPTIONAL,
             .metavar = PACKED("LO-HI"), .help = PACKED("an integer from LO to HI")),
    OPTION(pick, PATH, .metavar = PACKED("FILE"),
           .help = PACKED("a line of the file (- is standard input); with -0 a NUL item")),
    OPTION(repeat, BOOL, .help = PACKED("with --pick: lines may repeat")),
    OPTION(unique, BOOL, .help = PACKED("with --int: integers do not repeat")),
    OPTION(number, MAYBE_SIZE, .letter = 'n', .metavar = PACKED("COUNT"),
           .help = PACKED("how many characters, UUIDs, integers, different lines")),
    OPTION(count, MAYBE_SIZE, .metavar = PACKED("N"), .help = PACKED("how many texts, or of anything else")),
    OPTION(separator, WORD, .metavar = PACKED("TEXT"), .help = PACKED("all items on one line, TEXT between them")),
    OPTION(output, PATH, .letter = 'o', .metavar = PACKED("FILE"),
           .help = PACKED("write to a file that appears whole, its owner's only; - is standard output")),
    OPTION(nonblock, BOOL, .help = PACKED("fail with status 75 where the pool is not ready (GRND_NONBLOCK)")),
    OPTION(random, BOOL, .help = PACKED("from the random source, not the urandom one (GRND_RANDOM)")),
    OPTION(threads, INT, .letter = 'j', .metavar = PACKED("N"),
           .help = PACKED("threads for large sizes; default two, if there are two CPUs")),
    OPTION(progress, BOOL, .fallback = FALLBACK_TRUE, .help = PACKED("show progress on a terminal during long output")),
};

const struct op xurandom_applet = {
    .name = "xurandom",
    TEXTS(.summary = "Random bytes and texts from the kernel",
          .result = "exactly SIZE bytes; or a text, integers, UUIDs or lines", .errors = "EAGAIN ENOSPC",
          .note = "getrandom in blocking mode, large sizes in constant memory on two threads",
          .example = "xurandom --alphabet a-z0-9 -n 20", .signature = "urandom(size)"),
    .acts_on = ACTS_ON_SYSTEM,
    .available = ON_ALL,
    .flags = OP_APPLET | OP_BYTES,
    OP_PARAMS(struct xurandom_args, params),
    .run = run_xurandom,
};
