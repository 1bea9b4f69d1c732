/* SPDX-License-Identifier: MIT */
/* Process management: running children to their end, or starting them without waiting. */
#include "ops/chapters.h"
#include "ops/shared/spawning.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/signals.h"
#include "os/streams.h"
#include "os/io.h"
#include "os/spawn/wait.h"

TEXTS_OF(os_procs_spawn);

struct spawn_args {
    int64_t mode;
    const char *file;
    struct words args;
    struct occurrences env;
};

enum { WAIT_FOR_END = 0, DO_NOT_WAIT = 1 }; /* P_WAIT, P_NOWAIT and P_NOWAITO */

static int run_spawn(struct call *call, bool search, bool own_environment)
{
    const struct spawn_args *args = ARGS(struct spawn_args, call);
    struct spawn spawn = {.program = {.file = args->file, .envp = environ}};
    char **argv = argv_build(call, args->args);
    int status;

    if (argv == NULL || (own_environment && (spawn.program.envp = environment_build(call, &args->env)) == NULL))
        return -1;
    spawn.program.argv = argv;
    spawn.program.search = search ? program_path(spawn.program.envp) : NULL;
    if (args->mode == DO_NOT_WAIT) {
        result_wanted(call);
        pid_t pid = spawn_begin(call, &spawn);
        return pid < 0 ? -1 : call_end_int(call, pid, NULL);
    }
    if (args->mode != WAIT_FOR_END)
        return fail_usage(call->fail, "mode: neither P_WAIT nor P_NOWAIT");
    if (spawn_to_end(call, &spawn, &status) < 0)
        return -1;
    out_int(call->out, wait_exit_code(status));
    return 0;
}

static int run_spawnv(struct call *call)
{
    return run_spawn(call, false, false);
}

static int run_spawnve(struct call *call)
{
    return run_spawn(call, false, true);
}

static int run_spawnvp(struct call *call)
{
    return run_spawn(call, true, false);
}

static int run_spawnvpe(struct call *call)
{
    return run_spawn(call, true, true);
}

struct command_args {
    const char *command, *mode;
    int buffering;
};

static int run_system(struct call *call)
{
    struct sigaction interrupt, quit;
    struct spawn spawn = {0};
    sigset_t defaults;
    char *argv[SHELL_ARGV];
    int status;

    program_shell(&spawn.program, argv, ARGS(struct command_args, call)->command);
    sigemptyset(&defaults);
    os_signal_ignore(SIGINT, &interrupt);
    os_signal_ignore(SIGQUIT, &quit);
    if (interrupt.sa_handler != SIG_IGN)
        sigaddset(&defaults, SIGINT);
    if (quit.sa_handler != SIG_IGN)
        sigaddset(&defaults, SIGQUIT);
    spawn.defaults = &defaults;
    int result = spawn_to_end(call, &spawn, &status);
    os_signal_restore(SIGINT, &interrupt);
    os_signal_restore(SIGQUIT, &quit);
    if (result < 0)
        return -1;
    out_int(call->out, status);
    return 0;
}

/* What the documented object's close() returns: None for success. */
static void out_closed(struct call *call, int status)
{
    int code = wait_exit_code(status);

    if (code == 0)
        out_none(call->out);
    else
        out_int(call->out, code * 256);
}

static int pass_on(struct call *call, const char *data, size_t size)
{
    int result = write_all(STDOUT_FILENO, data, size);

    if (result == 0)
        return 0;
    fail_errno(call->fail, -result, "standard output", NULL);
    call->fail->status = EX_IOERR;
    return -1;
}

/* Copies what the command writes. xsh has its own popen. */
static int hand_on(struct call *call, int fd)
{
    char data[64 * 1024];

    for (;;) {
        int64_t got = os_read(fd, data, sizeof data);
        if (got < 0)
            return fail_errno(call->fail, (int)-got, NULL, NULL);
        if (got == 0)
            return 0;
        if (pass_on(call, data, (size_t)got) < 0)
            return -1;
    }
}

/* Runs the command and copies its output. If that fails, the pipe is closed, and SIGPIPE may end the command, as with
 * any reader that goes away. */
static int read_command(struct call *call, struct spawn *spawn, int *status)
{
    struct spawn_step onto = {.kind = SPAWN_DUP2, .number = STDOUT_FILENO};
    struct sigaction old, old_statuses;
    int ends[2], result = os_pipe(ends, O_CLOEXEC);

    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    onto.fd = ends[1];
    spawn->steps = &onto;
    spawn->count = 1;
    want_statuses(&old_statuses);
    pid_t pid = spawn_begin(call, spawn);
    spawn->steps = NULL;
    spawn->count = 0;
    os_close(ends[1]);
    os_signal_ignore(SIGPIPE, &old);
    streams_outlive_size_limit();
    result = pid < 0 ? 0 : hand_on(call, ends[0]);
    os_signal_restore(SIGPIPE, &old);
    os_close(ends[0]);
    pid_t waited = pid < 0 ? 0 : wait_process(pid, 0, status, NULL);
    os_signal_restore(SIGCHLD, &old_statuses);
    if (pid < 0 || result < 0)
        return -1;
    call->status = waited < 0 ? 0 : wait_exit_status(*status);
    return waited < 0 ? fail_errno(call->fail, -waited, NULL, NULL) : 0;
}

static int run_popen(struct call *call)
{
    const struct command_args *args = ARGS(struct command_args, call);
    struct spawn spawn = {0};
    bool reads = strcmp(args->mode, "r") == 0;
    char *argv[SHELL_ARGV];
    int status = 0;

    if (!reads && strcmp(args->mode, "w") != 0)
        return fail_usage(call->fail, "mode: '%.200s' is neither r nor w", args->mode);
    program_shell(&spawn.program, argv, args->command);
    if ((reads ? read_command(call, &spawn, &status) : spawn_to_end(call, &spawn, &status)) < 0)
        return -1;
    if (!call->in_xsh || !reads)
        out_closed(call, status);
    return 0;
}

#define MODE_PARAM \
    PARAM(struct spawn_args, mode, FLAGS, .family = FAMILY_spawn_modes, .metavar = PACKED("P_WAIT|P_NOWAIT"), \
          .help = PACKED("wait for the child's end, or print its pid"))
#define PATH_PARAM \
    PARAM_AS("path", struct spawn_args, file, PATH, .help = PACKED("the program's file; PATH is not searched"))
#define FILE_PARAM \
    PARAM(struct spawn_args, file, PATH, \
          .help = PACKED("the program's name; without a slash it is searched for in PATH"))
#define ARGS_PARAM PARAM(struct spawn_args, args, WORDS, .help = PACKED("the program's own name, then its arguments"))
#define ENV_PARAM \
    PARAM(struct spawn_args, env, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("NAME=VALUE"), \
          .help = PACKED("a variable of the new environment, which has these and no others"))

static const struct param path_params[] = {MODE_PARAM, PATH_PARAM, ARGS_PARAM};
static const struct param path_env_params[] = {MODE_PARAM, PATH_PARAM, ARGS_PARAM, ENV_PARAM};
static const struct param file_params[] = {MODE_PARAM, FILE_PARAM, ARGS_PARAM};
static const struct param file_env_params[] = {MODE_PARAM, FILE_PARAM, ARGS_PARAM, ENV_PARAM};
static const struct param system_params[] = {
    PARAM(struct command_args, command, TEXT, .help = PACKED("for /bin/sh -c")),
};
static const struct param popen_params[] = {
    PARAM_AS("cmd", struct command_args, command, TEXT, .help = PACKED("for /bin/sh -c")),
    PARAM(struct command_args, mode, TEXT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_R, .metavar = PACKED("r|w"),
          .help = PACKED("r: its output is copied; w: it reads standard input")),
    PARAM(struct command_args, buffering, INT, .flags = PARAM_OPTIONAL, .fallback = FALLBACK_MINUS_1,
          .help = PACKED("no effect: output is not buffered")),
};

#define SPAWN_ROW(name_, documented, params_, run_, summary_, note_, example_) \
    { \
        .name = name_, \
        TEXTS(.summary = summary_, .result = "int pid (P_NOWAIT), or exit code or -signal (P_WAIT)", \
              .errors = "ENOENT EACCES ENOEXEC E2BIG EAGAIN", .note = note_, .example = example_, \
              .signature = name_ "(mode, " documented ")"), \
        .acts_on = ACTS_ON_PROCESS, .available = ON_UNIX | ON_WINDOWS, OP_PARAMS(struct spawn_args, params_), \
        .flags = OP_ARGV | OP_CHILD, .run = run_ \
    }

static const struct op ops[] = {
    SPAWN_ROW("spawnl", "path, ...", path_params, run_spawnv, "Run the program at a path; arguments listed",
              "With P_WAIT the exit status is the child's own, 128+N after signal N",
              "xos spawnl P_WAIT /bin/echo echo hello"),
    SPAWN_ROW("spawnle", "path, ..., env", path_env_params, run_spawnve,
              "Run the program at a path, in a given environment", "Without --env the environment is empty",
              "xos spawnle --env GREETING=hello P_WAIT /usr/bin/env env"),
    SPAWN_ROW("spawnlp", "file, ...", file_params, run_spawnvp, "Run a program found in PATH; arguments listed",
              "A program that cannot be started is an error, not exit code 127", "xos spawnlp P_WAIT echo echo hello"),
    SPAWN_ROW("spawnlpe", "file, ..., env", file_env_params, run_spawnvpe,
              "Run a program found in the PATH of a given environment", "PATH is the new environment's",
              "xos spawnlpe --env PATH=/bin:/usr/bin P_WAIT echo echo hello"),
    SPAWN_ROW("spawnv", "path, args", path_params, run_spawnv, "Run the program at a path",
              "With P_NOWAIT the child's pid is printed and nobody waits for it", "xos spawnv P_NOWAIT /bin/true true"),
    SPAWN_ROW("spawnve", "path, args, env", path_env_params, run_spawnve,
              "Run the program at a path, in a given environment",
              "The environment has the --env variables and no others", "xos spawnve --env A=1 P_WAIT /usr/bin/env env"),
    SPAWN_ROW("spawnvp", "file, args", file_params, run_spawnvp, "Run a program found in PATH",
              "The documented result goes to --result-fd", "xos spawnvp --result-fd 2 P_WAIT true true"),
    SPAWN_ROW("spawnvpe", "file, args, env", file_env_params, run_spawnvpe,
              "Run a program found in the PATH of a given environment", "PATH is the new environment's",
              "xos spawnvpe --env PATH=/bin:/usr/bin P_WAIT true true"),
    {
        .name = "system",
        TEXTS(.summary = "Run a command of the shell to its end", .result = "int wait status",
              .errors = "EAGAIN ENOMEM",
              .note = "SIGINT and SIGQUIT are ignored meanwhile, except by the command; the wait status goes to "
                      "--result-fd",
              .example = "xos system 'echo hello'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_UNIX | ON_WINDOWS,
        OP_PARAMS(struct command_args, system_params),
        .flags = OP_CHILD,
        .run = run_system,
    },
    {
        .name = "popen",
        TEXTS(.summary = "Read from or write to a command of the shell",
              .result = "the command's output; what close() returns goes to --result-fd", .errors = "EAGAIN EMFILE",
              .note = "close() gives None for success, exit code << 8 or -signal << 8 otherwise",
              .example = "xos popen 'echo hello'"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_ALL,
        OP_PARAMS(struct command_args, popen_params),
        .flags = OP_CHILD | OP_ALONE,
        .run = run_popen,
    },
    {
        .name = "popen.close",
        TEXTS(.summary = "Wait for the command and report how it ended",
              .result = "None for success, else exit code << 8 or -signal << 8",
              .note = "Killed by a signal: the negative signal number << 8", .home = "popen --result-fd N",
              .signature = "popen(...).close()"),
        .acts_on = ACTS_ON_PROCESS,
        .available = ON_ALL,
    },
};

const struct chapter chapter_procs_spawn = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: children", ops);
