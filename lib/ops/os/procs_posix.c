/* SPDX-License-Identifier: MIT */
/* Process management: posix_spawn and posix_spawnp. */
#include "ops/chapters.h"
#include "ops/shared/spawning.h"

#include <errno.h>
#include <unistd.h>

TEXTS_OF(os_procs_posix);

struct posix_spawn_args {
    const char *path;
    struct words argv;
    struct occurrences env;
    bool clearenv;
    struct spawn_options options;
};

static int run_spawn(struct call *call, bool search)
{
    const struct posix_spawn_args *args = ARGS(struct posix_spawn_args, call);
    struct spawn spawn = {.program = {.file = args->path, .envp = environ}};
    char **argv = argv_build(call, args->argv);

    if (argv == NULL || spawn_options_read(call, &args->options, &spawn) == NULL)
        return -1;
    spawn.program.argv = argv;
    spawn.program.search = search ? program_path(environ) : NULL;
    if ((args->clearenv || args->env.count > 0) && (spawn.program.envp = environment_build(call, &args->env)) == NULL)
        return -1;
    if (args->path[0] == '\0')
        return fail_errno(call->fail, ENOENT, args->path, NULL);
    pid_t pid = spawn_begin(call, &spawn);
    return pid < 0 ? -1 : call_end_int(call, pid, NULL);
}

static int run_posix_spawn(struct call *call)
{
    return run_spawn(call, false);
}

static int run_posix_spawnp(struct call *call)
{
    return run_spawn(call, true);
}

#define COMMON_PARAMS \
    PARAM(struct posix_spawn_args, argv, WORDS, .help = PACKED("the program's own name, then its arguments")), \
        PARAM(struct posix_spawn_args, env, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("NAME=VALUE"), \
              .help = PACKED("a variable of the new environment, which has these and no others; none: the caller's")), \
        PARAM(struct posix_spawn_args, clearenv, BOOL, .flags = PARAM_OPTION | PARAM_EXTRA, \
              .help = PACKED("an empty environment, apart from --env")), \
        SPAWN_PARAMS(struct posix_spawn_args, options)

static const struct param path_params[] = {
    PARAM(struct posix_spawn_args, path, PATH, .help = PACKED("the program's file; PATH is not searched")),
    COMMON_PARAMS};
static const struct param file_params[] = {
    PARAM(struct posix_spawn_args, path, PATH,
          .help = PACKED("the program's name; without a slash it is searched for in PATH")),
    COMMON_PARAMS};

#define SIGNATURE \
    "(path, argv, env, *, file_actions=None, setpgroup=None, resetids=False, setsid=False, setsigmask=(), " \
    "setsigdef=(), scheduler=None)"
#define SPAWN_ROW(name_, run_, params_, summary_, note_, example_) \
    { \
        .name = (name_), \
        TEXTS(.summary = summary_, .result = "int child pid", \
              .errors = "ENOENT EACCES ENOEXEC E2BIG EBADF EPERM EINVAL EAGAIN", .note = note_, .example = example_, \
              .signature = name_ SIGNATURE), \
        .acts_on = ACTS_ON_PROCESS, .available = ON_UNIX, OP_PARAMS(struct posix_spawn_args, params_), \
        .flags = OP_ARGV, .run = (run_) \
    }

static const struct op ops[] = {
    SPAWN_ROW("posix_spawn", run_posix_spawn, path_params,
              "Start the program at a path, with given descriptors and attributes",
              "Attributes take effect before the file actions; a failure names the step that failed",
              "xos posix_spawn --open 1:out:O_WRONLY\\|O_CREAT /bin/echo echo hello"),
    SPAWN_ROW("posix_spawnp", run_posix_spawnp, file_params,
              "Start a program found in PATH, with given descriptors and attributes",
              "Searches the caller's PATH, not the one given with --env",
              "xos posix_spawnp --setsigdef PIPE --setpgroup 0 true true"),
};

const struct chapter chapter_procs_posix = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: posix_spawn", ops);
