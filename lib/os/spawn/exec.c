/* SPDX-License-Identifier: MIT */
/* Executing another program. */
#include "os/spawn/exec.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

const char *program_path(char *const *envp)
{
    for (; envp != NULL && *envp != NULL; envp++)
        if (strncmp(*envp, "PATH=", 5) == 0)
            return *envp + 5;
    return DEFAULT_PATH;
}

void program_shell(struct program *program, char *argv[SHELL_ARGV], const char *command)
{
    argv[0] = (char *)"sh";
    argv[1] = (char *)"-c";
    argv[2] = (char *)"--";
    argv[3] = (char *)command;
    argv[4] = NULL;
    *program = (struct program){.file = "/bin/sh", .argv = argv, .envp = environ};
}

static int exec_at(const struct program *program, const char *path)
{
    execve(path, program->argv, program->envp);
    return -errno;
}

static int exec_fd(const struct program *program)
{
#ifdef SYS_execveat
    syscall(SYS_execveat, program->fd, "", program->argv, program->envp, AT_EMPTY_PATH);
    return -errno;
#else
    (void)program;
    return -ENOSYS;
#endif
}

static bool is_missing(int result)
{
    return result == -ENOENT || result == -ENOTDIR;
}

/* Tries directory/file. The directory's name ends before end; an empty name is the current directory. */
static int exec_in(const struct program *program, const char *directory, const char *end)
{
    char path[PATH_MAX];
    size_t size = (size_t)(end - directory), name_size = strlen(program->file);

    if (size + 1 + name_size >= sizeof path)
        return -ENAMETOOLONG;
    memcpy(path, directory, size);
    if (size > 0)
        path[size++] = '/';
    memcpy(path + size, program->file, name_size + 1);
    return exec_at(program, path);
}

static int exec_search(const struct program *program)
{
    int remembered = 0, result = -ENOENT;
    const char *directory = program->search;

    for (;;) {
        const char *end = strchr(directory, ':');
        result = exec_in(program, directory, end != NULL ? end : directory + strlen(directory));
        if (!is_missing(result) && remembered == 0)
            remembered = result;
        if (end == NULL)
            return remembered != 0 ? remembered : result;
        directory = end + 1;
    }
}

int program_exec(const struct program *program)
{
    if (program->file == NULL)
        return exec_fd(program);
    if (program->search == NULL || strchr(program->file, '/') != NULL)
        return exec_at(program, program->file);
    return exec_search(program);
}
