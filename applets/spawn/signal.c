/* SPDX-License-Identifier: MIT */
/* xspawn: sends signals to processes that are not its children, and waits for them. Each is opened as a pidfd, so that
 * a later process with the same pid is not affected. */
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
#include "os/fd.h"
#include "os/io.h"
#include "os/signals.h"
#include "os/spawn/wait.h"

TEXTS_OF(spawn_signal);

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

static int signal_process(pid_t pid, int number)
{
    int pidfd = pidfd_of(pid, 0);
    int result = process_signal(pid, pidfd, number);

    if (pidfd >= 0)
        os_close(pidfd);
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

/* A single number that is not a signal is a pid, as for kill(1): it gets the signal of --signal. */
static bool is_lone_pid(const struct xspawn_args *args)
{
    struct number pid;
    int number;

    return args->kill.data != NULL && args->prog.count == 0 && number_read(args->kill, 10, &pid) &&
           !signal_read(args->kill, &number);
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
    if (is_lone_pid(args)) {
        processes = (struct words){1, &args->kill};
        number = args->signal;
    } else if (!signal_read(name, &number))
        return fail_usage(call->fail, "%s: '%.200s' is not a signal", group ? "killpg" : "kill", name.data);
    if (processes.count == 0)
        return fail_usage(call->fail, "missing argument: %s", group ? "PGID" : "PID");
    call->fail->op = group ? "killpg" : "kill";
    for (size_t i = 0; i < processes.count; i++)
        if (signal_one(call, processes.items[i], number, group) < 0)
            call_report(call);
    return 0;
}

/* Reports a process that has ended; with its status if it is a child that this process had before it became xspawn. */
static void out_ended(struct call *call, pid_t pid, int pidfd)
{
    enum { BY_PIDFD = 3 }; /* P_PIDFD */
    siginfo_t info;
    int result = pidfd >= 0 ? wait_id(BY_PIDFD, (id_t)pidfd, WEXITED, &info)
                            : wait_id(P_PID, (id_t)pid, WEXITED, &info);
    bool child = result == 0 && info.si_pid == pid;

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

/* A process to wait for. */
struct waited {
    struct word word;
    pid_t pid;
    bool by_pid; /* pidfds are unavailable: poll with kill(2) whether the process exists */
};

static void not_held(struct call *call, struct word word, int errnum)
{
    fail_errno(call->fail, errnum, word.data, NULL);
    call_report(call);
}

static bool is_gone(pid_t pid)
{
    siginfo_t info;

    return os_kill(pid, 0) == -ESRCH ||
           (wait_id(P_PID, (id_t)pid, WEXITED | WNOHANG | WNOWAIT, &info) == 0 && info.si_pid == pid);
}

/* Waits until one ends or the deadline has passed. Returns os_poll's result. */
static int wait_for_one(const struct waited *waited, struct pollfd *polls, size_t count, int64_t deadline)
{
    enum { LOOK_NS = 50000000 };
    bool looks = false;

    for (size_t i = 0; i < count; i++)
        looks |= waited[i].by_pid;
    for (;;) {
        int64_t until = looks ? deadline_earlier(deadline, deadline_after(LOOK_NS)) : deadline;
        int ready = os_poll(polls, count, deadline_ms(until));
        if (ready < 0)
            return ready;
        for (size_t i = 0; i < count; i++)
            if (waited[i].by_pid && is_gone(waited[i].pid)) {
                polls[i].revents = POLLIN;
                ready++;
            }
        if (ready > 0 || (ready == 0 && deadline != 0 && deadline_now() >= deadline))
            return ready;
    }
}

/* Waits until at least one of the processes ends, and reports those that have. Returns 1, or 0 after reporting the
 * failure of all others. */
static int wait_once(struct call *call, struct waited *waited, struct pollfd *polls, size_t count, int64_t deadline)
{
    int ready = wait_for_one(waited, polls, count, deadline);

    for (size_t i = 0; i < count; i++) {
        bool open = polls[i].fd >= 0 || waited[i].by_pid;
        if (!open || (ready > 0 && polls[i].revents == 0))
            continue;
        if (ready > 0)
            out_ended(call, waited[i].pid, polls[i].fd);
        else
            not_held(call, waited[i].word, ready < 0 ? -ready : ETIMEDOUT);
        if (polls[i].fd >= 0)
            os_close(polls[i].fd);
        polls[i] = (struct pollfd){.fd = -1};
        waited[i].by_pid = false;
    }
    return ready > 0;
}

/* Opens all processes before waiting for any. Returns their number, or -1 for a usage error. */
static int hold(struct call *call, struct waited *waited, struct pollfd *polls, size_t count)
{
    int held = 0;

    for (size_t i = 0; i < count; i++)
        if (!read_pid(waited[i].word, &waited[i].pid))
            return not_a_pid(call, waited[i].word);
    call->fail->op = "pidfd_open";
    for (size_t i = 0; i < count; i++) {
        int pidfd = pidfd_of(waited[i].pid, 0);
        polls[i] = (struct pollfd){.fd = pidfd < 0 ? -1 : pidfd, .events = POLLIN};
        waited[i].by_pid = pidfd < 0 && pidfd != -ESRCH && pidfd != -EINVAL && !is_gone(waited[i].pid);
        if (pidfd >= 0 || waited[i].by_pid)
            held++;
        else
            not_held(call, waited[i].word, pidfd == -EINVAL ? EINVAL : ESRCH);
    }
    return held;
}

int xspawn_wait_for(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    const struct xspawn_args *args = xspawn->args;
    bool any = args->wait_any.data != NULL;
    size_t count = args->prog.count + 1;
    struct waited *waited = arena_alloc(call->arena, count * sizeof *waited);
    struct pollfd *polls = arena_alloc(call->arena, count * sizeof *polls);

    if (any && args->wait_for.data != NULL)
        return fail_usage(call->fail, "--wait-for and --wait-any exclude each other");
    if (waited == NULL || polls == NULL)
        return fail_no_memory(call->fail);
    bool limited = args->timeout.given && args->timeout.value > 0 && args->timeout.value < INT64_MAX;
    int64_t deadline = limited ? deadline_after(args->timeout.value) : 0;
    for (size_t i = 0; i < count; i++)
        waited[i].word = i > 0 ? args->prog.items[i - 1] : any ? args->wait_any : args->wait_for;
    int held = hold(call, waited, polls, count), left = held;
    while (left > 0 && (!any || left == held)) {
        wait_once(call, waited, polls, count, deadline);
        left = 0;
        for (size_t i = 0; i < count; i++)
            left += polls[i].fd >= 0 || waited[i].by_pid;
    }
    return held < 0 ? -1 : 0;
}
