/* SPDX-License-Identifier: MIT */
/* Starts programs and waits for them. */
#include "walk/programs.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include "os/spawn/spawn.h"
#include "os/spawn/wait.h"

struct xwalk_programs {
    struct lock lock; /* protects all members below; held while waiting, because all callers wait for the same */
    size_t most, count;
    pid_t *pids; /* the running programs, in the order of their start */
};

int programs_begin(struct xwalk *walk, size_t most)
{
    struct xwalk_programs *programs = arena_alloc(walk->call->arena, sizeof *programs);

    if (programs == NULL || (programs->pids = arena_alloc(walk->call->arena, most * sizeof(pid_t))) == NULL)
        return fail_no_memory(walk->call->fail);
    programs->most = most;
    walk->programs = programs;
    return 0;
}

/* Waits for a program and returns its index. If this process already had children when it became xwalk, waitid(2) might
 * report one of those; then the program started first is awaited. */
static size_t ended(const struct xwalk_programs *programs)
{
    siginfo_t info = {0};

    if (programs->count > 1 && wait_id(P_ALL, 0, WEXITED | WNOWAIT, &info) == 0)
        for (size_t i = 0; i < programs->count; i++)
            if (programs->pids[i] == info.si_pid)
                return i;
    return 0;
}

/* Waits for a program's end, and records its status. Returns the callback's result. Call it with the lock held. */
static int await_one(struct xwalk *walk)
{
    struct xwalk_programs *programs = walk->programs;
    size_t index = ended(programs);
    int status = 0;
    pid_t pid = wait_process(programs->pids[index], 0, &status, NULL);

    memmove(&programs->pids[index], &programs->pids[index + 1], (--programs->count - index) * sizeof(pid_t));
    int exit_status = pid < 0 ? 0 : wait_exit_status(status);
    return exit_status == 0 ? 0 : xwalk_keep_status(walk, exit_status);
}

/* Ends the walk: a program that cannot be started fails for every entry. */
static int no_start(struct xwalk *walk, const char *program, int errnum)
{
    lock_take(&walk->lock);
    fail_process(walk->call->fail, errnum, program);
    call_report(walk->call);
    lock_open(&walk->lock);
    return WALK_STOP;
}

static int start(struct xwalk *walk, const struct program_run *run)
{
    extern char **environ;
    struct xwalk_programs *programs = walk->programs;
    struct spawn_step steps[2];
    char **env = run->env != NULL ? run->env : environ;
    struct spawn spawn = {
        .program = {.file = run->argv[0], .search = program_path(environ), .argv = run->argv, .envp = env},
        .steps = steps,
        .no_handlers = true};
    struct spawn_failure failure;

    if (run->keep >= 0)
        steps[spawn.count++] = (struct spawn_step){.kind = SPAWN_DUP2, .fd = run->keep, .number = run->keep};
    if (run->directory >= 0)
        steps[spawn.count++] = (struct spawn_step){.kind = SPAWN_FCHDIR, .fd = run->directory};
    pid_t pid = spawn_start(&spawn, &failure);
    if (pid < 0)
        return no_start(walk, run->argv[0], (int)-pid);
    programs->pids[programs->count++] = pid;
    return 0;
}

int programs_run(struct xwalk *walk, const struct program_run *run)
{
    struct xwalk_programs *programs = walk->programs;
    int result = 0;

    lock_take(&programs->lock);
    while (result == 0 && programs->count == programs->most)
        result = await_one(walk);
    if (result == 0)
        result = start(walk, run);
    if (result == 0 && programs->most == 1)
        result = await_one(walk);
    lock_open(&programs->lock);
    return result;
}

void programs_end(struct xwalk *walk)
{
    if (walk->programs == NULL)
        return;
    while (walk->programs->count > 0)
        await_one(walk);
}
