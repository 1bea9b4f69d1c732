/* SPDX-License-Identifier: MIT */
/* Process management: becoming another program. */
#include "ops/chapters.h"
#include "ops/shared/spawning.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

TEXTS_OF(os_procs_exec);

struct exec_args {
    const char *path;
    struct path file; /* execve's, which may be a descriptor */
    struct words args;
    struct occurrences env;
};

static int run_program(struct call *call, struct program *program, bool search)
{
    const struct exec_args *args = ARGS(struct exec_args, call);
    char **argv = argv_build(call, args->args);

    if (argv == NULL || program->envp == NULL || flush_before_child(call) < 0)
        return -1;
    program->argv = argv;
    program->search = search ? program_path(program->envp) : NULL;
    int result = program_exec(program);
    return fail_errno(call->fail, -result, call_path(call, (struct path){program->file, program->fd}), NULL);
}

static int run_execv(struct call *call)
{
    struct program program = {.file = ARGS(struct exec_args, call)->path, .envp = environ};

    return run_program(call, &program, false);
}

static int run_execvp(struct call *call)
{
    struct program program = {.file = ARGS(struct exec_args, call)->path, .envp = environ};

    return run_program(call, &program, true);
}

static int run_execve(struct call *call)
{
    const struct exec_args *args = ARGS(struct exec_args, call);
    struct program program = {
        .file = args->file.name, .fd = args->file.fd, .envp = environment_build(call, &args->env)};

    return run_program(call, &program, false);
}

static int run_execle(struct call *call)
{
    const struct exec_args *args = ARGS(struct exec_args, call);
    struct program program = {.file = args->path, .envp = environment_build(call, &args->env)};

    return run_program(call, &program, false);
}

static int run_execvpe(struct call *call)
{
    const struct exec_args *args = ARGS(struct exec_args, call);
    struct program program = {.file = args->path, .envp = environment_build(call, &args->env)};

    return run_program(call, &program, true);
}

#define PATH_PARAM PARAM(struct exec_args, path, PATH, .help = PACKED("the program's file; PATH is not searched"))
#define FILE_PARAM \
    PARAM_AS("file", struct exec_args, path, PATH, \
             .help = PACKED("the program's name; without a slash it is searched for in PATH"))
#define ARGS_PARAM PARAM(struct exec_args, args, WORDS, .help = PACKED("the program's own name, then its arguments"))
#define LIST_PARAM \
    PARAM_AS("arg0", struct exec_args, args, WORDS, .help = PACKED("the program's own name, then its arguments"))
#define ENV_PARAM \
    PARAM(struct exec_args, env, REPEATED, .flags = PARAM_OPTION, .metavar = PACKED("NAME=VALUE"), \
          .help = PACKED("a variable of the new environment, which has these and no others"))

static const struct param path_args[] = {PATH_PARAM, ARGS_PARAM};
static const struct param file_args[] = {FILE_PARAM, ARGS_PARAM};
static const struct param file_args_env[] = {FILE_PARAM, ARGS_PARAM, ENV_PARAM};
static const struct param path_list[] = {PATH_PARAM, LIST_PARAM};
static const struct param path_list_env[] = {PATH_PARAM, LIST_PARAM, ENV_PARAM};
static const struct param file_list[] = {FILE_PARAM, LIST_PARAM};
static const struct param file_list_env[] = {FILE_PARAM, LIST_PARAM, ENV_PARAM};
static const struct param execve_params[] = {
    PARAM_AS("path", struct exec_args, file, PATH_OR_FD, .help = PACKED("the program's file, or an open one")),
    ARGS_PARAM,
    ENV_PARAM,
};

#define EXEC_ROW(name_, documented, params_, run_, summary_, note_, example_) \
    { \
        .name = name_, \
        TEXTS(.summary = summary_, .result = "does not return", \
              .errors = "ENOENT EACCES ENOEXEC E2BIG ENOTDIR ELOOP ETXTBSY", .note = note_, .example = example_, \
              .signature = name_ "(" documented ")"), \
        .acts_on = ACTS_ON_SELF, .available = ON_UNIX | ON_WINDOWS, OP_PARAMS(struct exec_args, params_), \
        .flags = OP_ARGV | OP_ALONE, .run = run_ \
    }

static const struct op ops[] = {
    EXEC_ROW("execl", "path, arg0, arg1, ...", path_list, run_execv, "Become the program at a path; arguments listed",
             "The first argument is the name that the program sees as its own", "xos execl /bin/echo echo hello"),
    EXEC_ROW("execle", "path, arg0, arg1, ..., env", path_list_env, run_execle,
             "Become the program at a path, in a given environment", "Without --env the environment is empty",
             "xos execle --env GREETING=hello /usr/bin/env env"),
    EXEC_ROW("execlp", "file, arg0, arg1, ...", file_list, run_execvp,
             "Become a program found in PATH; arguments listed",
             "A directory's error other than \"not there\" is reported if no later directory has the program",
             "xos execlp echo echo hello"),
    EXEC_ROW("execlpe", "file, arg0, arg1, ..., env", file_list_env, run_execvpe,
             "Become a program found in the PATH of a given environment",
             "PATH is the new environment's; if it has none, /bin:/usr/bin",
             "xos execlpe --env PATH=/bin:/usr/bin echo echo hello"),
    EXEC_ROW("execv", "path, args", path_args, run_execv, "Become the program at a path",
             "Descriptors that are inheritable stay open", "xos execv /bin/echo echo hello"),
    EXEC_ROW("execve", "path, args, env", execve_params, run_execve,
             "Become the program at a path or in an open file, in a given environment",
             "An open script (fd:N) must be inheritable, as its interpreter opens it again",
             "xos execve --env A=1 /usr/bin/env env"),
    EXEC_ROW("execvp", "file, args", file_args, run_execvp, "Become a program found in PATH",
             "A file that is not a program is ENOEXEC; no shell is tried instead", "xos execvp echo echo hello"),
    EXEC_ROW("execvpe", "file, args, env", file_args_env, run_execvpe,
             "Become a program found in the PATH of a given environment",
             "PATH is the new environment's, not the caller's", "xos execvpe --env PATH=/bin:/usr/bin echo echo hello"),
};

const struct chapter chapter_procs_exec = CHAPTER(SECTION_PROCESS_MANAGEMENT, "Process management: other programs",
                                                  ops);
