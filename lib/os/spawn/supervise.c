/* SPDX-License-Identifier: MIT */
/* Staying with a child from its start to its end. */
#include "os/spawn/supervise.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "os/spawn/descendants.h"
#include "os/retry.h"
#include "os/spawn/wait.h"

/* The course of a child's life here. */
enum { RUNNING, SIGNALLED, KILLED };

enum { ROUNDS = 100 }; /* of SIGKILL; what is left then is not ours to kill */

#define SECOND INT64_C(1000000000)

int supervise_orphaned(void)
{
    return SIGRTMAX - 1;
}

int64_t supervise_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

int64_t supervise_later(int64_t span)
{
    int64_t now = supervise_clock();

    return span > INT64_MAX - now ? INT64_MAX : now + span;
}

int supervise_span(int64_t deadline_ns)
{
    if (deadline_ns == 0)
        return -1;
    int64_t span = deadline_ns - supervise_clock();
    return span <= 0 ? 0 : span / 1000000 >= INT_MAX ? INT_MAX : (int)(span / 1000000) + 1;
}

int supervise_hold(const int *numbers, int flags, sigset_t *old)
{
    struct sigaction by_default = {.sa_handler = SIG_DFL};
    sigset_t set;

    sigemptyset(&set);
    for (; *numbers != 0; numbers++)
        sigaddset(&set, *numbers);
    sigaddset(&set, supervise_orphaned());
    sigaction(SIGCHLD, &by_default, NULL); /* where it is ignored, no status is ever told */
    sigprocmask(SIG_BLOCK, &set, old);
    return OS_CALL(signalfd(-1, &set, SFD_CLOEXEC | flags));
}

int supervise_begin(struct supervise *supervise)
{
    static const int held[] = {SIGCHLD, SIGINT,  SIGQUIT,  SIGTERM, SIGHUP,  SIGTSTP, SIGCONT,
                               SIGUSR1, SIGUSR2, SIGWINCH, SIGTTOU, SIGPIPE, 0};

    supervise->pidfd = -1;
    supervise->signals = supervise_hold(held, SFD_NONBLOCK, &supervise->old);
    supervise->started_ns = supervise_clock();
    supervise->state = RUNNING;
    return supervise->signals < 0 ? supervise->signals : 0;
}

void supervise_end(struct supervise *supervise)
{
    struct signalfd_siginfo info;

    while (supervise->signals >= 0 && read(supervise->signals, &info, sizeof info) > 0)
        continue; /* what came too late has nobody to go to, and is not ours to die of */
    if (supervise->signals >= 0)
        close(supervise->signals);
    if (supervise->pidfd >= 0)
        close(supervise->pidfd);
    sigprocmask(SIG_SETMASK, &supervise->old, NULL);
}

/* To the child itself, which cannot have been replaced: it is ours, and not reaped. */
static void signal_child(const struct supervise *supervise, int number)
{
    if (supervise->pidfd < 0 || pidfd_signal(supervise->pidfd, number) == -ENOSYS)
        kill(supervise->pid, number);
}

/* To the child and, where they are to end with it, all descendants; a stopped one is continued to obey. */
static int signal_all(const struct supervise *supervise, int number)
{
    if (!supervise->everyone) {
        signal_child(supervise, number);
        signal_child(supervise, SIGCONT);
        return 1;
    }
    int count = descendants_signal(number);
    if (count < 0)
        signal_child(supervise, number);
    if (number != SIGKILL)
        descendants_signal(SIGCONT);
    return count;
}

/* What the keyboard sends goes to a whole process group; the child's where it leads one of its own. */
static void signal_group(const struct supervise *supervise, int number)
{
    if (getpgid(supervise->pid) == supervise->pid)
        kill(-supervise->pid, number);
    else
        signal_child(supervise, number);
}

/* Begins to end the child: its signal now, SIGKILL in due time. */
static void end_child(struct supervise *supervise, int number)
{
    supervise->state = SIGNALLED;
    supervise->deadline_ns = supervise->kill_after_ns > 0 ? supervise_later(supervise->kill_after_ns) : 0;
    signal_all(supervise, number);
}

/* The time that was set is over. Who forks against SIGKILL is killed again. */
static void time_over(struct supervise *supervise)
{
    if (supervise->state == RUNNING) {
        supervise->timed_out = true;
        end_child(supervise, supervise->signal);
        return;
    }
    supervise->state = KILLED;
    supervise->killed = true;
    supervise->rounds++;
    supervise->deadline_ns = supervise_later(SECOND / 20);
    signal_all(supervise, SIGKILL);
}

static bool is_stopped(const struct supervise *supervise)
{
    return supervise->stops > supervise->continues;
}

static void record(struct supervise *supervise, bool stopped, int number)
{
    size_t *counter = stopped ? &supervise->stops : &supervise->continues;

    ++*counter;
    if (supervise->event_count < SUPERVISE_EVENTS)
        supervise->events[supervise->event_count++] = (struct supervise_event){
            supervise_clock() - supervise->started_ns, stopped, number};
}

/* Stops and continues take turns: one that was over before it could be asked for is made up for. */
static void note(struct supervise *supervise, bool stopped, int number)
{
    if (stopped == is_stopped(supervise))
        record(supervise, !stopped, stopped ? 0 : supervise->stopping);
    record(supervise, stopped, number);
    supervise->stopping = 0;
}

/* Only SIGKILL ends a stopped child. */
static void note_end(struct supervise *supervise, int status, const struct rusage *usage)
{
    if (is_stopped(supervise) && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL))
        record(supervise, false, 0);
    supervise->status = status;
    supervise->usage = *usage;
    supervise->wall_ns = supervise_clock() - supervise->started_ns;
}

static pid_t child_group(const struct supervise *supervise)
{
    return supervise->terminal >= 0 ? supervise->pid : 0;
}

/* Stops this process as the keyboard would have; whoever has no shell to continue it is not stopped by that. */
static void stop_here(void)
{
    sigset_t stop;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    sigprocmask(SIG_BLOCK, &stop, NULL);
}

/* A foreground child stopped: its terminal comes back, the shell gets its prompt, and the child goes on when we do. */
static void follow_stop(struct supervise *supervise)
{
    pid_t group = child_group(supervise);

    tcsetpgrp(supervise->terminal, getpgrp());
    stop_here();
    tcsetpgrp(supervise->terminal, group);
    kill(-group, SIGCONT);
}

/* Takes in every change of a child. 1 when all that is waited for has ended. */
static int reap(struct supervise *supervise, bool *ended)
{
    int status;
    struct rusage usage;

    for (;;) {
        pid_t pid = wait_process(supervise->everyone ? -1 : supervise->pid, WNOHANG | WUNTRACED | WCONTINUED, &status,
                                 &usage);
        if (pid == -ECHILD)
            return *ended ? 1 : -ECHILD;
        if (pid <= 0)
            return pid < 0 ? pid : *ended && (supervise->state == RUNNING || supervise->rounds > ROUNDS);
        if (pid != supervise->pid)
            continue;
        if (WIFSTOPPED(status) || WIFCONTINUED(status)) {
            note(supervise, WIFSTOPPED(status), WIFSTOPPED(status) ? WSTOPSIG(status) : 0);
            if (WIFSTOPPED(status) && supervise->terminal >= 0 && WSTOPSIG(status) != SIGSTOP)
                follow_stop(supervise);
            continue;
        }
        note_end(supervise, status, &usage);
        *ended = true;
        if (!supervise->everyone)
            return 1;
    }
}

/* Ctrl-Z came to this process and, where it is in the same group, to the child: its stop is noted first. A child that has
 * other plans for the key, or gets no turn, is not waited for. */
static void stop_too(struct supervise *supervise, bool *ended)
{
    enum { MOMENT_MS = 100 };
    struct pollfd signals = {.fd = supervise->signals, .events = POLLIN};
    size_t stops = supervise->stops;

    supervise->stopping = SIGTSTP;
    if (supervise->separate)
        signal_group(supervise, SIGTSTP);
    for (int tries = 0; reap(supervise, ended) == 0 && supervise->stops == stops && tries < 2; tries++)
        poll(&signals, 1, MOMENT_MS);
    if (*ended)
        return;
    stop_here();
    signal_group(supervise, SIGCONT);
}

static void take_signal(struct supervise *supervise, const struct signalfd_siginfo *info, bool *ended)
{
    int number = (int)info->ssi_signo;
    bool keyboard = info->ssi_code == SI_KERNEL;

    if (number == SIGCHLD || number == SIGTTOU || number == SIGPIPE || (supervise->early && number == SIGTSTP) ||
        *ended)
        return;
    if (number == supervise_orphaned() && !supervise->guard)
        end_child(supervise, SIGTERM);
    else if (number == SIGWINCH) {
        if (supervise->relay != NULL)
            relay_resize(supervise->relay);
    } else if (number == SIGTSTP)
        stop_too(supervise, ended);
    else if (keyboard && (supervise->separate || supervise->early || number == SIGHUP))
        signal_group(supervise, number);
    else if (!keyboard)
        signal_child(supervise, number);
}

static void take_signals(struct supervise *supervise, bool *ended)
{
    struct signalfd_siginfo infos[8];
    ssize_t size;

    do {
        size = OS_RETRY(read(supervise->signals, infos, sizeof infos));
        for (ssize_t i = 0; i < size / (ssize_t)sizeof infos[0]; i++)
            take_signal(supervise, &infos[i], ended);
    } while (size == (ssize_t)sizeof infos);
}

static int turn(struct supervise *supervise, bool *ended)
{
    struct pollfd polls[4] = {{.fd = supervise->signals, .events = POLLIN},
                              {.fd = *ended ? -1 : supervise->pidfd, .events = POLLIN},
                              {.fd = -1},
                              {.fd = -1}};

    if (supervise->relay != NULL)
        relay_polls(supervise->relay, polls + 2);
    int ready = poll(polls, 4, supervise_span(supervise->deadline_ns));
    if (ready < 0 && errno != EINTR)
        return -errno;
    if (ready > 0 && supervise->relay != NULL)
        relay_move(supervise->relay, polls + 2);
    if (ready > 0 && polls[0].revents != 0)
        take_signals(supervise, ended);
    if (supervise->deadline_ns != 0 && supervise_clock() >= supervise->deadline_ns)
        time_over(supervise);
    return reap(supervise, ended);
}

int supervise_run(struct supervise *supervise, pid_t pid)
{
    bool ended = false;
    int result = 0;

    supervise->pid = pid;
    supervise->pidfd = pidfd_of(pid, 0);
    if (supervise->timeout_ns > 0)
        supervise->deadline_ns = supervise_later(supervise->timeout_ns);
    supervise->early = true;
    take_signals(supervise, &ended);
    supervise->early = false;
    result = reap(supervise, &ended); /* its SIGCHLD may have been among them */
    while (result == 0)
        result = turn(supervise, &ended);
    if (supervise->relay != NULL)
        relay_drain(supervise->relay);
    if (supervise->terminal >= 0)
        tcsetpgrp(supervise->terminal, getpgrp());
    return result < 0 ? result : 0;
}
