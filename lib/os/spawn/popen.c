/* SPDX-License-Identifier: MIT */
/* popen(3) with descriptors. */
#include "os/spawn/popen.h"

#include <fcntl.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/spawn.h"

static int start(struct popen *popen, const struct program *program, bool reads, bool quiet)
{
    struct spawn_step steps[] = {
        {.kind = SPAWN_DUP2, .number = reads ? STDOUT_FILENO : STDIN_FILENO},
        {.kind = SPAWN_OPEN, .fd = STDERR_FILENO, .path = "/dev/null", .number = O_WRONLY},
    };
    struct spawn spawn = {.program = *program, .steps = steps, .count = quiet ? 2 : 1};
    struct spawn_failure failure;
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return os_error();
    steps[0].fd = ends[reads];
    popen->fd = ends[!reads];
    popen->pid = spawn_start(&spawn, &failure);
    close(ends[reads]);
    if (popen->pid >= 0)
        return 0;
    close(popen->fd);
    return (int)popen->pid;
}

int popen_start(struct popen *popen, const char *command, bool reads)
{
    char *argv[SHELL_ARGV];
    struct program program;

    program_shell(&program, argv, command);
    return start(popen, &program, reads, false);
}

int popen_tool(struct popen *popen, char *const argv[])
{
    struct program program = {.file = argv[0], .search = program_path(environ), .argv = argv, .envp = environ};

    return start(popen, &program, true, true);
}
