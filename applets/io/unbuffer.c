/* SPDX-License-Identifier: MIT */
/* xio unbuffer: a program whose standard output is a terminal, so that it writes each line at once. */
#include <sysexits.h>
#include <unistd.h>

#include "io/xio.h"
#include "ops/shared/spawning.h"
#include "os/fd.h"
#include "os/spawn/pty.h"
#include "os/spawn/supervise.h"
#include "os/spawn/wait.h"

TEXTS_OF(io_unbuffer);

/* Runs the program to its end while what it writes is handed on. Closes slave. 0, or -1 with the failure recorded. */
static int run_to_end(struct xio *xio, struct spawn *spawn, struct supervise *supervise, int slave)
{
    int result = supervise_begin(supervise);

    if (result < 0) {
        os_close(slave);
        return fail_errno(xio->call->fail, -result, NULL, NULL);
    }
    spawn->no_handlers = true;
    spawn->mask = &supervise->old;
    pid_t pid = spawn_begin(xio->call, spawn);
    os_close(slave);
    result = pid < 0 ? 0 : supervise_run(supervise, pid);
    supervise_end(supervise);
    if (pid < 0)
        return -1;
    return result < 0 ? fail_errno(xio->call->fail, -result, NULL, NULL) : 0;
}

int xio_unbuffer(struct xio *xio)
{
    struct call *call = xio->call;
    struct spawn_step step = {.kind = SPAWN_DUP2, .number = STDOUT_FILENO};
    struct spawn spawn = {.steps = &step, .count = 1};
    struct relay relay = {0};
    struct supervise supervise = {.plan = {.terminal = -1, .relay = &relay}};
    int master;

    if (xio->args->words.count == 0)
        return fail_usage(call->fail, "missing argument: PROG");
    char **argv = argv_build(call, xio->args->words);
    int result = argv != NULL ? pty_open_raw(&master, &step.fd) : -1;
    if (argv == NULL || result < 0)
        return argv == NULL ? -1 : fail_errno(call->fail, -result, NULL, NULL);
    spawn.program = (struct program){.file = argv[0], .search = program_path(environ), .argv = argv, .envp = environ};
    result = relay_begin(&relay, master, -1, call->out->fd >= 0 ? call->out->fd : STDOUT_FILENO);
    result = result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : run_to_end(xio, &spawn, &supervise, step.fd);
    relay_end(&relay);
    if (result < 0)
        return -1;
    call->status = wait_exit_status(supervise.status);
    if (relay.failed == 0)
        return 0;
    fail_errno(call->fail, relay.failed, "standard output", NULL);
    call->fail->status = EX_IOERR;
    return -1;
}
