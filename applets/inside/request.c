/* SPDX-License-Identifier: MIT */
/* Running one command inside the shell or in a child of it. */
#include "inside/request.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "applets.h"
#include "inside/guest.h"
#include "os/io.h"
#include "os/retry.h"
#include "table/parse.h"
#include "table/registry.h"
#include "table/run.h"
#include "value/constants.h"
#include "value/number.h"

enum { PARSE_MEMORY = 2048 };

static bool has_word(const struct request *request, const char *word)
{
    for (int i = request->place + 1; i < request->argc; i++)
        if (strcmp(request->argv[i], word) == 0)
            return true;
    return false;
}

/* True for the option's long name, with or without a value, and for its letter alone. */
static bool is_named(const char *option, const struct param *param)
{
    if (option[0] != '-')
        return false;
    if (option[1] != '-')
        return option[1] == param->letter && option[1] != '\0' && option[2] == '\0';
    return name_matches((struct word){option + 2, strcspn(option + 2, "=")}, param->name);
}

/* True if an option before the operation's name is not one of the operation's as well: then xos itself reads the line.
 */
static bool leads_with_own_option(const struct request *request)
{
    for (int i = 1; i < request->place; i++) {
        const char *option = request->argv[i];
        size_t at = 0;
        while (at < common_param_count && !is_named(option, &common_params[at]))
            at++;
        if (at == common_param_count || common_params[at].offset == offsetof(struct common, help) ||
            common_params[at].offset == offsetof(struct common, version))
            return true;
        if (common_params[at].kind != KIND_BOOL && strchr(option, '=') == NULL)
            i++; /* its value */
    }
    return false;
}

/* Parses the words after the operation's name. False if it does not take them, or if they ask for help. */
static bool parse(const struct request *request, struct arena *arena, struct parsed *parsed)
{
    struct fail fail = {0};
    struct parsing parsing = {.arena = arena, .fail = &fail};
    size_t count = (size_t)(request->argc - request->place - 1);
    struct word *items = arena_alloc(arena, (count + 1) * sizeof *items);

    for (size_t i = 0; items != NULL && i < count; i++)
        items[i] = word_of(request->argv[(size_t)request->place + 1 + i]);
    return items != NULL && op_parse(request->command->op, (struct words){count, items}, &parsing, parsed) == 0 &&
           !parsed->common.help && !parsed->common.version;
}

bool request_fits(const struct request *request)
{
    char memory[PARSE_MEMORY];
    struct arena arena;
    struct parsed parsed;

    arena_init(&arena, memory, sizeof memory);
    bool fits = parse(request, &arena, &parsed);
    arena_clear(&arena);
    return fits;
}

/* P_WAIT of spawn*: the value of the parameter that takes it. Words that cannot be parsed start nothing. */
static bool waits_for_child(const struct request *request)
{
    enum { DO_NOT_WAIT = 1 }; /* P_NOWAIT and P_NOWAITO */
    const struct op *op = request->command->op;
    char memory[PARSE_MEMORY];
    struct arena arena;
    struct parsed parsed;

    arena_init(&arena, memory, sizeof memory);
    bool waits = parse(request, &arena, &parsed);
    for (size_t i = 0; waits && i < op->param_count; i++)
        if (op->params[i].family == FAMILY_spawn_modes)
            waits = *(const int64_t *)((const char *)parsed.args + op->params[i].offset) != DO_NOT_WAIT;
    arena_clear(&arena);
    return waits;
}

bool request_needs_child(const struct request *request)
{
    if (request->command == NULL || leads_with_own_option(request))
        return true;
    unsigned flags = request->command->op->flags;
    return (flags & (OP_ALONE | OP_APPLET)) || ((flags & OP_CHAIN) && has_word(request, "--")) ||
           ((flags & OP_CHILD) && waits_for_child(request));
}

/* Reports what the store could not keep. Returns the exit status. */
static int end_store(struct store *store, int status, bool json)
{
    return store_end(store, status != 0) == 0 ? status : op_refuse(store->fail, json);
}

int request_here(const struct request *request)
{
    char **argv = request->argv, **exported = shell_exported(), **outer = environ;
    const struct op *op = request->command->op;
    struct fail fail = {.op = op->name, .command.op = op->name};
    struct store store;
    int at = request->place, argc = request->argc - 1;
    char *name = argv[at];

    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv); /* the options now follow the name */
    argv[1] = name;
    argv++;
    if (request->name != NULL) {
        bool json = json_asked(argc, argv);
        store_start(&store, request->name, request->want, &fail);
        if (!json && store_expect(&store, op->flags) < 0)
            return op_refuse(&fail, json);
    }
    environ = exported;
    int status = op_inside(op, argc, argv, request->name != NULL ? &store.out : NULL);
    if (environ == exported) /* else the operation has made the shell replace it */
        environ = outer;
    if (status == 0 && request->command->after != NULL)
        request->command->after();
    if (status == 128 + SIGINT && shell_stop_signal() != 0)
        status = 128 + shell_stop_signal();
    return request->name != NULL ? end_store(&store, status, json_asked(argc, argv)) : status;
}

/* Moves a descriptor out of the way of the numbers that scripts use. */
static int move_away(int fd)
{
    enum { HIGH = 60 };
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, HIGH);

    if (moved < 0)
        return fd;
    close(fd);
    return moved;
}

static int make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0)
        return os_error();
    ends[0] = move_away(ends[0]);
    ends[1] = move_away(ends[1]);
    return 0;
}

/* True for a command that runs another program: its value is the documented result, not what it prints. */
static bool gives_result(const struct request *request)
{
    return request->command != NULL && (request->command->op->flags & (OP_CHILD | OP_ALONE)) == OP_CHILD;
}

/* A request that runs in a child, and the pipe to its store. */
struct child_run {
    const struct request *request;
    struct store *store;
    int ends[2];
};

/* The child: the command line as the program has it. */
static void live_as_child(void *state)
{
    const struct child_run *run = state;
    char **argv = run->request->argv, number[16];
    int argc = run->request->argc;

    if (run->store != NULL && gives_result(run->request)) {
        char **longer = malloc(((size_t)argc + 3) * sizeof *argv);
        if (longer == NULL)
            _exit(EX_OSERR);
        number[int_write(number, run->ends[1])] = '\0';
        longer[0] = argv[0];
        longer[1] = (char *)"--result-fd";
        longer[2] = number;
        memcpy(longer + 3, argv + 1, (size_t)argc * sizeof *argv); /* with the NULL at the end */
        argv = longer;
        argc += 2;
    } else if (run->store != NULL)
        dup2(run->ends[1], STDOUT_FILENO);
    _exit(command_line(argc, argv));
}

static void close_end(struct child_run *run, size_t end)
{
    if (run->ends[end] >= 0)
        close(run->ends[end]);
    run->ends[end] = -1;
}

/* Takes what the child writes into the store. If this ends before the child, the child finds that nobody reads. */
static void read_child(void *state)
{
    struct child_run *run = state;
    char data[16 * 1024];
    int64_t got;

    close_end(run, 1);
    while ((got = os_read(run->ends[0], data, sizeof data)) > 0)
        if (store_text(run->store, data, (size_t)got) < 0) {
            fail_no_memory(run->store->fail);
            break;
        }
    close_end(run, 0);
}

static int refuse_child(struct fail *fail, int errnum, bool json)
{
    fail_process(fail, errnum, NULL);
    return op_refuse(fail, json);
}

int request_in_child(const struct request *request)
{
    const char *name = request->command != NULL ? request->command->op->name : NULL;
    struct fail fail = {.op = name, .command.op = name};
    struct store store;
    struct child_run run = {.request = request, .ends = {-1, -1}};
    const struct child_work work = {live_as_child, request->name != NULL ? read_child : NULL, &run};
    bool json = json_asked(request->argc, request->argv);
    int status = 0;

    if (request->name != NULL) {
        store_start(&store, request->name, request->want, &fail);
        run.store = &store;
        status = make_pipe(run.ends);
    }
    if (status == 0)
        status = job_run(request->argv, &work);
    close_end(&run, 0);
    close_end(&run, 1);
    if (status < 0)
        return refuse_child(&fail, -status, json);
    return run.store != NULL ? end_store(&store, status, json) : status;
}
