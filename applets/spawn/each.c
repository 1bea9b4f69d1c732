/* SPDX-License-Identifier: MIT */
/* xspawn --each: the items, and the loop that starts runs, waits for them and moves their outputs. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/retry.h"
#include "os/spawn/descendants.h"
#include "os/spawn/hold.h"
#include "os/spawn/wait.h"

enum gathered { GATHERED, WANTS_INPUT, NO_MORE };

/* The next item; take: it is taken, and copied into the arena of the run to come. */
static bool next_item(struct each *each, bool take, struct word *item)
{
    if (each->words.items != NULL) {
        if (each->word_at == each->words.count)
            return false;
        *item = each->words.items[each->word_at];
        each->word_at += take;
        return true;
    }
    if (!take)
        return item_reader_peek(&each->items, item);
    if (!item_reader_next(&each->items, item))
        return false;
    item->data = arena_copy(jobs_arena(each), item->data, item->size);
    return item->data != NULL;
}

static bool no_more_items(const struct each *each)
{
    return each->words.items != NULL || each->items.ended;
}

static int keep(struct each *each, struct word item, size_t cost)
{
    if (each->batch_count == each->batch_capacity) {
        size_t capacity = each->batch_capacity * 2 + 16;
        struct word *batch = realloc(each->batch, capacity * sizeof *batch);
        if (batch == NULL)
            return -ENOMEM;
        each->batch = batch;
        each->batch_capacity = capacity;
    }
    each->batch[each->batch_count++] = item;
    each->batch_bytes += cost;
    return 0;
}

/* Takes the items of one run: at most --items, and no more than arguments can hold. An item that no argument can hold
 * gets a run of its own, which fails. */
static enum gathered gather(struct each *each)
{
    size_t wanted = (size_t)each->xspawn->args->items, space = each->template.limit - each->template.bytes;
    struct word item;
    bool alone = false;

    while (!alone && (wanted == 0 || each->batch_count < wanted)) {
        if (!next_item(each, false, &item)) {
            if (!no_more_items(each))
                return WANTS_INPUT;
            break;
        }
        size_t cost = template_cost(&each->template, item);
        alone = item.size >= ARGUMENT_MOST || cost > space;
        if (each->batch_count > 0 && (alone || each->batch_bytes > space - cost))
            break;
        if (!next_item(each, true, &item) || keep(each, item, cost) < 0) {
            batch_error(each, each->started + 1, ENOMEM, NULL, 0);
            each->halted = true;
            return NO_MORE;
        }
    }
    return each->batch_count > 0 ? GATHERED : NO_MORE;
}

/* --resume: 1 if the batch was left out. */
static int skip_batch(struct each *each)
{
    int result = each->logged != NULL ? joblog_check(each, each->started + 1, each->batch[0]) : 0;

    if (result <= 0)
        return result;
    each->started++;
    each->skipped++;
    each->batch_count = each->batch_bytes = 0;
    arena_clear(jobs_arena(each));
    return 1;
}

/* Starts the runs that may start now. 1 if it needs more input first, 0, or -1 with the failure recorded. */
static int start_more(struct each *each)
{
    while (!each->halted && !each->exhausted && jobs_free(each)) {
        enum gathered gathered = each->batch_count > 0 && each->waits ? GATHERED : gather(each);
        if (gathered == WANTS_INPUT)
            return 1;
        each->exhausted = gathered == NO_MORE;
        if (each->exhausted)
            return 0;
        int skipped = each->waits ? 0 : skip_batch(each);
        if (skipped < 0)
            return -1;
        if (skipped > 0)
            continue;
        each->waits = throttle_waits(each);
        if (each->waits)
            return 0;
        jobs_start(each);
    }
    return 0;
}

/* Ctrl-Z, or a SIGTSTP from elsewhere: the runs that it did not reach by itself stop too, and go on with this process. */
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

/* SIGINT, SIGTERM, SIGHUP, SIGQUIT and the parent's end, if it matters, end the batch; other signals are forwarded. What
 * the keyboard sends has reached the runs in this process group by itself, but for one that was started a moment ago. */
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
    ssize_t size = OS_RETRY(read(each->signals, infos, sizeof infos));

    for (ssize_t i = 0; i < size / (ssize_t)sizeof infos[0]; i++)
        take_signal(each, &infos[i]);
}

/* A batch whose runs write to standard output themselves ends when nobody reads it: looked at after failures, and every
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

/* --halt now: what runs is sent the signal, and SIGKILL later. */
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

/* What to wait for, in each->polls. Returns how many there are, 0 when memory is out. */
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
    else if (each->polls[OUTPUT].revents != 0)
        output_reader_left(each);
}

static int64_t next_deadline(const struct each *each)
{
    int64_t start = each->waits ? each->next_start_ns : 0;

    return deadline_earlier(deadline_earlier(each->kill_ns, start), each->postponed != NULL ? each->retry_ns : 0);
}

/* Waits for something to happen, and takes it in. 0, or -1 with the failure recorded. */
static int turn(struct each *each, bool wants_input)
{
    int64_t deadline = next_deadline(each);
    int ready = 1;

    each->reaped = false;
    if (each->piped || wants_input || deadline != 0) {
        size_t count = collect_polls(each, wants_input);
        ready = count == 0 ? -1 : poll(each->polls, count, deadline_ms(deadline));
        if (ready < 0 && (count == 0 || errno != EINTR))
            return fail_errno(each->call->fail, count == 0 ? ENOMEM : errno, NULL, NULL);
    }
    bool polled = each->piped || wants_input || deadline != 0;
    if (ready > 0 && (!polled || each->polls[SIGNALS].revents != 0))
        take_signals(each); /* blocks if signals are all there is to wait for */
    if (ready > 0 && polled)
        read_outputs(each);
    bool more = ready > 0 && polled && wants_input && each->polls[ITEMS].revents != 0;
    reap(each);
    halt_running(each);
    if (each->postponed != NULL && (each->reaped || deadline_now() >= each->retry_ns))
        jobs_retry(each);
    return more ? fill(each) : 0;
}

/* True when nothing runs and nothing is to be started. */
static bool is_over(struct each *each)
{
    if (each->halted && each->postponed != NULL)
        jobs_drop(each);
    return each->running == 0 && each->postponed == NULL && (each->halted || each->exhausted);
}

/* The outputs that are left. After a signal nobody waits for their reader. */
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
        int wants_input = result < 0 ? 0 : start_more(each);
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

/* The program's file, searched for once unless something makes the search come out differently later. */
static void resolve(struct each *each)
{
    struct spawn *spawn = &each->xspawn->spawn;
    struct program *program = &spawn->program;
    size_t name = strlen(program->file);
    struct stat status;

    for (size_t i = 0; i < spawn->count; i++)
        if (spawn->steps[i].kind == SPAWN_CHDIR || spawn->steps[i].kind == SPAWN_FCHDIR ||
            spawn->steps[i].kind == SPAWN_SETNS || spawn->steps[i].kind == SPAWN_RESETIDS)
            return;
    if (spawn->namespaces != 0 || strchr(program->file, '/') != NULL || has_placeholder(program->file))
        return;
    for (const char *at = program->search, *end;; at = end + 1) {
        end = at + strcspn(at, ":");
        size_t size = (size_t)(end - at);
        char *path = arena_alloc(each->call->arena, size + name + 2);
        if (path == NULL)
            return;
        memcpy(path, at, size);
        path[size] = '/';
        memcpy(path + size + (size > 0), program->file, name + 1);
        if (access(path, X_OK) == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
            program->file = path;
            program->search = NULL;
            return;
        }
        if (*end == '\0')
            return;
    }
}

static int hold_signals(struct each *each)
{
    each->signals = signals_hold(0, &each->old);
    if (each->signals < 0)
        return fail_errno(each->call->fail, -each->signals, NULL, NULL);
    if (each->xspawn->args->die_with_parent && !xspawn_tie(getppid()))
        return fail_errno(each->call->fail, ESRCH, NULL, NULL);
    return 0;
}

static int open_items(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;

    if (each->words.items != NULL)
        return 0;
    int result = item_reader_open(&each->items, args->each, args->null ? '\0' : '\n');
    each->items.longest = 4 * 1024 * 1024; /* longer than any argument can be */
    return result < 0 ? fail_errno(each->call->fail, -result, args->each, NULL) : 0;
}

/* The number of runs, for the progress line; only of a list that is there as a whole. */
static void count_items(struct each *each)
{
    char data[16 * 1024];
    struct stat status;
    size_t items = each->words.count, per_run = (size_t)each->xspawn->args->items;
    off_t at = 0;

    if (!each->shows || per_run == 0)
        return;
    if (each->words.items == NULL && (fstat(each->items.fd, &status) < 0 || !S_ISREG(status.st_mode)))
        return;
    for (ssize_t got; each->words.items == NULL && (got = pread(each->items.fd, data, sizeof data, at)) > 0;
         at += got) {
        for (ssize_t i = 0; i < got; i++)
            items += data[i] == each->items.end;
        items += at + got == status.st_size && data[got - 1] != each->items.end;
    }
    each->total = (items + per_run - 1) / per_run;
}

static int begin(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    struct spawn *spawn = &each->xspawn->spawn;

    spawn->no_handlers = true;
    template_begin(&each->template, (char **)spawn->program.argv, spawn->program.envp);
    each->template.argv[0] = (char *)args->prog.items[0].data;
    if (args->items < 0 || (args->items != 1 && each->template.inside))
        return fail_usage(each->call->fail,
                          args->items < 0 ? "items: '%d' is less than 0"
                                          : "with --items %d an argument is {} or has none in it",
                          args->items);
    if (throttle_check(each) < 0 || batch_halt_read(each) < 0 || open_items(each) < 0 || joblog_open(each) < 0 ||
        hold_signals(each) < 0)
        return -1;
    spawn->mask = spawn->mask != NULL ? spawn->mask : &each->old;
    if (each->halt.now)
        descendants_adopt();
    count_items(each);
    resolve(each);
    return jobs_begin(each);
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
    int result = begin(&each);
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
