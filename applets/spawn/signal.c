/* SPDX-License-Identifier: MIT */
/* xspawn: signals to processes that are not its children, and waiting for them; each is held by a pidfd, so that a pid
 * which comes to mean another process is told apart. */
#include "spawn/xspawn.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "value/number.h"
#include "os/process.h"
#include "os/deadline.h"
#include "os/spawn/wait.h"

static bool read_pid(struct word word, pid_t *pid)
{
    struct number number;
    int64_t value;

    if (!number_read(word, 10, &number) || !number_to_int64(number, 1, INT_MAX, &value))
        return false;
    *pid = (pid_t)value;
    return true;
}

static int not_a_pid(struct call *call, struct word word)
{
    return fail_usage(call->fail, "'%.*s' is not a pid", shown_size(word), word.data);
}

/* Without a pidfd to be had the pid itself must do. */
static int signal_process(pid_t pid, int number)
{
    int pidfd = pidfd_of(pid, 0);

    if (pidfd == -ENOSYS)
        return kill(pid, number) < 0 ? -errno : 0;
    if (pidfd < 0)
        return pidfd;
    int result = pidfd_signal(pidfd, number);
    close(pidfd);
    return result;
}

static int signal_one(struct call *call, struct word word, int number, bool group)
{
    pid_t pid;

    if (!read_pid(word, &pid))
        return not_a_pid(call, word);
    int result = group ? os_killpg(pid, number) : signal_process(pid, number);
    return result < 0 ? fail_errno(call->fail, -result, word.data, NULL) : 0;
}

/* Alone, a number that is no signal's is a process, as for kill(1): it gets --signal's. */
static bool is_lone_pid(const struct xspawn_args *args, int number)
{
    return args->kill.data != NULL && args->prog.count == 0 && number > SIGRTMAX;
}

int xspawn_signal(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    const struct xspawn_args *args = xspawn->args;
    bool group = args->killpg.data != NULL;
    struct word name = group ? args->killpg : args->kill;
    struct words processes = args->prog;
    int number;

    if (group && args->kill.data != NULL)
        return fail_usage(call->fail, "--kill and --killpg exclude each other");
    if (!signal_read(name, &number))
        return fail_usage(call->fail, "%s: '%.200s' is not a signal", group ? "killpg" : "kill", name.data);
    if (is_lone_pid(args, number)) {
        processes = (struct words){1, &args->kill};
        number = args->signal;
    }
    if (processes.count == 0)
        return fail_usage(call->fail, group ? "missing argument: PGID" : "missing argument: PID");
    call->fail->op = group ? "killpg" : "kill";
    for (size_t i = 0; i < processes.count; i++)
        if (signal_one(call, processes.items[i], number, group) < 0)
            call_report(call);
    return 0;
}

/* What is known of an ended process: its status where it is a child, inherited from the program that was here before. */
static void out_ended(struct call *call, pid_t pid, int pidfd)
{
    enum { BY_PIDFD = 3 }; /* P_PIDFD */
    siginfo_t info;
    bool child = wait_id(BY_PIDFD, (id_t)pidfd, WEXITED, &info) == 0 && info.si_pid == pid;

    out_open(call->out, OUT_RECORD);
    out_field_int(call->out, "pid", pid);
    out_field_bool(call->out, "ended", true);
    out_field_bool(call->out, "status_known", child);
    if (child && info.si_code == CLD_EXITED)
        out_field_int(call->out, "exit_code", info.si_status);
    else if (child)
        out_field_text(call->out, "signal", signal_name(call, info.si_status));
    out_close(call->out);
    out_flush(call->out);
}

/* Waits for one; pidfd is closed. */
static int wait_for(struct call *call, struct word word, pid_t pid, int pidfd, int64_t deadline)
{
    struct pollfd process = {.fd = pidfd, .events = POLLIN};
    int ready;

    do
        ready = poll(&process, 1, deadline_ms(deadline));
    while (ready < 0 && errno == EINTR);
    if (ready > 0)
        out_ended(call, pid, pidfd);
    close(pidfd);
    return ready > 0 ? 0 : fail_errno(call->fail, ready < 0 ? errno : ETIMEDOUT, word.data, NULL);
}

/* All pids are taken hold of before any is waited for. */
int xspawn_wait_for(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    const struct words *more = &xspawn->args->prog;
    size_t count = more->count + 1;
    int *pidfds = arena_alloc(call->arena, count * sizeof *pidfds);
    pid_t *pids = arena_alloc(call->arena, count * sizeof *pids);
    int64_t timeout = xspawn->args->timeout.given ? xspawn->args->timeout.value : 0;

    if (pidfds == NULL || pids == NULL)
        return fail_no_memory(call->fail);
    int64_t deadline = timeout > 0 ? deadline_after(timeout) : 0;
    for (size_t i = 0; i < count; i++)
        if (!read_pid(i == 0 ? xspawn->args->wait_for : more->items[i - 1], &pids[i]))
            return not_a_pid(call, i == 0 ? xspawn->args->wait_for : more->items[i - 1]);
    call->fail->op = "pidfd_open";
    for (size_t i = 0; i < count; i++)
        pidfds[i] = pidfd_of(pids[i], 0);
    for (size_t i = 0; i < count; i++) {
        struct word word = i == 0 ? xspawn->args->wait_for : more->items[i - 1];
        int result = pidfds[i] < 0 ? fail_errno(call->fail, -pidfds[i], word.data, NULL)
                                   : wait_for(call, word, pids[i], pidfds[i], deadline);
        if (result < 0)
            call_report(call);
    }
    return 0;
}
