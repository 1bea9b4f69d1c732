/* SPDX-License-Identifier: MIT */
/* xsh: the operations in one process that lives on (contract, section 7). Statements are read, their words made, the
 * command run, and the value kept, printed or, with --json, replied. */
#include "sh/xsh.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "out/streams.h"
#include "table/run.h"
#include "os/retry.h"

enum { STATEMENT_MEMORY = 4096 };

/* Starts colour and ends it, where errors are shown in red. */
static void colour(const struct session *session, const char *sequence)
{
    if (session->colour)
        write_all(STDERR_FILENO, sequence, strlen(sequence));
}

void session_behind_echo(struct session *session)
{
    if (!session->interactive || !os_interrupted || session->behind_echo)
        return;
    session->behind_echo = true;
    out_char(session->out, '\n');
    out_flush(session->out);
}

void session_message(struct session *session)
{
    session->fail->source = session->source;
    session->fail->line = session->line;
    session_behind_echo(session);
    out_flush(session->out);
    colour(session, "\033[31m");
    fail_print(session->fail, STDERR_FILENO, false);
    colour(session, "\033[m");
}

static int run_builtin(struct session *session, const struct builtin *builtin, const struct piece *pieces, size_t count,
                       struct out *out, int *status)
{
    struct arguments arguments = {.pieces = pieces, .piece_count = count};

    session->fail->op = builtin->name;
    if (builtin->takes_pieces)
        arguments.count = count;
    else if (expand_values(session, &arguments, builtin->takes_values) < 0)
        return -1;
    if (arguments.count < builtin->least || arguments.count > builtin->most)
        return fail_usage(session->fail, "usage: %s", builtin->usage);
    return builtin->run(session, &arguments, out, status);
}

static int run_operation(struct session *session, const struct command *command, const struct piece *pieces,
                         size_t count, struct out *out, int *status)
{
    struct words words;

    session->fail->op = command->name;
    if (expand_words(session, pieces, count, &words) < 0)
        return -1;
    if (session->closed_streams != 0)
        session->closed_streams = streams_still_closed(session->closed_streams);
    if (command->closes_range)
        return own_closerange(session, command->op, words, out, status);
    if (command->flushes && session->own != NULL)
        own_step_aside(session, words);
    return op_call(command->op, words, session->closed_streams, out, session->fail, session->arena, status);
}

int session_command(struct session *session, const struct piece *pieces, size_t count, struct out *out, int *status)
{
    struct word name;
    size_t length;

    *status = 0;
    if (expand_word(session, pieces, count, &name, &length) < 0)
        return -1;
    const struct command *command = command_find(session, name);
    if (command == NULL)
        return unknown_command(session, name);
    if (command->flushes)
        out_flush(session->out);
    return command->builtin != NULL
               ? run_builtin(session, command->builtin, pieces + length, count - length, out, status)
               : run_operation(session, command, pieces + length, count - length, out, status);
}

/* !COMMAND: the operation system, its value not printed. */
static int run_shell(struct session *session, const struct statement *statement, struct out *out, int *status)
{
    const struct piece pieces[] = {{.text = word_of("system"), .begins_word = true},
                                   {.text = word_of("--"), .begins_word = true},
                                   statement->pieces[0]};
    struct value_builder unseen;

    value_builder_init(&unseen, session->arena);
    return session_command(session, pieces, 3, out == session->out ? &unseen.out : out, status);
}

static void reply(struct session *session, const struct statement *statement, const struct value *value)
{
    struct out *out = session->out;

    out->bytes_form = BYTES_RAW;
    out_open(out, OUT_RECORD);
    if (statement->id.data != NULL) {
        out_name(out, "id");
        out_string(out, statement->id.data, statement->id.size);
    }
    out_name(out, value != NULL ? "value" : "error");
    if (value != NULL)
        value_write(value, out);
    else
        fail_value(session->fail, out);
    out_close(out);
}

/* Records what came of a statement and tells it. */
static void conclude(struct session *session, const struct statement *statement, const struct value *value, int status)
{
    bool failed = session->fail->status != 0;

    session->status = failed ? session->fail->status : status;
    session->errnum = failed ? session->fail->errnum : 0;
    session->failures += failed;
    if (session->interactive && session->status == 128 + SIGINT) /* Ctrl-C was for a child, which is gone */
        os_interrupted = SIGINT;
    if (session->json && !session->quiet)
        reply(session, statement, failed ? NULL : value);
    else if (failed && !session->unwinding) /* the outermost source will tell */
        session_message(session);
    if (session->errexit && session->status != 0)
        session->ending = true;
    if (session->out->errnum != 0)
        session->ending = true;
}

/* Gives the value its name. */
static void keep(struct session *session, const struct statement *statement, const struct value *value)
{
    if (!variables_set(&session->variables, statement->name, value))
        fail_no_memory(session->fail);
}

static int run_command(struct session *session, const struct statement *statement, struct out *out, int *status)
{
    if (statement->name.data != NULL && word_is(statement->name, "errno"))
        return fail_usage(session->fail, "$errno is set by every statement");
    if (statement->shell)
        return run_shell(session, statement, out, status);
    return session_command(session, statement->pieces, statement->count, out, status);
}

static void run_statement(struct session *session, const struct statement *statement)
{
    struct value_builder builder;
    const struct value *value = NULL;
    bool kept = session->json || statement->name.data != NULL;
    int status = 0;

    if (kept)
        value_builder_init(&builder, session->arena);
    int result = run_command(session, statement, kept ? &builder.out : session->out, &status);
    if (result == 0 && kept && (value = value_builder_end(&builder)) == NULL)
        result = fail_no_memory(session->fail);
    if (result == 0 && statement->name.data != NULL)
        keep(session, statement, value);
    session->out->depth = 0; /* a value may have broken off */
    session->out->quiet = false;
    session->out->bytes_form = BYTES_RAW;
    conclude(session, statement, value, status);
}

static void malformed(struct session *session, const struct statement *statement, const char *problem)
{
    fail_words(session->fail, session->json ? EX_PROTOCOL : EX_USAGE, "%s", problem);
    conclude(session, statement, NULL, 0);
}

/* True where no further statement is to run: at the end, or on the way out of what Ctrl-C or its depth broke off. */
static bool stops(const struct session *session)
{
    return session->ending || session->unwinding || os_interrupted;
}

void session_line(struct session *session, struct parser *parser, char *line, size_t size)
{
    struct statement statement;
    const char *problem;
    int found;

    parser_start(parser, line, size);
    while (!stops(session) && (found = parser_next(parser, &statement, &problem)) != 0) {
        session->fail->op = NULL;
        fail_clear(session->fail);
        if (found < 0)
            malformed(session, &statement, problem);
        else
            run_statement(session, &statement);
        arena_clear(session->arena);
    }
}

/* The prompt of a person whose lines are not edited is printed like a value. */
static bool prompts(const struct session *session)
{
    return session->interactive && session->source == NULL;
}

/* A line could not be read: told where a statement's failure would be. True where reading may go on. */
static bool read_failed(struct session *session, int error)
{
    struct statement none = {0};

    if (error == -EINTR && prompts(session)) /* Ctrl-C: the terminal has dropped the line */
        return true;
    session->fail->op = NULL;
    fail_errno(session->fail, -error, "input", NULL);
    conclude(session, &none, NULL, 0);
    return error == -ENOMEM;
}

static void before_blocking(struct session *session)
{
    if (prompts(session)) {
        interrupt_forget(session);
        out_put(session->out, "xsh> ");
    }
    out_flush(session->out);
}

void session_lines(struct session *session, struct lines *lines, const char *name)
{
    char memory[STATEMENT_MEMORY], *line;
    struct arena arena, *outer_arena = session->arena;
    const char *outer_source = session->source;
    unsigned long outer_line = session->line;
    struct parser parser = {0};
    size_t size;

    arena_init(&arena, memory, sizeof memory);
    /* cppcheck-suppress autoVariables ; given back below */
    session->arena = &arena;
    session->source = name;
    session->line = 0;
    while (!stops(session) || (os_interrupted && prompts(session) && !session->ending)) {
        if (!lines_ready(lines))
            before_blocking(session);
        int got = lines_next(lines, &line, &size);
        session->line++;
        if (got > 0 && prompts(session))
            history_keep(session, line, size);
        if (got > 0)
            session_line(session, &parser, line, size);
        else if (got == 0 || !read_failed(session, got))
            break;
    }
    parser_free(&parser);
    session->arena = outer_arena;
    session->source = outer_source;
    session->line = outer_line;
}

int session_file(struct session *session, const char *path)
{
    struct lines lines;
    struct own own;
    int fd = path != NULL ? OS_RETRY(open(path, O_RDONLY | O_CLOEXEC)) : STDIN_FILENO;

    if (fd < 0)
        return fail_errno(session->fail, -fd, path, NULL);
    lines_from_fd(&lines, fd);
    bool kept = own_keep(session, &own, &lines.fd) == 0;
    if (kept && path != NULL)
        close(fd);
    session_lines(session, &lines, path != NULL ? path : session->interactive ? NULL : "stdin");
    if (session->interactive && path == NULL && !session->ending)
        out_char(session->out, '\n');
    if (kept)
        own_close(session, &own);
    else if (path != NULL)
        close(lines.fd);
    lines_free(&lines);
    return 0;
}

int session_text(struct session *session, const char *text, size_t size, const char *name)
{
    struct lines lines;

    if (lines_from_text(&lines, text, size) < 0)
        return fail_no_memory(session->fail);
    session_lines(session, &lines, name);
    lines_free(&lines);
    return 0;
}

struct arguments_of_xsh {
    const char *file, *text;
    bool errexit;
};

static int run_xsh(struct call *call)
{
    const struct arguments_of_xsh *args = ARGS(struct arguments_of_xsh, call);
    struct session *session = calloc(1, sizeof *session);
    struct own replies; /* their descriptor stays for the last of them */
    int result = 0;

    if (session == NULL)
        return fail_no_memory(call->fail);
    if (args->file != NULL && args->text != NULL) {
        free(session);
        return fail_usage(call->fail, "either FILE or -c TEXT");
    }
    session->out = call->out;
    session->fail = call->fail;
    session->arena = call->arena;
    session->closed_streams = call->closed_streams;
    session->json = call->json;
    session->errexit = args->errexit;
    commands_fill(session);
    if (session->json)
        own_keep(session, &replies, &call->out->fd);
    if (args->text != NULL)
        result = session_text(session, args->text, strlen(args->text), "-c");
    else if (args->file == NULL && !session->json && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        prompt_run(session);
    else
        result = session_file(session, args->file);
    call->status = session->status;
    call->fail->op = call->op->name;
    call->fail->source = NULL;
    variables_clear(&session->variables);
    hooks_clear(session);
    free(session);
    return result;
}

static const struct param params[] = {
    PARAM(struct arguments_of_xsh, file, PATH, .fallback = "None", .flags = PARAM_OPTIONAL,
          .help = "the script; standard input where left out"),
    PARAM_AS("command", struct arguments_of_xsh, text, TEXT, .letter = 'c', .flags = PARAM_OPTION, .metavar = "TEXT",
             .help = "run the statements of TEXT"),
    PARAM(struct arguments_of_xsh, errexit, BOOL, .letter = 'e', .flags = PARAM_OPTION,
          .help = "end at the first statement whose status is not 0"),
};

const struct op xsh_applet = {
    .name = "xsh",
    .summary = "Run many operations in one process: a script, a prompt, or a coprocess that answers in JSON",
    .result = "the value of each statement that nobody names",
    .acts_on = ACTS_ON_SELF,
    .available = ON_ALL,
    .note = "descriptors, variables and children live on from statement to statement",
    .example = "xos sh -c 'p = pipe; write $p.w hi; read $p.r 2'",
    OP_PARAMS(struct arguments_of_xsh, params),
    .flags = OP_APPLET,
    .run = run_xsh,
};
