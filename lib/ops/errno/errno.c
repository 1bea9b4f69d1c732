/* SPDX-License-Identifier: MIT */
/* Module errno: the errnos by name, number, message, exit status and exception. */
#include <errno.h>
#include <strings.h>
#include <sysexits.h>

#include "ops/chapters.h"
#include "ops/errno/numbers.h"
#include "ops/shared/errnos.h"
#include "value/errnos.h"
#include "value/number.h"

TEXTS_OF(errno_errno);

enum { NAMES = ERRNO_COUNT + ERRNO_ALIASES, LAST_NUMBER = 1133 /* EDQUOT on mips */ };

struct errno_args {
    struct words codes;
    const char *search, *arch, *exception;
    int exit; /* 0: any */
};

/* The arguments. */
struct query {
    const struct errno_args *args;
    const struct numbering *numbering; /* NULL: this machine's */
};

static const char *name_at(size_t place)
{
    return family_at(&errno_codes, place).name;
}

static const char *message_at(size_t place)
{
    return errno_words((int)errno_codes.values[place]);
}

static int status_at(size_t place)
{
    return errno_status((int)errno_codes.values[place]);
}

static const char *exception_at(size_t place)
{
    return errno_exception((int)errno_codes.values[place]);
}

/* Returns the first name from place on that has the number, or NAMES. */
static size_t next_place(const struct query *query, int number, size_t place)
{
    while (place < NAMES && numbering_number(query->numbering, place) != number)
        place++;
    return place;
}

/* True where text contains the word, in capitals or not. */
static bool contains(const char *text, const char *word)
{
    size_t size = strlen(word);

    for (; strlen(text) >= size; text++)
        if (strncasecmp(text, word, size) == 0)
            return true;
    return false;
}

/* True where the errno at place meets --search, --exit and --exception. */
static bool is_wanted(const struct query *query, size_t place)
{
    const struct errno_args *args = query->args;

    if (args->search != NULL && !contains(message_at(place), args->search) && !contains(name_at(place), args->search) &&
        !contains(exception_at(place), args->search))
        return false;
    if (args->exit > 0 && args->exit != status_at(place))
        return false;
    return args->exception == NULL || strcasecmp(args->exception, exception_at(place)) == 0;
}

/* Writes the second names of the number, a blank between them; the first is at place. */
static void write_aliases(struct call *call, const struct query *query, int number, size_t place)
{
    char text[64] = "";
    size_t used = 0;

    while ((place = next_place(query, number, place + 1)) < NAMES) {
        if (used > 0)
            text[used++] = ' ';
        size_t size = strlen(name_at(place));
        memcpy(text + used, name_at(place), size);
        used += size;
    }
    out_name(call->out, "aliases");
    if (used > 0)
        out_string(call->out, text, used);
    else
        out_none(call->out);
}

static void write_record(struct call *call, const struct query *query, size_t place)
{
    int number = numbering_number(query->numbering, place);
    size_t first = next_place(query, number, 0);

    out_open(call->out, OUT_RECORD);
    out_field_text(call->out, "name", name_at(first));
    out_field_int(call->out, "number", number);
    out_field_text(call->out, "message", message_at(first));
    write_aliases(call, query, number, first);
    out_field_int(call->out, "exit", status_at(first));
    out_field_text(call->out, "exception", exception_at(first));
    out_close(call->out);
}

/* Writes all errnos that meet the options, in the order of their numbers. */
static int write_matching(struct call *call, const struct query *query)
{
    size_t count = 0;

    out_open(call->out, OUT_STREAM);
    for (int number = 1; number <= LAST_NUMBER; number++) {
        size_t place = next_place(query, number, 0);
        if (place == NAMES || !is_wanted(query, place))
            continue;
        write_record(call, query, place);
        count++;
    }
    out_close(call->out);
    return count > 0 ? 0 : fail_words(call->fail, EX_DATAERR, "no errno matches");
}

/* Returns the errno whose message is the word, ignoring case, or NAMES. */
static size_t find_message(struct word word)
{
    for (size_t place = 0; place < ERRNO_COUNT; place++)
        if (strlen(message_at(place)) == word.size && strncasecmp(message_at(place), word.data, word.size) == 0)
            return place;
    return NAMES;
}

/* Finds an errno by its name, number or message. 0, or -1 with the failure recorded. */
static int find(struct call *call, const struct query *query, struct word word, size_t *place)
{
    struct constant constant;
    bool found = errno_find(word, &constant);
    struct number number;
    int64_t value = 0;

    if (found && constant.elsewhere != NULL)
        return errno_elsewhere(call, &constant);
    if (found)
        *place = constant.place;
    else if (number_read(word, 10, &number))
        *place = number_to_int64(number, 1, LAST_NUMBER, &value) ? next_place(query, (int)value, 0) : NAMES;
    else
        *place = find_message(word);
    return *place < NAMES ? 0 : errno_unknown(call, word);
}

static int write_operands(struct call *call, const struct query *query)
{
    struct words codes = query->args->codes;
    size_t *places = arena_alloc(call->arena, codes.count * sizeof *places);

    if (places == NULL)
        return fail_no_memory(call->fail);
    for (size_t i = 0; i < codes.count; i++)
        if (find(call, query, codes.items[i], &places[i]) < 0)
            return -1;
    if (codes.count > 1)
        out_open(call->out, OUT_STREAM);
    for (size_t i = 0; i < codes.count; i++)
        write_record(call, query, places[i]);
    if (codes.count > 1)
        out_close(call->out);
    return 0;
}

static int run_errno(struct call *call)
{
    const struct errno_args *args = ARGS(struct errno_args, call);
    struct query query = {.args = args};
    bool chosen = args->search != NULL || args->exception != NULL || args->exit > 0;

    if (args->arch != NULL && (query.numbering = numbering_find(args->arch)) == NULL)
        return fail_usage(call->fail,
                          "arch: unknown architecture '%s' (mips, sparc, alpha, parisc, powerpc and generic "
                          "are the different ones)",
                          args->arch);
    if (args->codes.count == 0)
        return write_matching(call, &query);
    if (chosen)
        return fail_usage(call->fail, "--search, --exit and --exception take no operands");
    return write_operands(call, &query);
}

struct errorcode_args {
    struct maybe code;
};

static int run_errorcode(struct call *call)
{
    const struct query query = {.args = NULL};
    struct maybe code = ARGS(struct errorcode_args, call)->code;
    char text[NUMBER_ROOM];

    if (code.given) {
        bool in_range = code.value > 0 && code.value <= LAST_NUMBER;
        size_t place = in_range ? next_place(&query, (int)code.value, 0) : NAMES;
        size_t size = int_write(text, code.value);
        if (place == NAMES)
            return errno_unknown(call, (struct word){text, size});
        out_text(call->out, name_at(place));
        return 0;
    }
    out_open(call->out, OUT_RECORD);
    for (int number = 1; number <= LAST_NUMBER; number++) {
        size_t place = next_place(&query, number, 0);
        if (place == NAMES)
            continue;
        text[int_write(text, number)] = '\0';
        out_field_text(call->out, text, name_at(place));
    }
    out_close(call->out);
    return 0;
}

#define OPTION(member, kind, ...) \
    PARAM(struct errno_args, member, kind, .flags = PARAM_OPTION | PARAM_EXTRA, __VA_ARGS__)

static const struct param errno_params[] = {
    PARAM_AS("code", struct errno_args, codes, WORDS, .flags = PARAM_OPTIONAL, .metavar = PACKED("NAME|NUMBER|MESSAGE"),
             .help = PACKED("which errnos; without one, all of them")),
    OPTION(search, TEXT, .help = PACKED("those whose name, message or exception contains TEXT, in capitals or not")),
    OPTION(exit, NAME, .family = FAMILY_exit_codes, .metavar = PACKED("STATUS"),
           .help = PACKED("those that make an operation exit with that status")),
    OPTION(exception, TEXT, .metavar = PACKED("CLASS"), .help = PACKED("those that are that exception in Python")),
    OPTION(arch, TEXT, .metavar = PACKED("ARCH"),
           .help = PACKED("the numbers of mips, sparc, alpha, parisc, powerpc or generic")),
};

static const struct param errorcode_params[] = {
    PARAM(struct errorcode_args, code, MAYBE_SIZE, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_NONE,
          .metavar = PACKED("N"), .help = PACKED("a number; without one, all of them")),
};

static const struct op ops[] = {
    {
        .name = "errno",
        TEXTS(.summary = "Describe errnos: name, number, message, exit status and exception",
              .result = "record name number message aliases exit exception; of several, or of all, a record each",
              .note = "exit is the status of an operation that fails with the errno; an unknown errno is status 65",
              .example = "xos errno ENOENT 13 'No space left on device'; xos errno --search denied",
              .signature = "errno([code, ...])"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct errno_args, errno_params),
        .run = run_errno,
    },
    {
        .name = "errorcode",
        TEXTS(.summary = "Return the name of an error number, or the names of all",
              .result = "str name; without a number a record of all, NUMBER=NAME",
              .note = "If two names share a number it is the one that strerrorname_np(3) returns",
              .example = "xos errorcode 2", .signature = "errorcode([code])"),
        .acts_on = ACTS_ON_VALUE,
        .available = ON_ALL,
        OP_PARAMS(struct errorcode_args, errorcode_params),
        .run = run_errorcode,
    },
};

const struct chapter chapter_errno = CHAPTER(SECTION_ERRNO, "errno: standard error numbers", ops, .also = "strerror");
