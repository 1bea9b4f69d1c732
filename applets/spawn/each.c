/* SPDX-License-Identifier: MIT */
/* xspawn --each: the loop that starts runs, waits for them and moves their outputs. */
#include "spawn/each.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/io.h"
#include "os/spawn/descendants.h"
#include "os/spawn/hold.h"
#include "os/spawn/wait.h"

/* Ctrl-Z or SIGTSTP: runs that did not receive it are stopped too, and continued together with this process. */
static void stop_all(const struct each *each, bool keyboard)
{
    const struct spawn_options *options = &each->xspawn->args->options;

    if (!keyboard || options->setpgroup.given)
        jobs_signal(each, SIGTSTP, 0);
    else if (options->setsid)
        jobs_signal(each, SIGSTOP, 0); /* the kernel ignores SIGTSTP in a session without a shell */
    signals_stop_here();
    jobs_signal(each, SIGCONT, 0);
}

static bool ends_batch(const struct each *each, int number)
{
    return number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT ||
           (number == signal_orphaned() && each->xspawn->args->die_with_parent);
}

/* SIGINT, SIGTERM, SIGHUP, SIGQUIT and (if it matters) the parent's end stop the batch; other signals are forwarded.
 * Signals from the keyboard have reached the runs in this process group already, except one that was started a moment
 * ago. */
static void take_signal(struct each *each, const struct signalfd_siginfo *info)
{
    enum { MOMENT_NS = 100000000 };
    const struct spawn_options *options = &each->xspawn->args->options;
    int number = (int)info->ssi_signo;
    bool keyboard = info->ssi_code == SI_KERNEL, separate = options->setsid || options->setpgroup.given;

    if (number == SIGCHLD || info->ssi_pid == (uint32_t)getpid())
        return;
    if (number == SIGTSTP) {
        stop_all(each, keyboard);
        return;
    }
    if (ends_batch(each, number)) {
        each->halted = true;
        each->interrupted = number == signal_orphaned() ? SIGTERM : number;
        jobs_signal(each, each->interrupted, keyboard && !separate ? deadline_now() - MOMENT_NS : 0);
    } else if (!keyboard || separate)
        jobs_signal(each, number, 0);
}

static void take_signals(struct each *each)
{
    struct signalfd_siginfo infos[8];
    int64_t size = os_read(each->signals, infos, sizeof infos);

    for (int64_t i = 0; i < size / (int64_t)sizeof infos[0]; i++)
        take_signal(each, &infos[i]);
}

/* A batch whose runs write directly to standard output ends when its reader has gone: checked after failures, and every
 * 100 ms. */
static void check_reader(struct each *each, bool failed)
{
    enum { INTERVAL_NS = 100000000 };
    int64_t now = deadline_now();

    if (each->piped || each->halted || (!failed && now - each->checked_ns < INTERVAL_NS))
        return;
    each->checked_ns = now;
    output_reader_left(each);
}

static void reap(struct each *each)
{
    struct rusage usage;
    int status;
    pid_t pid;

    while (each->running > 0 && (pid = wait_process(-1, WNOHANG, &status, &usage)) > 0) {
        jobs_finish(each, pid, status, &usage);
        check_reader(each, status != 0);
        each->reaped = true;
    }
}

static int fill(struct each *each)
{
    int result = item_reader_fill(&each->items);

    if (result == 0)
        return 0;
    each->items.ended = each->halted = true;
    return fail_errno(each->call->fail, -result, each->xspawn->args->each, NULL);
}

/* --halt now: sends the signal to running programs, and SIGKILL later. */
static void halt_running(struct each *each)
{
    const struct xspawn *xspawn = each->xspawn;
    pid_t *pids;
    size_t count = 0;

    if (!each->halted || !each->halt.now || each->running == 0 ||
        (each->kill_ns != 0 && deadline_now() < each->kill_ns))
        return;
    int number = each->kill_ns != 0 ? SIGKILL : xspawn->supervised ? SIGTERM : xspawn->args->signal;
    pids = calloc(each->slot_count + 1, sizeof *pids);
    for (size_t i = 0; i < each->slot_count && pids != NULL; i++)
        if (each->slots[i] != NULL && each->slots[i]->pid > 0)
            pids[count++] = each->slots[i]->pid;
    jobs_signal(each, number, 0);
    if (!xspawn->supervised || number == SIGKILL)
        descendants_signal(number, pids, count);
    free(pids);
    if (each->kill_ns == 0)
        each->kill_ns = xspawn->kill_after_ns > 0 ? deadline_after(xspawn->kill_after_ns) : INT64_MAX;
    else
        each->kill_ns = deadline_now() + SECOND_NS / 20;
}

static struct pollfd *polls_for(struct each *each, size_t count)
{
    if (count > each->poll_capacity) {
        struct pollfd *polls = realloc(each->polls, count * 2 * sizeof *polls);
        if (polls == NULL)
            return NULL;
        each->polls = polls;
        each->poll_capacity = count * 2;
    }
    return each->polls;
}

enum { SIGNALS, ITEMS, OUTPUT, FIXED_POLLS };

/* Collects in each->polls what to wait for. Returns the number, 0 if memory is exhausted. */
static size_t collect_polls(struct each *each, bool wants_input)
{
    size_t count = FIXED_POLLS;

    for (const struct job *job = each->live; job != NULL && each->piped; job = job->after)
        count += 2;
    struct pollfd *polls = polls_for(each, count);
    if (polls == NULL)
        return 0;
    polls[SIGNALS] = (struct pollfd){.fd = each->signals, .events = POLLIN};
    polls[ITEMS] = (struct pollfd){.fd = wants_input ? each->items.fd : -1, .events = POLLIN};
    bool writes = each->queue != NULL;
    polls[OUTPUT] = (struct pollfd){.fd = writes                              ? each->stream + 1
                                          : each->dead[0] == 0 && each->piped ? 1
                                                                              : -1,
                                    .events = writes ? POLLOUT : 0};
    count = FIXED_POLLS;
    for (struct job *job = each->live; job != NULL && each->piped; job = job->after)
        for (int stream = 0; stream < 2; stream++) {
            if (job->pipes[stream] < 0)
                continue; /* poll(2) refuses more entries than descriptors are allowed */
            job->polls[stream] = (int)count;
            polls[count++] = (struct pollfd){.fd = job->pipes[stream], .events = POLLIN};
        }
    return count;
}

static void read_outputs(struct each *each)
{
    for (struct job *job = each->live, *after; job != NULL && each->piped; job = after) {
        after = job->after;
        for (int stream = 0; stream < 2; stream++)
            if (job->pipes[stream] >= 0 && each->polls[job->polls[stream]].revents != 0)
                output_take(each, job, stream);
    }
    if (each->queue != NULL)
        output_write(each);
    else if (each->polls[OUTPUT].revents != 0 && !output_reader_left(each))
        each->unwatched = true; /* a closed terminal would be reported forever */
}

static int64_t next_deadline(const struct each *each)
{
    int64_t start = each->waits ? each->next_start_ns : 0;

    return deadline_earlier(deadline_earlier(each->kill_ns, start), each->postponed != NULL ? each->retry_ns : 0);
}

/* Waits for an event and handles it. Returns 0, or -1 with the failure recorded. */
static int turn(struct each *each, bool wants_input)
{
    int64_t deadline = next_deadline(each);
    bool polled = each->piped || wants_input || deadline != 0; /* else only signals are expected */
    int ready = 1;

    each->reaped = false;
    if (polled) {
        size_t count = collect_polls(each, wants_input);
        ready = count == 0 ? -ENOMEM : os_poll(each->polls, count, deadline_ms(deadline));
        if (ready < 0 && ready != -EINTR)
            return fail_errno(each->call->fail, -ready, NULL, NULL);
    }
    if (ready > 0 && (!polled || each->polls[SIGNALS].revents != 0))
        take_signals(each); /* which waits for one if nothing was polled */
    if (ready > 0 && polled)
        read_outputs(each);
    bool more = ready > 0 && polled && wants_input && each->polls[ITEMS].revents != 0;
    reap(each);
    halt_running(each);
    if (each->postponed != NULL && (each->reaped || deadline_now() >= each->retry_ns))
        jobs_retry(each);
    return more ? fill(each) : 0;
}

/* True if nothing runs and nothing remains to be started. */
static bool is_over(struct each *each)
{
    if (each->halted && each->postponed != NULL)
        jobs_drop(each);
    return each->running == 0 && each->postponed == NULL && (each->halted || each->exhausted);
}

/* Writes the remaining outputs. After a signal, does not wait for their reader. */
static int write_rest(struct each *each)
{
    jobs_close(each);
    while (each->queue != NULL) {
        if (each->interrupted != 0) {
            output_write(each);
            break;
        }
        if (turn(each, false) < 0)
            return -1;
    }
    late_hand_over(each);
    return 0;
}

static int run_all(struct each *each)
{
    int result = 0;

    for (;;) {
        int wants_input = result < 0 ? 0 : feed_start(each);
        if (wants_input < 0) {
            each->halted = true;
            result = -1;
        }
        if (is_over(each))
            break;
        if (turn(each, wants_input > 0) < 0) {
            each->halted = true;
            result = -1;
        }
    }
    return write_rest(each) < 0 ? -1 : result;
}

static void out_sum(struct out *out, const struct each *each)
{
    out_open(out, OUT_RECORD);
    out_field_uint(out, "runs", each->finished);
    out_field_uint(out, "failed", each->failed);
    out_field_uint(out, "first_failed", each->first_failed);
    if (each->logged != NULL)
        out_field_uint(out, "skipped", each->skipped);
    out_field_int(out, "exit", each->call->status);
    out_field_int(out, "wall_ns", deadline_now() - each->begun_ns);
    out_close(out);
}

static void report(struct each *each)
{
    char room[1024];
    struct out out;

    if (each->call->result_fd >= 0)
        out_sum(each->call->out, each);
    if (each->xspawn->report_fd < 0)
        return;
    out_init(&out, &out_json, each->xspawn->report_fd, room, sizeof room);
    out_sum(&out, each);
    if (out_flush(&out) < 0) {
        batch_error(each, each->started, out.errnum, "report", EX_IOERR);
        each->call->status = each->call->status != 0 ? each->call->status : EX_IOERR;
    }
}

int xspawn_each(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    struct each each = {.xspawn = xspawn,
                        .call = call,
                        .words = xspawn->items,
                        .signals = -1,
                        .joblog = -1,
                        .results = -1,
                        .items.fd = -1,
                        .spill.file = -1,
                        .begun_ns = deadline_now()};

    each.shows = xspawn->args->progress && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    int result = each_begin(&each);
    if (result == 0)
        result = run_all(&each);
    jobs_end(&each);
    call->status = each.interrupted != 0 ? 128 + each.interrupted : each.status;
    if (result == 0) {
        batch_summary(&each);
        report(&each);
    } else
        batch_show(&each, true);
    item_reader_close(&each.items);
    free(each.batch);
    free(each.logged);
    free(each.polls);
    return result;
}
