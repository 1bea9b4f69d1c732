/* SPDX-License-Identifier: MIT */
/* xcall LIB ...: checks the call, then lets libexec/xos/ffi make it, so that a crash of the function is a status. */
#include "call/xcall.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/ffi_program.h"
#include "ops/shared/spawning.h"
#include "os/spawn/wait.h"
#include "value/duration.h"

TEXTS_OF(call_foreign);

enum { OPTIONS = 12 }; /* words in front of the operands, and the NULL at the end */

/* The program's command line: its name, the options that were given, and the operands. */
static char **make_argv(struct call *call, const char *path, const struct foreign_options *options)
{
    const char **argv = arena_alloc(call->arena, (options->words.count + OPTIONS) * sizeof *argv);
    size_t count = 0;

    if (argv == NULL)
        return NULL;
    argv[count++] = path;
    if (call->json)
        argv[count++] = "--json";
    if (call->null)
        argv[count++] = "--null";
    if (options->variable)
        argv[count++] = "--variable";
    if (options->has)
        argv[count++] = "--has";
    if (options->wrap)
        argv[count++] = "--wrap";
    if (options->fail_if.data != NULL) {
        argv[count++] = "--fail-if";
        argv[count++] = options->fail_if.data;
    }
    if (options->mode.data != NULL) {
        argv[count++] = "--mode";
        argv[count++] = options->mode.data;
    }
    argv[count++] = "--";
    for (size_t i = 0; i < options->words.count; i++)
        argv[count++] = options->words.items[i].data;
    return (char **)argv;
}

/* Everything that can be wrong with the words, before anything is started. what: what a message calls the call. */
static int check(struct call *call, const struct foreign_options *options, const char **what)
{
    struct foreign foreign;
    struct cdecl declaration;

    *what = options->words.count > 1 ? options->words.items[1].data : "";
    if (options->variable && options->has)
        return fail_usage(call->fail, "--variable and --has exclude each other");
    if (options->has)
        return options->words.count == 2 ? 0 : fail_usage(call->fail, "--has takes LIB and SYMBOL");
    if (options->variable)
        return foreign_read_variable(call, options->words, &declaration);
    int result = foreign_read(call, options, &foreign);
    if (result == 0)
        *what = foreign.name;
    return result;
}

static int read_timeout(struct call *call, int64_t *ns)
{
    struct word text = ARGS(struct xcall_args, call)->timeout;

    *ns = INT64_MAX;
    if (text.data != NULL && !duration_read(text, ns))
        return fail_usage(call->fail, "timeout: '%.60s' is not a duration", text.data);
    return 0;
}

int xcall_foreign(struct call *call)
{
    const struct foreign_options *options = &ARGS(struct xcall_args, call)->foreign;
    const struct spawn_step lifeline = {.kind = SPAWN_LIFELINE, .number = getpid()};
    char path[PATH_MAX];
    const char *what;
    int64_t timeout;
    int status;

    if (check(call, options, &what) < 0 || read_timeout(call, &timeout) < 0 || ffi_program(call->fail, path) < 0)
        return -1;
    char **argv = make_argv(call, path, options);
    if (argv == NULL)
        return fail_no_memory(call->fail);
    struct spawn spawn = {.program = {.file = path, .argv = argv, .envp = environ}, .steps = &lifeline, .count = 1};
    pid_t pid = spawn_begin(call, &spawn);
    if (pid < 0)
        return -1;
    int result = wait_limited(pid, timeout, &status);
    if (result == -ETIMEDOUT)
        return fail_words(call->fail, EX_TEMPFAIL, "%.200s: did not return in time [ETIMEDOUT]", what);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    call->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (!WIFSIGNALED(status))
        return 0;
    const char *name = signal_name(call, WTERMSIG(status));
    return fail_words(call->fail, call->status, "%.200s: the call ended with %s", what,
                      name != NULL ? name : "a signal");
}
