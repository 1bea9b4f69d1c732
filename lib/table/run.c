/* SPDX-License-Identifier: MIT */
/* Runs a row: from words to an exit status. */
#include "table/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/names.h"
#include "os/retry.h"
#include "os/signals.h"
#include "os/spawn/exec.h"
#include "os/streams.h"
#include "table/help.h"
#include "table/parse.h"
#include "table/registry.h"
#include "value/number.h"
#include "value/texts.h"

TEXTS_OF(table_run);

enum { FIRST_MEMORY = 2 * 1024, FIRST_BUFFER = 1024, LARGER_BUFFER = 64 * 1024 };

/* Flags of rows whose output may exceed the limit of file sizes. */
enum { MAY_WRITE_MUCH = OP_APPLET | OP_WRITES | OP_STREAM | OP_BYTES };

enum { INTERRUPTED = 128 + SIGINT }; /* the status that a shell reports for a program ended by Ctrl-C */

bool json_asked(int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (argv[i][0] != '-' || argv[i][1] != '-') /* most words: no call, which might touch another memory page */
            continue;
        if (argv[i][2] == '\0')
            return false;
        if (strcmp(argv[i], "--json") == 0)
            return true;
    }
    return false;
}

int op_refuse(const struct fail *fail, bool json)
{
    fail_print(fail, STDERR_FILENO, json);
    return fail->status;
}

static int not_runnable(const struct op *op, struct fail *fail)
{
    struct texts texts;

    if (op->flags & OP_LEFT_OUT)
        return fail_words(fail, EX_UNAVAILABLE, "not in this build (configure --with-chapters)");
    texts_start(&texts);
    struct named_texts named = texts_read(&texts, op->texts);
    if (named.elsewhere != NULL)
        return fail_words(fail, EX_UNAVAILABLE, "documented, but not on this platform: exists on %s", named.elsewhere);
    if (named.instead != NULL)
        return fail_words(fail, EX_UNAVAILABLE, "documented, but not here: %s", named.instead);
    return fail_usage(fail, "not a separate command: see %s", named.home);
}

/* The only parameter of that kind, or NULL if there is none or several. */
static const struct param *only_one(const struct op *op, enum kind kind)
{
    const struct param *found = NULL;

    for (size_t i = 0; i < op->param_count; i++) {
        if (op->params[i].kind == KIND_NEW_FD || (op->params[i].kind == kind && found != NULL))
            return NULL;
        if (op->params[i].kind == kind)
            found = &op->params[i];
    }
    return found;
}

/* If the call failed on exactly one descriptor, or one process other than the caller, the message names it. */
static void name_culprit(struct call *call)
{
    const struct param *fd = only_one(call->op, KIND_FD), *pid = only_one(call->op, KIND_PID);
    const char *args = call->args;
    char text[NUMBER_ROOM];

    if (call->fail->errnum == 0 || call->fail->path != NULL || call->fail->step != NULL)
        return;
    if (fd != NULL)
        call->fail->path = call_path(call, (struct path){.fd = *(const int *)(args + fd->offset)});
    else if (pid != NULL && *(const pid_t *)(args + pid->offset) > 0)
        call->fail->path = arena_copy(call->arena, text, int_write(text, *(const pid_t *)(args + pid->offset)));
}

/* Runs the parsed call, with SIGPIPE ignored if it writes to descriptors of the caller. */
static int run_guarded(struct call *call)
{
    struct sigaction old;
    bool guarded = call->op->flags & OP_WRITES;

    if (guarded)
        os_signal_ignore(SIGPIPE, &old);
    int result = call->op->run(call);
    if (guarded)
        os_signal_restore(SIGPIPE, &old);
    if (result < 0) {
        name_culprit(call);
        call_name_applet(call);
    }
    return result;
}

static void apply_common(const struct parsed *parsed, struct out *out)
{
    out->quiet = parsed->common.quiet;
    out->bytes_form = parsed->common.hex ? BYTES_HEX : parsed->common.base64 ? BYTES_BASE64 : BYTES_RAW;
}

static int only_alone(const struct parsed *parsed, struct fail *fail)
{
    if (parsed->common.help || parsed->common.version)
        return fail_usage(fail, "in xsh it is: help OP");
    if (parsed->common.json || parsed->common.null || parsed->common.result_fd != -1)
        return fail_usage(fail, "--json, --null and --result-fd are options of xsh itself");
    if (parsed->prog != NULL)
        return fail_usage(fail, "in xsh the process lives on: no -- PROG");
    return 0;
}

static int call_row(const struct op *op, struct words words, unsigned closed_streams, struct names *names,
                    struct out *out, struct fail *fail, struct arena *arena, int *status)
{
    struct parsing parsing = {.arena = arena, .fail = fail, .names = names, .closed_streams = closed_streams};
    struct parsed parsed;

    *status = 0;
    fail->op = op->name;
    if (op->run == NULL)
        return not_runnable(op, fail);
    if (op_parse(op, words, &parsing, &parsed) < 0 || only_alone(&parsed, fail) < 0)
        return -1;
    struct call call = {.op = op,
                        .args = parsed.args,
                        .out = out,
                        .fail = fail,
                        .arena = arena,
                        .names = names,
                        .as = parsed.common.as,
                        .result_fd = NO_RESULT_FD,
                        .closed_streams = closed_streams,
                        .in_xsh = true};
    apply_common(&parsed, out);
    int result = run_guarded(&call);
    *status = result < 0 ? fail->status : call.status;
    return result;
}

int op_call(const struct op *op, struct words words, unsigned closed_streams, struct names *names, struct out *out,
            struct fail *fail, struct arena *arena, int *status)
{
    int result = call_row(op, words, closed_streams, names, out, fail, arena, status);

    fail->row = result < 0;
    return result;
}

static char **argv_of(struct arena *arena, const struct word *words, size_t count)
{
    char **argv = arena_alloc(arena, (count + 1) * sizeof *argv);

    for (size_t i = 0; argv != NULL && i < count; i++)
        argv[i] = (char *)words[i].data;
    return argv;
}

int op_flush(struct out *out, struct fail *fail, int result_fd)
{
    bool standard = result_fd == NO_RESULT_FD || result_fd == STDOUT_FILENO;

    if ((out->fd < 0 && out->sink == NULL) || out_flush(out) == 0)
        return 0;
    fail_errno(fail, out->errnum, standard ? "standard output" : "result descriptor", NULL);
    fail->status = EX_IOERR;
    return -1;
}

/* True if the call's result is discarded: PROG or a child uses standard output, and there is no --result-fd. */
static bool result_dropped(const struct call *call)
{
    return call->result_fd == NO_RESULT_FD && (call->prog != NULL || (call->op->flags & OP_CHILD));
}

/* Keeps programs that the operation starts from inheriting the descriptor for the result. Returns true if that is to be
 * undone afterwards, in a shell that runs the operation in its own process. */
static bool keep_result_fd(const struct call *call)
{
    if (call->result_fd <= STDERR_FILENO || os_inheritable(call->result_fd) <= 0)
        return false;
    os_set_inheritable(call->result_fd, false);
    return call->in_xsh;
}

/* Refuses a descriptor for the result that is not open, before the operation, which might open something there. */
static int check_result_fd(struct call *call)
{
    int fd = call->result_fd;

    if (fd < 0)
        return 0;
    bool closed = fd <= STDERR_FILENO && (call->closed_streams & 1u << fd);
    if (!closed && os_inheritable(fd) >= 0)
        return 0;
    call->out->errnum = EBADF;
    return op_flush(call->out, call->fail, fd);
}

static int become(struct call *call)
{
    struct program program = {.file = call->prog_file != NULL ? call->prog_file : call->prog[0],
                              .search = program_path(environ),
                              .argv = call->prog,
                              .envp = environ};
    int result = program_exec(&program);

    call->fail->op = "execvp";
    return fail_errno(call->fail, -result, program.file, NULL);
}

static int finish(struct call *call)
{
    if (op_flush(call->out, call->fail, call->result_fd) < 0)
        return -1;
    return call->prog != NULL ? become(call) : 0;
}

static int show_help(const struct op *op, const struct parsed *parsed, struct out *out, struct fail *fail)
{
    struct texts texts;

    if (parsed->common.version)
        out_put(out, "xos " PACKAGE_VERSION "\n");
    else {
        texts_start(&texts);
        help_op(out, &texts, op, false);
    }
    return op_flush(out, fail, NO_RESULT_FD);
}

/* The caller of op_inside keeps its writer, unless the value is wanted as JSON. */
static int keep_value(struct call *call)
{
    if (call->null || call->result_fd != NO_RESULT_FD)
        return fail_usage(call->fail, "--null and --result-fd exclude a variable for the result");
    if (call->json)
        call->out->writer = &out_json;
    return 0;
}

static void choose_output(struct call *call)
{
    call->dropped = result_dropped(call);
    call->out->writer = call->json ? &out_json : call->null ? &out_null : &out_plain;
    call->out->fd = call->dropped ? -1 : call->result_fd >= 0 ? call->result_fd : STDOUT_FILENO;
}

/* Turns the parsed words into a call that can run. */
static int prepare(struct call *call, const struct parsed *parsed)
{
    call->args = parsed->args;
    call->as = parsed->common.as;
    call->null = parsed->common.null;
    call->result_fd = parsed->common.result_fd;
    if (parsed->prog != NULL && (call->prog = argv_of(call->arena, parsed->prog, parsed->prog_count)) == NULL)
        return fail_no_memory(call->fail);
    if (call->prog != NULL && call->in_xsh)
        return fail_usage(call->fail, "-- PROG needs a process that may become it");
    if (call->out->sink == NULL)
        choose_output(call);
    else if (keep_value(call) < 0)
        return -1;
    apply_common(parsed, call->out);
    return check_result_fd(call);
}

static struct words words_of(struct arena *arena, int argc, char **argv)
{
    struct word *words = arena_alloc(arena, ((size_t)argc + 1) * sizeof *words);

    for (int i = 0; words != NULL && i < argc; i++)
        words[i] = word_of(argv[i]);
    return (struct words){(size_t)argc, words};
}

/* Parses the words. If that fails, a --json after the wrong word still determines the form of the message. */
static int parse_alone(const struct op *op, int argc, char **argv, struct call *call, struct parsed *parsed)
{
    struct parsing parsing = {
        .arena = call->arena, .fail = call->fail, .names = call->names, .closed_streams = call->closed_streams};
    struct words words = words_of(call->arena, argc - 1, argv + 1);
    int result = words.items == NULL ? fail_no_memory(call->fail) : op_parse(op, words, &parsing, parsed);

    call->json = parsed->common.json || (result < 0 && json_asked(argc, argv));
    return result;
}

static int run_alone(const struct op *op, int argc, char **argv, struct call *call)
{
    struct parsed parsed = {0};

    if (parse_alone(op, argc, argv, call, &parsed) < 0)
        return op->run == NULL ? not_runnable(op, call->fail) : -1;
    if (parsed.common.help || parsed.common.version)
        return show_help(op, &parsed, call->out, call->fail);
    if (op->run == NULL)
        return not_runnable(op, call->fail);
    if (prepare(call, &parsed) < 0)
        return -1;
    if (op->flags & MAY_WRITE_MUCH) /* skipped for rows with small results: it costs a system call */
        streams_outlive_size_limit();
    bool restores = keep_result_fd(call);
    int result = run_guarded(call) < 0 ? -1 : finish(call);
    if (restores)
        os_set_inheritable(call->result_fd, true);
    return result;
}

/* Runs the command. A failure is reported after the output that preceded it. Returns the exit status. */
static int run_and_report(const struct op *op, int argc, char **argv, struct call *call)
{
    if (run_alone(op, argc, argv, call) == 0)
        return call->status;
    if (call->out->errnum == 0 && (call->out->fd >= 0 || call->out->sink != NULL))
        out_flush(call->out);
    if (call->in_xsh && call->fail->errnum == EINTR && os_stop())
        return INTERRUPTED;
    return op_refuse(call->fail, call->json);
}

/* The memory of a run: small and on the stack, whose pages have been touched already. */
struct frame {
    struct arena arena;
    struct out out;
    struct fail fail;
    struct call call;
    char memory[FIRST_MEMORY], buffer[FIRST_BUFFER];
};

static void frame_start(struct frame *frame, const struct op *op, const char *typed)
{
    arena_init(&frame->arena, frame->memory, sizeof frame->memory);
    out_init(&frame->out, &out_plain, STDOUT_FILENO, frame->buffer, sizeof frame->buffer);
    frame->out.larger = LARGER_BUFFER;
    frame->fail = (struct fail){.op = op->name, .command = {op->name, typed, op->flags & OP_APPLET}};
    frame->call = (struct call){.op = op,
                                .out = &frame->out,
                                .fail = &frame->fail,
                                .arena = &frame->arena,
                                .result_fd = NO_RESULT_FD,
                                .closed_streams = streams_guard()};
}

static void frame_end(struct frame *frame)
{
    arena_clear(&frame->arena);
    out_end(&frame->out);
}

int op_main(const struct op *op, int argc, char **argv)
{
    struct names names = {0};
    struct frame frame;

    frame_start(&frame, op, argv[0]);
    frame.call.argv = argv;
    frame.call.names = &names;
    int status = run_and_report(op, argc, argv, &frame.call);
    names_clear(&names);
    frame_end(&frame);
    return status;
}

int op_inside(const struct op *op, int argc, char **argv, struct out *value)
{
    bool may_write_much = op->flags & MAY_WRITE_MUCH;
    struct sigaction size_limit;
    struct frame frame;

    if (may_write_much)
        os_signal_get(SIGXFSZ, &size_limit);
    frame_start(&frame, op, argv[0]);
    frame.call.in_xsh = true;
    if (value != NULL)
        frame.call.out = value;
    int status = run_and_report(op, argc, argv, &frame.call);
    streams_release(frame.call.closed_streams);
    if (may_write_much)
        os_signal_restore(SIGXFSZ, &size_limit);
    frame_end(&frame);
    return status;
}
