/* SPDX-License-Identifier: MIT */
/* A static program hands over to the dynamic one. */
#include "table/op.h"

#ifdef STATIC_PROGRAM

#include <unistd.h>

#include "os/fd.h"
#include "os/spawn/exec.h"
#include "os/spawn/own_programs.h"

void call_dynamic(const struct call *call)
{
    char path[PATH_MAX];
    size_t count = 0;

    if (call->argv == NULL || os_own_program("xos-" PACKAGE_VERSION, path) < 0)
        return;
    while (call->argv[count] != NULL)
        count++;
    char **argv = arena_alloc(call->arena, (count + 2) * sizeof *argv);
    if (argv == NULL)
        return;
    argv[0] = (char *)"xos";
    memcpy(argv + 1, call->argv, (count + 1) * sizeof *argv);
    if (call->result_fd > STDERR_FILENO) /* closed to programs that the operation starts (keep_result_fd) */
        os_set_inheritable(call->result_fd, true);
    program_exec(&(struct program){.file = path, .argv = argv, .envp = environ});
}

#endif
