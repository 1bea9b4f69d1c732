/* SPDX-License-Identifier: MIT */
/* The main loop that supervises a child. */
#include "os/spawn/supervise.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/retry.h"
#include "os/spawn/descendants.h"
#include "os/spawn/hold.h"
#include "os/spawn/wait.h"

enum { ROUNDS = 100 }; /* how often SIGKILL is sent; processes that are left then cannot be killed */

int supervise_begin(struct supervise *supervise)
{
    supervise->signals = signals_hold(SFD_NONBLOCK, &supervise->old);
    supervise->started_ns = deadline_now();
    return supervise->signals < 0 ? supervise->signals : 0;
}

void supervise_end(struct supervise *supervise)
{
    struct signalfd_siginfo info;

    while (supervise->signals >= 0 && read(supervise->signals, &info, sizeof info) > 0)
        continue; /* it came too late to be forwarded, and must not end this process */
    if (supervise->signals >= 0)
        close(supervise->signals);
    signals_release(&supervise->old);
}

/* Signals the child and, with plan.everyone, all descendants. A stopped process is continued, or it would not act on
 * the signal. kill(2) is safe: the child's pid is not reused before the child is reaped. */
static void signal_all(struct supervise *supervise, int number)
{
    if (!supervise->ended) {
        kill(supervise->pid, number);
        kill(supervise->pid, SIGCONT);
    }
    int count = supervise->plan.everyone ? descendants_signal(number, &supervise->pid, supervise->ended ? 0 : 1) : 0;
    supervise->blind = count < 0;
    supervise->killed |= number == SIGKILL && count > 0;
}

/* Starts to end the child: sends the signal now, and SIGKILL after kill_after_ns. */
static void end_child(struct supervise *supervise, int number)
{
    supervise->state = SUPERVISE_SIGNALLED;
    supervise->deadline_ns = supervise->plan.kill_after_ns > 0 ? deadline_after(supervise->plan.kill_after_ns) : 0;
    signal_all(supervise, number);
}

/* The time limit, or the time from the signal to SIGKILL, has passed. If the child has ended in time, only output that
 * nobody reads and processes outside of the limit are left. */
static void deadline_passed(struct supervise *supervise)
{
    if (supervise->state == SUPERVISE_RUNNING) {
        supervise->timed_out = supervise->hurry = true;
        supervise->deadline_ns = 0;
        if (!supervise->ended)
            end_child(supervise, supervise->plan.signal);
        return;
    }
    supervise->state = SUPERVISE_KILLED;
    supervise->rounds++;
    supervise->deadline_ns = deadline_after(SECOND_NS / 20);
    signal_all(supervise, SIGKILL);
}

/* Records how the child ended. Only SIGKILL ends a stopped child without continuing it. */
static void note_end(struct supervise *supervise, int status, const struct rusage *usage)
{
    bool by_kill = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;

    if (supervise->stops > supervise->continues && !by_kill)
        supervise_record(supervise, false, 0);
    supervise->killed |= by_kill && supervise->state == SUPERVISE_KILLED;
    supervise->status = status;
    supervise->usage = *usage;
    supervise->wall_ns = deadline_now() - supervise->started_ns;
    supervise->ended = true;
    supervise->drain_ns = deadline_after(SECOND_NS / 10);
    supervise->drained = supervise->plan.relay != NULL ? supervise->plan.relay->passed : 0;
}

static void take_change(struct supervise *supervise, int status, const struct rusage *usage)
{
    if (WIFSTOPPED(status)) {
        bool asked = supervise->stopping != 0; /* then supervise_stop_too does the rest */
        supervise_record(supervise, true, WSTOPSIG(status));
        if (!asked)
            supervise_follow_stop(supervise, WSTOPSIG(status));
    } else if (WIFCONTINUED(status))
        supervise_record(supervise, false, 0);
    else
        note_end(supervise, status, usage);
}

/* Records every change of the child, and reaps the descendants that this process has adopted; as process 1 it adopts
 * every orphan. Returns 1 when everything to wait for has ended, 0, or -errno. */
static int reap(struct supervise *supervise)
{
    bool all = supervise->plan.everyone || getpid() == 1;
    int status;
    struct rusage usage;

    for (;;) {
        if (supervise->ended && !all)
            return 1;
        pid_t pid = wait_process(all ? -1 : supervise->pid, WNOHANG | WUNTRACED | WCONTINUED, &status, &usage);
        if (pid == -ECHILD)
            return supervise->ended ? 1 : -ECHILD;
        if (pid < 0)
            return pid;
        if (pid == 0)
            return supervise->ended && (supervise->state == SUPERVISE_RUNNING || supervise->blind ||
                                        !supervise->plan.everyone || supervise->rounds > ROUNDS);
        if (pid == supervise->pid)
            take_change(supervise, status, &usage);
    }
}

static bool ends_programs(int number)
{
    return number == SIGTERM || number == SIGINT || number == SIGHUP || number == SIGQUIT;
}

static void forward(struct supervise *supervise, int number, bool keyboard)
{
    if (keyboard && (supervise->plan.separate || supervise->early || number == SIGHUP))
        supervise_signal_group(supervise, number);
    else if (!keyboard && number == SIGTERM && supervise->plan.everyone)
        end_child(supervise, number);
    else if (!keyboard)
        kill(supervise->pid, number);
}

/* Acts on a signal. SIGPIPE is not forwarded, because the kernel sends it for this process's writes; nor is SIGCHLD. */
static void take_signal(struct supervise *supervise, const struct signalfd_siginfo *info)
{
    int number = (int)info->ssi_signo;
    bool keyboard = info->ssi_code == SI_KERNEL;

    if (number == SIGCHLD || info->ssi_pid == (uint32_t)getpid())
        return;
    supervise->hurry |= ends_programs(number);
    if (supervise->ended || (supervise->early && number == SIGTSTP) ||
        (keyboard && (number == SIGTTIN || number == SIGTTOU)))
        return;
    if (number == signal_orphaned() && supervise->plan.tied && !supervise->plan.guard)
        end_child(supervise, SIGTERM);
    else if (number == SIGWINCH && supervise->plan.relay != NULL)
        relay_resize(supervise->plan.relay);
    else if (number == SIGTSTP)
        supervise_stop_too(supervise, reap);
    else
        forward(supervise, number, keyboard);
}

static void take_signals(struct supervise *supervise)
{
    struct signalfd_siginfo infos[8];
    ssize_t size;

    do {
        size = OS_RETRY(read(supervise->signals, infos, sizeof infos));
        for (ssize_t i = 0; i < size / (ssize_t)sizeof infos[0]; i++)
            take_signal(supervise, &infos[i]);
    } while (size == (ssize_t)sizeof infos);
}

/* The program's last output reaches the master side a moment after its end, and is less than a terminal's buffer holds.
 * Later or further output is from processes that the program left behind. */
static bool is_draining(const struct supervise *supervise)
{
    enum { TERMINAL_HOLDS = 128 * 1024 };
    const struct relay *relay = supervise->plan.relay;

    if (relay == NULL || (relay->master < 0 && relay->to_out.sent == relay->to_out.used) ||
        relay->passed - supervise->drained > TERMINAL_HOLDS)
        return false;
    return deadline_now() < supervise->drain_ns || !(supervise->hurry || relay_idle(relay));
}

static int poll_ms(const struct supervise *supervise)
{
    int64_t drain = supervise->ended ? supervise->drain_ns : 0;
    int watch = supervise_watch_ms(supervise);

    if (drain != 0 && drain <= deadline_now())
        drain = 0; /* continue only while the reader of the output is slow */
    int until = deadline_ms(deadline_earlier(supervise->deadline_ns, drain));
    return watch >= 0 && (until < 0 || watch < until) ? watch : until;
}

/* One iteration of the loop. Returns 1 at the end, 0, or -errno. */
static int turn(struct supervise *supervise)
{
    struct relay *relay = supervise->plan.relay;
    struct pollfd polls[1 + RELAY_POLLS] = {{.fd = supervise->signals, .events = POLLIN}};

    if (relay != NULL)
        relay_polls(relay, polls + 1);
    int ready = poll(polls, relay != NULL ? 1 + RELAY_POLLS : 1, poll_ms(supervise));
    if (ready < 0 && errno != EINTR)
        return os_error();
    if (ready > 0 && relay != NULL)
        relay_move(relay, polls + 1);
    if (ready > 0 && polls[0].revents != 0)
        take_signals(supervise);
    if (supervise_watch_ms(supervise) >= 0)
        supervise_watch_terminal(supervise);
    int result = reap(supervise);
    if (result >= 0 && supervise->deadline_ns != 0 && deadline_now() >= supervise->deadline_ns)
        deadline_passed(supervise);
    return result;
}

int supervise_run(struct supervise *supervise, pid_t pid)
{
    const struct supervise_plan *plan = &supervise->plan;

    supervise->pid = pid;
    if (plan->timeout_ns > 0 && plan->timeout_ns < INT64_MAX)
        supervise->deadline_ns = deadline_after(plan->timeout_ns);
    supervise->early = true;
    take_signals(supervise);
    supervise->early = false;
    int result = reap(supervise); /* its SIGCHLD may have been among the signals just read */
    while (result == 0 || (result > 0 && is_draining(supervise)))
        result = turn(supervise);
    if (supervise->owns_terminal)
        tcsetpgrp(plan->terminal, getpgrp());
    return result < 0 ? result : 0;
}
