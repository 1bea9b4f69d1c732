/* SPDX-License-Identifier: MIT */
/* Starting programs for rows and applets. */
#include "ops/shared/spawning.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/environment.h"
#include "os/fd.h"
#include "os/signals.h"
#include "value/format.h"
#include "table/run.h"
#include "os/spawn/wait.h"

TEXTS_OF(shared_spawning);

char **argv_copy(struct call *call, struct words words)
{
    char **argv = arena_alloc(call->arena, (words.count + 1) * sizeof *argv);

    if (argv == NULL) {
        fail_no_memory(call->fail);
        return NULL;
    }
    for (size_t i = 0; i < words.count; i++) {
        if (strlen(words.items[i].data) != words.items[i].size) {
            fail_usage(call->fail, "args: a NUL byte cannot stand in an argument");
            return NULL;
        }
        argv[i] = (char *)words.items[i].data;
    }
    return argv;
}

char **argv_build(struct call *call, struct words words)
{
    if (words.count > 0 && words.items[0].size > 0)
        return argv_copy(call, words);
    fail_usage(call->fail, "args: the program's own name is empty");
    return NULL;
}

char **environment_build(struct call *call, const struct occurrences *variables)
{
    struct environment environment;

    if (environment_start(&environment, call->arena, NULL) < 0) {
        fail_no_memory(call->fail);
        return NULL;
    }
    for (size_t i = 0; i < variables->count; i++)
        if (environment_set_option(&environment, call->fail, "env", variables->items[i].value) < 0)
            return NULL;
    return environment_entries(&environment);
}

int flush_before_child(struct call *call)
{
    return op_flush(call->out, call->fail, call->result_fd);
}

void result_wanted(struct call *call)
{
    if (!call->dropped)
        return;
    call->dropped = false;
    call->result_fd = call->out->fd = STDOUT_FILENO;
}

const char *signal_name(struct call *call, int number)
{
    const char *name = constant_name(&signals, number);

    if (name != NULL || number < SIGRTMIN || number > SIGRTMAX)
        return name;
    if (number == SIGRTMIN || number == SIGRTMAX)
        return number == SIGRTMIN ? "SIGRTMIN" : "SIGRTMAX";
    char *text = arena_alloc(call->arena, 16);
    if (text != NULL)
        format_text(text, 16, "SIGRTMIN+%d", number - SIGRTMIN);
    return text;
}

static const char *step_words(const struct spawn_step *step, char *room, size_t size)
{
    static const char *const fixed[] = {
        [SPAWN_CHDIR] = "chdir",
        [SPAWN_FCHDIR] = "fchdir",
        [SPAWN_UMASK] = "umask",
        [SPAWN_SCHEDULER] = "scheduler",
        [SPAWN_SETSID] = "setsid",
        [SPAWN_SETPGROUP] = "setpgroup",
        [SPAWN_RESETIDS] = "resetids",
        [SPAWN_TERMINAL] = "terminal",
        [SPAWN_FOREGROUND] = "foreground",
        [SPAWN_LIFELINE] = "die with parent",
        [SPAWN_UNSHARE] = "unshare",
        [SPAWN_SETNS] = "setns",
        [SPAWN_WRITE] = "user map",
        [SPAWN_RLIMIT] = "rlimit",
        [SPAWN_IDS] = "user",
        [SPAWN_CAPS] = "caps",
        [SPAWN_NO_NEW_PRIVS] = "no new privileges",
        [SPAWN_IO_PRIORITY] = "ionice",
        [SPAWN_EXEC] = "exec",
    };

    if (step->kind == SPAWN_OPEN)
        format_text(room, size, "open of FD %d", step->fd);
    else if (step->kind == SPAWN_CLOSE)
        format_text(room, size, "close of FD %d", step->fd);
    else if (step->kind == SPAWN_DUP2)
        format_text(room, size, "dup2 of FD %d to %d", step->fd, step->number);
    else if (step->kind == SPAWN_WRITE && strstr(step->path, "/cgroup.procs") != NULL)
        return "cgroup";
    else if (step->kind == SPAWN_CLOSEFROM)
        format_text(room, size, "closefrom FD %d", step->fd);
    else
        return fixed[step->kind];
    return room;
}

const char *spawn_step_name(struct call *call, const struct spawn *spawn, size_t step)
{
    enum { ROOM = 64 };

    if (step == SPAWN_NO_CHILD)
        return "fork";
    if (step >= spawn->count)
        return "exec";
    char *room = arena_alloc(call->arena, ROOM);
    return room != NULL ? step_words(&spawn->steps[step], room, ROOM) : "step";
}

int spawn_failed(struct call *call, const struct spawn *spawn, const struct spawn_failure *failure)
{
    if (failure->step < spawn->count || failure->step == SPAWN_NO_CHILD)
        call->fail->step = spawn_step_name(call, spawn, failure->step);
    if (failure->step == SPAWN_NO_CHILD)
        return fail_process(call->fail, failure->errnum, spawn->program.file);
    if (failure->step < spawn->count)
        return fail_errno(call->fail, failure->errnum, spawn->steps[failure->step].path, NULL);
    return fail_errno(call->fail, failure->errnum, spawn->program.file, NULL);
}

pid_t spawn_begin(struct call *call, const struct spawn *spawn)
{
    struct spawn_failure failure;

    if (flush_before_child(call) < 0)
        return -1;
    pid_t pid = spawn_start(spawn, &failure);
    return pid >= 0 ? pid : spawn_failed(call, spawn, &failure);
}

void want_statuses(struct sigaction *old)
{
    os_signal_default(SIGCHLD, old);
}

int spawn_to_end(struct call *call, const struct spawn *spawn, int *status)
{
    struct sigaction old;

    want_statuses(&old);
    pid_t pid = spawn_begin(call, spawn);
    pid_t waited = pid < 0 ? 0 : wait_process(pid, 0, status, NULL);
    os_signal_restore(SIGCHLD, &old);
    if (pid < 0)
        return -1;
    if (waited < 0)
        return fail_errno(call->fail, -waited, spawn->program.file, NULL);
    call->status = wait_exit_status(*status);
    return 0;
}
