/* SPDX-License-Identifier: MIT */
/* xspawn: converts the options to structures of lib/os. */
#include "spawn/xspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "ops/shared/environment.h"
#include "os/fd.h"
#include "value/duration.h"
#include "value/number.h"
#include "os/output.h"

TEXTS_OF(spawn_options);

/* The caller's environment, or an empty one, with each --env and --unsetenv applied in the order given. */
static int read_environment(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct fail *fail = xspawn->call->fail;
    struct environment environment;
    int result = 0;

    xspawn->spawn.program.envp = environ;
    if (!args->clearenv && args->variables.count == 0)
        return 0;
    if (environment_start(&environment, xspawn->call->arena, args->clearenv ? NULL : environ) < 0)
        return fail_no_memory(fail);
    for (size_t i = 0; i < args->variables.count && result == 0; i++) {
        const struct occurrence *use = &args->variables.items[i];
        const char *option = use->param->name;
        result = strcmp(option, "env") == 0 ? environment_set_option(&environment, fail, option, use->value)
                                            : environment_unset_option(&environment, fail, option, use->value);
    }
    xspawn->spawn.program.envp = environment_entries(&environment);
    return result;
}

static int read_program(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;

    if (args->prog.count == 0)
        return fail_usage(xspawn->call->fail, "missing argument: prog");
    char **argv = argv_copy(xspawn->call, args->prog);
    if (argv == NULL)
        return -1;
    xspawn->spawn.program.file = argv[0];
    xspawn->spawn.program.search = program_path(environ);
    if (args->argv0 != NULL)
        argv[0] = (char *)args->argv0;
    xspawn->spawn.program.argv = argv;
    return args->prog.items[0].size > 0 ? 0 : fail_errno(xspawn->call->fail, ENOENT, NULL, NULL);
}

/* Finds the terminal for --foreground. Without a terminal this is not a failure. */
static int read_foreground(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;

    xspawn->terminal = -1;
    if (!args->foreground)
        return 0;
    if (args->pty || args->options.setsid || args->options.setpgroup.given)
        return fail_usage(xspawn->call->fail, "--foreground excludes --pty, --setsid and --setpgroup");
    xspawn->terminal = isatty(STDIN_FILENO) ? STDIN_FILENO : os_open(AT_FDCWD, "/dev/tty", O_RDWR, 0);
    if (xspawn->terminal < 0)
        return 0;
    xspawn_add_step(xspawn, SPAWN_SETPGROUP);
    xspawn_add_step(xspawn, SPAWN_FOREGROUND)->fd = xspawn->terminal;
    return 0;
}

/* Opens the report's file before anything is started; the program does not inherit it. */
static int open_report(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct call *call = xspawn->call;
    int fd = -1;

    if (args->report != NULL && args->status_fd.data != NULL)
        return fail_usage(call->fail, "--report and --status-fd exclude each other");
    if (args->report != NULL && strcmp(args->report, "-") == 0) {
        fd = os_dup_from(STDOUT_FILENO, 3, false);
        if (fd < 0)
            return fail_errno(call->fail, -fd, "standard output", NULL);
    } else if (args->report != NULL) {
        fd = os_output_open(args->report, O_WRONLY | O_TRUNC, 0666);
        if (fd < 0)
            return fail_errno(call->fail, -fd, args->report, NULL);
    } else if (args->status_fd.data != NULL) {
        if (!spawn_read_fd(args->status_fd, &fd))
            return fail_usage(call->fail, "status_fd: '%.200s' is not a descriptor", args->status_fd.data);
        if (fd >= 0 && fd < 3 && (call->closed_streams & 1u << fd))
            fd = -1;
        int result = fd > 2 ? os_set_inheritable(fd, false) : os_inheritable(fd);
        if (result < 0)
            return fail_errno(call->fail, -result, "status descriptor", NULL);
    }
    xspawn->report_fd = fd;
    return 0;
}

/* Collects the child's steps: terminal, namespaces, foreground and privileges, then those of the options. The lifeline
 * is last, because a change of ids would undo it. */
static int read_steps(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct spawn *spawn = &xspawn->spawn;

    xspawn->steps = xspawn_memory(xspawn,
                                  (XSPAWN_ROOM + args->setns.count + args->rlimit.count) * sizeof *xspawn->steps);
    if (xspawn->steps == NULL)
        return -1;
    spawn->count = args->pty;
    if (xspawn_namespaces(xspawn) < 0 || read_foreground(xspawn) < 0 || xspawn_privileges(xspawn) < 0)
        return -1;
    spawn->steps = xspawn->steps;
    xspawn->steps = spawn_options_read(xspawn->call, &args->options, spawn);
    if (xspawn->steps == NULL)
        return -1;
    sigset_t *ignored = NULL;
    if (args->ignore_signal.data != NULL &&
        spawn_read_signals(xspawn->call, "ignore_signal", args->ignore_signal, &ignored) < 0)
        return -1;
    if (ignored != NULL && !word_is(args->ignore_signal, "all") &&
        (sigismember(ignored, SIGKILL) == 1 || sigismember(ignored, SIGSTOP) == 1))
        return fail_usage(xspawn->call->fail, "ignore_signal: SIGKILL and SIGSTOP cannot be ignored");
    spawn->ignored = ignored;
    if (args->die_with_parent)
        xspawn->lifeline = xspawn_add_step(xspawn, SPAWN_LIFELINE);
    return 0;
}

static int read_size(struct xspawn *xspawn)
{
    const char *text = xspawn->args->size, *cross = text != NULL ? strchr(text, 'x') : NULL;
    struct number columns, lines;
    int64_t width, height;

    if (text == NULL)
        return 0;
    if (cross == NULL || !number_read((struct word){text, (size_t)(cross - text)}, 10, &columns) ||
        !number_read(word_of(cross + 1), 10, &lines) || !number_to_int64(columns, 1, UINT16_MAX, &width) ||
        !number_to_int64(lines, 1, UINT16_MAX, &height))
        return fail_usage(xspawn->call->fail, "size: '%.200s' is not COLUMNSxLINES", text);
    xspawn->size = (struct winsize){.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    return 0;
}

/* An option that means something only to a batch, if one is given; else NULL. */
static const char *batch_option(const struct xspawn_args *args)
{
    const struct {
        bool given;
        const char *name;
    } options[] = {
        {args->jobs != NULL, "--jobs"},           {args->items != 1, "--items"},
        {args->keep_order, "--keep-order"},       {args->tag, "--tag"},
        {args->results != NULL, "--results"},     {args->halt != NULL, "--halt"},
        {args->halt_now, "--halt-now"},           {args->retries != 0, "--retries"},
        {args->joblog != NULL, "--joblog"},       {args->resume, "--resume"},
        {args->resume_failed, "--resume-failed"}, {args->delay.given, "--delay"},
        {args->load != NULL, "--load"},           {args->memfree.given, "--memfree"},
    };

    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (options[i].given)
            return options[i].name;
    return NULL;
}

static int check(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    struct fail *fail = xspawn->call->fail;
    bool each = args->each != NULL || xspawn->items.items != NULL;

    if (args->signal < 1 || args->signal > SIGRTMAX)
        return fail_usage(fail, "signal: '%d' is not a signal", args->signal);
    if (args->wait && args->nowait)
        return fail_usage(fail, "--wait and --nowait exclude each other");
    if (args->nowait && (args->timeout.given || args->pty || args->foreground || each || args->die_with_parent))
        return fail_usage(fail, "--nowait excludes --timeout, --pty, --foreground, --die-with-parent and --each");
    if (each && (args->pty || args->foreground))
        return fail_usage(fail, "--each excludes --pty and --foreground");
    if (xspawn->call->json && !args->nowait && xspawn->call->result_fd < 0 && args->report == NULL &&
        args->status_fd.data == NULL && (!each || args->joblog == NULL))
        return fail_usage(fail, "--json needs --report, --status-fd or --result-fd: the output is the program's");
    const char *batch = each ? NULL : batch_option(args);
    if (batch != NULL)
        return fail_usage(fail, "%s needs --each or ':::'", batch);
    if (args->transcript != NULL && !args->pty)
        return fail_usage(fail, "--transcript needs --pty");
    if (args->timeout_status.given && (args->timeout_status.value < 0 || args->timeout_status.value > 255))
        return fail_usage(fail, "timeout_status: '%lld' is not an exit status", (long long)args->timeout_status.value);
    if (args->retries < 0)
        return fail_usage(fail, "retries: '%d' is less than 0", args->retries);
    return 0;
}

int xspawn_read(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    enum { KILL_AFTER_S = 5 };

    if (check(xspawn) < 0 || read_environment(xspawn) < 0 || read_size(xspawn) < 0)
        return -1;
    xspawn->timeout_ns = args->timeout.given && args->timeout.value != DURATION_INF ? args->timeout.value : 0;
    xspawn->kill_after_ns = args->kill_after.given ? args->kill_after.value : KILL_AFTER_S * INT64_C(1000000000);
    xspawn->supervised = xspawn->timeout_ns > 0 || args->die_with_parent;
    int result = read_program(xspawn) < 0 || read_steps(xspawn) < 0 ? -1 : 0;
    if (result < 0 && xspawn->call->fail->errnum == 0)
        return -1;
    return open_report(xspawn) < 0 ? -1 : result;
}
