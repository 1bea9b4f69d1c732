/* SPDX-License-Identifier: MIT */
/* xts -- PROG: runs PROG and stamps its streams. Two processes share the work: this one waits for PROG, forwards
 * signals to it and gets its status; its child, the stamper, reads PROG's streams to their end, so that nothing is lost
 * whatever ends PROG. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "ops/shared/spawning.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/spawn/fork.h"
#include "os/spawn/pty.h"
#include "os/spawn/supervise.h"
#include "os/spawn/wait.h"
#include "os/tty.h"
#include "out/fail.h"
#include "ts/xts.h"

enum { STREAMS = 2 };

/* The pipes between PROG and the stamper: [stream][0] is read, [1] written. */
struct pipes {
    int ends[STREAMS][2];
    size_t count; /* 1 with --pty: a terminal has one stream */
};

static const char *const stream_names[STREAMS] = {"stdout", "stderr"};

static int open_pipes(struct pipes *pipes, size_t count)
{
    int result = 0;

    for (pipes->count = 0; pipes->count < count && result == 0; pipes->count += result == 0)
        result = os_pipe(pipes->ends[pipes->count], O_CLOEXEC);
    return result;
}

static void close_ends(const struct pipes *pipes, int side)
{
    for (size_t i = 0; i < pipes->count; i++)
        os_close(pipes->ends[i][side]);
}

/* Moves what poll says can be moved, until all streams have ended. 0 or -errno; *failed is the stream. */
static int move_all(struct stamper *stampers, size_t count, size_t *failed)
{
    size_t open = count;

    while (open > 0) {
        struct pollfd polls[STREAMS];
        for (size_t i = 0; i < count; i++)
            polls[i] = (struct pollfd){.fd = stampers[i].in, .events = POLLIN};
        if (os_poll(polls, count, -1) < 0)
            continue;
        for (size_t i = 0; i < count; i++) {
            int result = polls[i].revents != 0 ? stamper_move(&stampers[i]) : 1;
            *failed = i;
            if (result < 0)
                return result;
            if (stampers[i].out.errnum != 0)
                return -stampers[i].out.errnum;
            if (result == 0) {
                stampers[i].in = -1;
                open--;
            }
        }
    }
    return 0;
}

/* Runs the stamper: it ends with its input, and ignores the keyboard's signals. Returns its exit status. */
static int stamp_streams(struct xts *xts, const struct pipes *pipes)
{
    static const int ignored[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
    struct call *call = xts->call;
    struct stamper stampers[STREAMS];
    size_t failed = 0;
    int result = 0;

    for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
        signal(ignored[i], SIG_IGN);
    for (size_t i = 0; i < pipes->count && result == 0; i++)
        result = stamper_open(&stampers[i], xts, pipes->ends[i][0], i == 0 ? STDOUT_FILENO : STDERR_FILENO,
                              stream_names[i]);
    if (result == 0)
        result = move_all(stampers, pipes->count, &failed);
    if (result == 0)
        return call->status;
    fail_errno(call->fail, -result, failed == 0 ? "standard output" : "standard error", NULL);
    call->fail->status = EX_IOERR;
    fail_print(call->fail, STDERR_FILENO, call->json);
    return EX_IOERR;
}

/* Starts the stamper. Its pid, or -1 with the failure recorded. */
static pid_t start_stamper(struct xts *xts, const struct pipes *pipes)
{
    pid_t pid = fork_process();

    if (pid < 0)
        return fail_process(xts->call->fail, -pid, NULL);
    if (pid > 0)
        return pid;
    close_ends(pipes, 1);
    if (xts->args->pty) /* the terminal's input is the supervisor's */
        os_close(STDIN_FILENO);
    _exit(stamp_streams(xts, pipes));
}

/* Opens PROG's terminal; no CR is added unless standard output is a terminal. 0, or -1 with the failure recorded. */
static int open_terminal(struct call *call, int *master, int *slave)
{
    struct winsize size = pty_window_size();
    int result = pty_open_like_input(&size, os_isatty(STDOUT_FILENO), master, slave);

    if (result == 0)
        return 0;
    call->fail->step = "terminal";
    return fail_errno(call->fail, -result, NULL, NULL);
}

/* Starts PROG and waits for its end. 0 with call->status set, or -1 with the failure recorded. */
static int supervise_program(struct xts *xts, char **argv, const struct spawn_step *steps, size_t count,
                             struct pipes *pipes, struct relay *relay)
{
    struct call *call = xts->call;
    struct supervise supervise = {.plan = {.terminal = -1, .separate = relay != NULL, .relay = relay}};
    struct spawn spawn = {.program = {.file = argv[0], .search = program_path(environ), .argv = argv, .envp = environ},
                          .steps = steps,
                          .count = count,
                          .no_handlers = true};

    int result = supervise_begin(&supervise);
    spawn.mask = &supervise.old;
    pid_t pid = result < 0 ? fail_errno(call->fail, -result, NULL, NULL) : spawn_begin(call, &spawn);
    if (relay == NULL)
        close_ends(pipes, 1); /* so that the streams end with PROG */
    if (pid > 0 && (result = supervise_run(&supervise, pid)) < 0)
        pid = fail_errno(call->fail, -result, NULL, NULL);
    supervise_end(&supervise);
    if (pid < 0)
        return -1;
    call->status = wait_exit_status(supervise.status);
    return 0;
}

static int run_on_pipes(struct xts *xts, char **argv, struct pipes *pipes)
{
    const struct spawn_step steps[] = {
        {.kind = SPAWN_DUP2, .fd = pipes->ends[0][1], .number = STDOUT_FILENO},
        {.kind = SPAWN_DUP2, .fd = pipes->ends[1][1], .number = STDERR_FILENO},
    };

    return supervise_program(xts, argv, steps, STREAMS, pipes, NULL);
}

static int run_on_terminal(struct xts *xts, char **argv, struct pipes *pipes)
{
    struct call *call = xts->call;
    struct relay relay = {0};
    int master, slave;

    if (open_terminal(call, &master, &slave) < 0)
        return -1;
    const struct spawn_step step = {.kind = SPAWN_TERMINAL, .fd = slave};
    int result = relay_begin(&relay, master, STDIN_FILENO, pipes->ends[0][1]);
    result = result < 0 ? fail_errno(call->fail, -result, NULL, NULL)
                        : supervise_program(xts, argv, &step, 1, pipes, &relay);
    relay_end(&relay);
    close_ends(pipes, 1);
    return result;
}

int xts_program(struct xts *xts, char **argv)
{
    struct call *call = xts->call;
    struct pipes pipes;
    int stamped = 0;

    call->fail->op = "xts";
    int result = open_pipes(&pipes, xts->args->pty ? 1 : STREAMS);
    if (result < 0)
        return fail_errno(call->fail, -result, NULL, NULL);
    pid_t stamper = start_stamper(xts, &pipes);
    if (stamper < 0)
        return -1;
    close_ends(&pipes, 0);
    result = xts->args->pty ? run_on_terminal(xts, argv, &pipes) : run_on_pipes(xts, argv, &pipes);
    if (wait_process(stamper, 0, &stamped, NULL) > 0 && call->status == 0)
        call->status = wait_exit_status(stamped);
    return result;
}
