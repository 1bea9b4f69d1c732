/* SPDX-License-Identifier: MIT */
/* popen(3) with descriptors. */
#include "os/spawn/popen.h"

#include <fcntl.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/spawn/spawn.h"

int popen_program(struct popen *popen, const struct program *program, bool reads)
{
    struct spawn_step onto = {.kind = SPAWN_DUP2, .number = reads ? STDOUT_FILENO : STDIN_FILENO};
    struct spawn spawn = {.program = *program, .steps = &onto, .count = 1};
    struct spawn_failure failure;
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        return os_error();
    onto.fd = ends[reads];
    popen->fd = ends[!reads];
    popen->pid = spawn_start(&spawn, &failure);
    close(onto.fd);
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
    return popen_program(popen, &program, reads);
}
