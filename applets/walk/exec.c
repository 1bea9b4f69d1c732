/* SPDX-License-Identifier: MIT */
/* --dir-exec: a program run for each directory, the directory open as the descriptor that XOS_DIRFD names. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "value/number.h"
#include "os/retry.h"
#include "walk/xwalk.h"

extern char **environ;

static bool is_ours(const char *variable)
{
    return strncmp(variable, "XOS_DIRFD=", 10) == 0 || strncmp(variable, "XOS_DIRPATH=", 12) == 0;
}

/* The environment with the two variables added; one block of memory, NULL when there is none. */
static char **environment(int fd, const char *path)
{
    size_t count = 0, size = strlen(path), kept = 0;

    while (environ[count] != NULL)
        count++;
    char **list = malloc((count + 3) * sizeof *list + NUMBER_ROOM + 10 + 12 + size + 1);
    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (!is_ours(environ[i]))
            list[kept++] = environ[i];
    char *text = (char *)(list + count + 3);
    list[kept++] = memcpy(text, "XOS_DIRFD=", 10);
    text += 10;
    text += int_write(text, fd);
    *text++ = '\0';
    list[kept++] = memcpy(text, "XOS_DIRPATH=", 12);
    memcpy(text + 12, path, size + 1);
    list[kept] = NULL;
    return list;
}

/* The program's words, {} among them replaced by the path. */
static char **arguments(const struct words *program, const char *path)
{
    char **argv = malloc((program->count + 1) * sizeof *argv);

    for (size_t i = 0; argv != NULL && i < program->count; i++)
        argv[i] = (char *)(word_is(program->items[i], "{}") ? path : program->items[i].data);
    if (argv != NULL)
        argv[program->count] = NULL;
    return argv;
}

static int start(char **argv, char **env, int fd, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int result = posix_spawn_file_actions_init(&actions);

    if (result != 0)
        return -result;
    result = posix_spawn_file_actions_adddup2(&actions, fd, fd); /* makes it inheritable */
    if (result == 0)
        result = posix_spawnp(pid, argv[0], /* NOLINT(clang-analyzer-core.NonNullParamChecker): it has a word */
                              &actions, NULL, argv, env);
    posix_spawn_file_actions_destroy(&actions);
    return -result;
}

/* The child's own status, or 128 and its signal. */
static int status_of(pid_t pid)
{
    int status;
    int result = OS_RETRY(waitpid(pid, &status, 0));

    if (result < 0)
        return result;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int count_failure(struct xwalk *walk, int status)
{
    if (walk->errors == ERRORS_IGNORE)
        return 0;
    pthread_mutex_lock(&walk->lock);
    if (walk->call->status == 0)
        walk->call->status = status;
    pthread_mutex_unlock(&walk->lock);
    return walk->errors == ERRORS_ABORT ? WALK_STOP : 0;
}

/* A program that cannot be started cannot be for any directory: the walk ends. */
static int no_start(struct xwalk *walk, const char *program, int errnum)
{
    pthread_mutex_lock(&walk->lock);
    fail_process(walk->call->fail, errnum, program);
    call_report(walk->call);
    pthread_mutex_unlock(&walk->lock);
    return WALK_STOP;
}

int xwalk_exec_listed(void *context_, struct walk_output *out, struct walk_dir *dir, const char *path)
{
    struct xwalk_context *context = context_;
    const struct words *program = &context->walk->args->program;
    pid_t pid = -1;

    (void)out;
    if (dir->fd < 0 || dir->depth < context->walk->min_depth)
        return 0;
    char **argv = arguments(program, path), **env = environment(dir->fd, path);
    int result = argv == NULL || env == NULL ? -ENOMEM : start(argv, env, dir->fd, &pid);
    free(argv);
    free(env);
    if (result < 0)
        return no_start(context->walk, program->items[0].data, -result);
    result = status_of(pid);
    return result == 0 ? 0 : result < 0 ? xwalk_fail(context, path, -result) : count_failure(context->walk, result);
}
