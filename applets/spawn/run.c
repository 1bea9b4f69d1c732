/* SPDX-License-Identifier: MIT */
/* xspawn: one program, from its start to its end. */
#include "spawn/xspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/spawn/descendants.h"
#include "os/spawn/fork.h"
#include "os/spawn/hold.h"
#include "os/spawn/pty.h"
#include "os/spawn/wait.h"

/* A program that exits with 0 after a timeout has not succeeded. */
int xspawn_status(const struct xspawn *xspawn, const struct supervise *run)
{
    int status = wait_exit_status(run->status);

    if (run->timed_out && xspawn->args->timeout_status.given)
        return (int)xspawn->args->timeout_status.value;
    return run->timed_out && status == 0 ? EX_TEMPFAIL : status;
}

/* Returns the supervision that the options require. */
static struct supervise_plan plan(const struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;

    return (struct supervise_plan){
        .timeout_ns = xspawn->timeout_ns,
        .kill_after_ns = xspawn->kill_after_ns,
        .signal = args->signal,
        .everyone = xspawn->supervised,
        .separate = args->pty || args->options.setsid || args->options.setpgroup.given,
        .session = args->options.setsid,
        .tied = args->die_with_parent,
        .leader = xspawn->leader,
        .terminal = xspawn->terminal,
        .relay = xspawn->relay,
    };
}

/* Drops the child's step that takes the terminal if this process is in the background. */
static void take_terminal(struct spawn *child, struct supervise *supervise)
{
    supervise->owns_terminal = supervise_takes_terminal(supervise);
    for (size_t i = 0; i < child->count && !supervise->owns_terminal; i++)
        if (child->steps[i].kind == SPAWN_FOREGROUND)
            ((struct spawn_step *)child->steps)[i].kind = SPAWN_NOTHING;
}

pid_t xspawn_supervise(struct xspawn *xspawn, const struct spawn *spawn, struct supervise *supervise,
                       struct spawn_failure *failure)
{
    struct call *call = xspawn->call;
    struct spawn child = *spawn;

    supervise->plan = plan(xspawn);
    int result = supervise_begin(supervise);
    if (result < 0) {
        supervise_end(supervise);
        return fail_errno(call->fail, -result, NULL, NULL);
    }
    if (xspawn->supervised)
        descendants_adopt();
    if (xspawn->lifeline != NULL)
        xspawn->lifeline->number = getpid();
    take_terminal(&child, supervise);
    child.no_handlers = true; /* except handlers that only interrupt writes */
    child.mask = child.mask != NULL ? child.mask : &supervise->old;
    pid_t pid = flush_before_child(call) < 0 ? -1 : spawn_start(&child, failure);
    if (pid < 0 && call->fail->status == 0)
        pid = spawn_failed(call, &child, failure);
    if (pid > 0 && (result = supervise_run(supervise, pid)) < 0)
        pid = fail_errno(call->fail, -result, NULL, NULL);
    supervise_end(supervise);
    return pid;
}

/* Opens the pseudo-terminal. 0, or -1 with the failure recorded. */
static int open_terminal(struct xspawn *xspawn, const struct winsize *size, int *master, int *slave)
{
    int result = pty_open_like_input(size, true, master, slave);

    if (result == 0)
        return 0;
    xspawn->call->fail->step = "terminal";
    return fail_errno(xspawn->call->fail, -result, NULL, NULL);
}

static pid_t run_on_terminal(struct xspawn *xspawn, struct supervise *supervise)
{
    struct relay relay = {0};
    struct spawn_failure failure;
    struct transcript transcript = {0};
    struct winsize size = xspawn->args->size != NULL ? xspawn->size : pty_window_size();
    int master, slave;

    if (transcript_begin(xspawn, &transcript, &relay, &size) < 0 || open_terminal(xspawn, &size, &master, &slave) < 0)
        return -1;
    xspawn->steps[0] = (struct spawn_step){.kind = SPAWN_TERMINAL, .fd = slave};
    int result = relay_begin(&relay, master, STDIN_FILENO, STDOUT_FILENO);
    xspawn->relay = &relay;
    pid_t pid = result < 0 ? fail_errno(xspawn->call->fail, -result, NULL, NULL)
                           : xspawn_supervise(xspawn, &xspawn->spawn, supervise, &failure);
    relay_end(&relay);
    xspawn->relay = NULL;
    if (transcript_end(xspawn, &transcript) < 0 && pid > 0)
        return -1;
    if (pid > 0 && relay.failed != 0) {
        fail_errno(xspawn->call->fail, relay.failed, "standard output", NULL);
        xspawn->call->fail->status = EX_IOERR;
        return -1;
    }
    return pid;
}

static void report(struct xspawn *xspawn, const struct outcome *outcome)
{
    struct call *call = xspawn->call;

    if (call->out->fd >= 0 && outcome->run != NULL)
        xspawn_report(call, call->out, outcome);
    if (xspawn->report_fd < 0)
        return;
    int result = xspawn_report_line(call, xspawn->report_fd, outcome);
    if (result < 0) {
        struct fail fail = {.op = call->fail->op};
        fail_errno(&fail, -result, xspawn->args->report != NULL ? xspawn->args->report : "status descriptor", NULL);
        fail.status = EX_IOERR;
        fail_print(&fail, STDERR_FILENO, call->json);
        call->status = call->status != 0 ? call->status : EX_IOERR;
    }
}

void xspawn_never_started(struct xspawn *xspawn)
{
    struct fail fail = *xspawn->call->fail;

    fail.step = strcmp(fail.op, "xspawn") != 0 ? fail.op : NULL;
    report(xspawn, &(struct outcome){.argv = xspawn->spawn.program.argv, .fail = &fail});
}

static int start_only(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    struct outcome outcome = {.argv = xspawn->spawn.program.argv, .fail = call->fail};

    outcome.pid = spawn_begin(call, &xspawn->spawn);
    report(xspawn, &outcome);
    return outcome.pid < 0 ? -1 : call_end_int(call, outcome.pid, NULL);
}

static int run_to_end(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    struct supervise supervise = {.plan.terminal = -1};
    struct spawn_failure failure;
    struct outcome outcome = {.argv = xspawn->spawn.program.argv, .fail = call->fail, .run = &supervise};

    if (call->result_fd < 0)
        call->out->fd = -1; /* standard output belongs to the program */
    pid_t pid = xspawn->args->pty ? run_on_terminal(xspawn, &supervise)
                                  : xspawn_supervise(xspawn, &xspawn->spawn, &supervise, &failure);
    outcome.pid = supervise.pid;
    if (pid > 0)
        call->status = xspawn_status(xspawn, &supervise);
    report(xspawn, &outcome);
    return pid < 0 ? -1 : 0;
}

/* Supervises another process of xspawn. guards: survives even a SIGKILL of that process, and then ends its descendants.
 */
static int stay_outside(struct xspawn *xspawn, struct supervise *supervise, pid_t inner, bool guards)
{
    int result = supervise_run(supervise, inner);

    while (guards && WIFSIGNALED(supervise->status) && descendants_signal(SIGKILL, NULL, 0) > 0)
        wait_process(-1, 0, NULL, NULL);
    supervise_end(supervise);
    xspawn->call->out->fd = -1;
    xspawn->call->status = wait_exit_status(supervise->status);
    return result < 0 ? fail_errno(xspawn->call->fail, -result, NULL, NULL) : 0;
}

/* Executes run in a child, and supervises the child from outside. */
static int run_inside(struct xspawn *xspawn, bool guards, int (*run)(struct xspawn *))
{
    struct supervise supervise = {.plan = {.terminal = -1, .guard = true, .leader = xspawn->leader}};
    struct fail *fail = xspawn->call->fail;
    bool tied = xspawn->args->die_with_parent;
    pid_t self = getpid();

    supervise.plan.tied = tied;
    if (tied && !signal_when_orphaned(getppid()))
        return fail_errno(fail, ESRCH, NULL, NULL);
    int result = guards ? descendants_adopt() : 0;
    if (result == 0)
        result = supervise_begin(&supervise);
    pid_t pid = result == 0 ? fork_process() : 0;
    if (result < 0 || pid < 0)
        return result < 0 ? fail_errno(fail, -result, NULL, NULL) : fail_process(fail, -pid, NULL);
    if (pid > 0)
        return stay_outside(xspawn, &supervise, pid, guards);
    supervise_end(&supervise);
    if (tied && !signal_when_orphaned(self))
        _exit(EX_OSERR);
    return run(xspawn);
}

static int run_guarded(struct xspawn *xspawn)
{
    return run_inside(xspawn, true, run_to_end);
}

int xspawn_apart(struct xspawn *xspawn, int (*run)(struct xspawn *))
{
    return has_children() ? run_inside(xspawn, false, run) : run(xspawn);
}

int xspawn_one(struct xspawn *xspawn)
{
    xspawn->call->fail->op = "posix_spawnp";
    if (xspawn->args->nowait)
        return start_only(xspawn);
    if (!xspawn->supervised)
        return run_to_end(xspawn);
    return xspawn_apart(xspawn, xspawn->args->die_with_parent ? run_guarded : run_to_end);
}
