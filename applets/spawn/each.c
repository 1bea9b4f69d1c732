/* SPDX-License-Identifier: MIT */
/* xspawn --each: one program for each of many items. */
#include "spawn/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/spawn/descendants.h"
#include "os/spawn/hold.h"
#include "os/output.h"
#include "os/retry.h"
#include "os/spawn/wait.h"

enum gathered { GATHERED, WANTS_INPUT, NO_MORE };

void each_show(struct each *each, bool clear)
{
    enum { INTERVAL_NS = 100000000 };
    char text[256];
    struct out line;
    int64_t now;

    if (!each->shows || (clear && each->shown_ns == 0) ||
        (!clear && (now = deadline_now()) - each->shown_ns < INTERVAL_NS))
        return;
    out_init(&line, &out_plain, STDERR_FILENO, text, sizeof text);
    out_put(&line, "\r\033[K");
    each->shown_ns = clear ? 0 : now;
    if (!clear) {
        out_put_uint(&line, each->finished);
        out_put(&line, " done, ");
        out_put_uint(&line, each->failed);
        out_put(&line, " failed, ");
        out_put_uint(&line, each->running);
        out_put(&line, " running");
    }
    out_flush(&line);
}

static int keep(struct each *each, struct word item, size_t cost)
{
    if (each->batch_count == each->batch_room) {
        size_t room = each->batch_room * 2 + 16;
        struct word *batch = realloc(each->batch, room * sizeof *batch);
        if (batch == NULL)
            return -ENOMEM;
        each->batch = batch;
        each->batch_room = room;
    }
    each->batch[each->batch_count++] = item;
    each->batch_bytes += cost;
    return 0;
}

/* Takes the items of one run: so many as --items says, and no more than arguments can hold. */
static enum gathered gather(struct each *each)
{
    size_t wanted = (size_t)each->xspawn->args->items, room = each->template.limit - each->template.bytes;
    struct word item;

    while (wanted == 0 || each->batch_count < wanted) {
        if (!items_next(&each->items, &each->next, false, &item)) {
            if (!each->items.ended)
                return WANTS_INPUT;
            break;
        }
        size_t cost = template_cost(&each->template, item);
        if (each->batch_count > 0 && (cost > room || each->batch_bytes > room - cost))
            break;
        if (!items_next(&each->items, &each->next, true, &item) || keep(each, item, cost) < 0) {
            struct fail fail = {.op = "xspawn"};
            fail_no_memory(&fail);
            each_tell(each, &fail);
            each_failed(each, each->started + 1, fail.status);
            each->halted = true;
            return NO_MORE;
        }
    }
    return each->batch_count > 0 ? GATHERED : NO_MORE;
}

static struct job *free_place(const struct each *each)
{
    if (each->window > 0 && each->started + 1 - each->head >= each->window)
        return NULL;
    for (int i = 0; i < each->xspawn->args->jobs; i++)
        if (each->jobs[i].pid == 0)
            return &each->jobs[i];
    return NULL;
}

/* Starts what can be started. True where input is all that is wanted for more. */
static bool start_more(struct each *each)
{
    struct job *job;

    while (!each->halted && !each->exhausted && (job = free_place(each)) != NULL) {
        enum gathered gathered = gather(each);
        if (gathered == WANTS_INPUT)
            return true;
        if (gathered == NO_MORE)
            each->exhausted = true;
        else
            job_start(each, job);
    }
    return false;
}

/* To the runs that were started since then. */
static void signal_running(const struct each *each, int number, int64_t since_ns)
{
    for (int i = 0; i < each->xspawn->args->jobs; i++)
        if (each->jobs[i].pid > 0 && each->jobs[i].started_ns >= since_ns)
            kill(each->jobs[i].pid, number);
}

/* Ctrl-Z, or a SIGTSTP from elsewhere: the runs that it did not reach by itself stop too, and go on with this process. */
static void stop_all(const struct each *each, bool keyboard)
{
    const struct spawn_options *options = &each->xspawn->args->options;

    if (!keyboard || options->setpgroup.given)
        signal_running(each, SIGTSTP, 0);
    else if (options->setsid)
        signal_running(each, SIGSTOP, 0); /* the kernel ignores SIGTSTP in a session without a shell */
    signals_stop_here();
    signal_running(each, SIGCONT, 0);
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
        signal_running(each, each->interrupted, keyboard && !separate ? deadline_now() - MOMENT_NS : 0);
    } else if (!keyboard || separate)
        signal_running(each, number, 0);
}

static void take_signals(struct each *each)
{
    struct signalfd_siginfo infos[8];
    ssize_t size = OS_RETRY(read(each->signals, infos, sizeof infos));

    for (ssize_t i = 0; i < size / (ssize_t)sizeof infos[0]; i++)
        take_signal(each, &infos[i]);
}

static struct job *job_of(const struct each *each, pid_t pid)
{
    for (int i = 0; i < each->xspawn->args->jobs; i++)
        if (each->jobs[i].pid == pid)
            return &each->jobs[i];
    return NULL;
}

static void reap(struct each *each)
{
    struct rusage usage;
    int status;
    pid_t pid;

    while (each->running > 0 && (pid = wait_process(-1, WNOHANG, &status, &usage)) > 0) {
        struct job *job = job_of(each, pid);
        if (job != NULL)
            job_finish(each, job, status, &usage);
    }
}

static void read_outputs(struct each *each, const struct pollfd *polls)
{
    for (int i = 0; i < each->xspawn->args->jobs && each->piped; i++)
        for (int stream = 0; stream < 2; stream++)
            if (polls[2 * i + stream].revents != 0 && each->jobs[i].pid > 0)
                spool_take(&each->jobs[i].spools[stream], each->jobs[i].pipes[stream][0]);
}

static int fill(struct each *each)
{
    int result = items_fill(&each->items);

    if (result == 0)
        return 0;
    each->items.ended = each->halted = true;
    return fail_errno(each->call->fail, -result, each->xspawn->args->each, NULL);
}

/* --halt-now: what runs is asked to end, and made to in due time. */
static void halt_running(struct each *each)
{
    if (!each->halted || !each->xspawn->args->halt_now || each->running == 0)
        return;
    if (each->kill_ns == 0) {
        descendants_signal(each->xspawn->args->signal, NULL, 0);
        each->kill_ns = each->xspawn->kill_after_ns > 0 ? deadline_after(each->xspawn->kill_after_ns) : INT64_MAX;
    } else if (deadline_now() >= each->kill_ns) {
        descendants_signal(SIGKILL, NULL, 0);
        each->kill_ns = deadline_now() + 50000000;
    }
}

/* Waits until there is something to do. What there is: in polls. */
static int wait_for_events(const struct each *each, struct pollfd *polls, bool wants_input)
{
    size_t count = 2;

    polls[0] = (struct pollfd){.fd = each->signals, .events = POLLIN, .revents = POLLIN};
    polls[1] = (struct pollfd){.fd = wants_input ? each->items.fd : -1, .events = POLLIN};
    if (!each->piped && !wants_input && each->kill_ns == 0)
        return 1; /* signals are all there is to wait for, and reading them waits */
    for (int i = 0; i < each->xspawn->args->jobs && each->piped; i++)
        for (int stream = 0; stream < 2; stream++)
            polls[count++] = (struct pollfd){.fd = each->jobs[i].pid > 0 ? each->jobs[i].pipes[stream][0] : -1,
                                             .events = POLLIN};
    return poll(polls, count, deadline_ms(each->kill_ns));
}

/* Waits for something to happen, and takes it in. */
static int turn(struct each *each, struct pollfd *polls, bool wants_input)
{
    int ready = wait_for_events(each, polls, wants_input);

    if (ready < 0 && errno != EINTR)
        return fail_errno(each->call->fail, errno, NULL, NULL);
    if (ready > 0 && polls[0].revents != 0)
        take_signals(each);
    if (ready > 0)
        read_outputs(each, polls + 2);
    reap(each);
    halt_running(each);
    return ready > 0 && polls[1].revents != 0 ? fill(each) : 0;
}

static int run_all(struct each *each)
{
    struct pollfd *polls = arena_alloc(each->call->arena, (2 + 2 * (size_t)each->xspawn->args->jobs) * sizeof *polls);

    if (polls == NULL)
        return fail_no_memory(each->call->fail);
    for (;;) {
        bool wants_input = start_more(each);
        if (each->running == 0 && (each->halted || each->exhausted))
            return each->call->fail->status != 0 ? -1 : 0;
        if (turn(each, polls, wants_input) < 0 && each->running == 0)
            return -1;
    }
}

/* The program's file, looked for once where nothing makes the search come out differently later. */
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
    if (spawn->namespaces != 0 || strchr(program->file, '/') != NULL || strstr(program->file, "{}") != NULL)
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
    each->items.fd = strcmp(args->each, "-") == 0 ? STDIN_FILENO : OS_RETRY(open(args->each, O_RDONLY | O_CLOEXEC));
    if (each->items.fd < 0)
        return fail_errno(each->call->fail, -each->items.fd, args->each, NULL);
    each->joblog = -1;
    if (args->joblog != NULL)
        each->joblog = os_output_open(args->joblog, O_WRONLY | O_TRUNC | O_APPEND, 0666);
    if (args->joblog != NULL && each->joblog < 0)
        return fail_errno(each->call->fail, -each->joblog, args->joblog, NULL);
    if (hold_signals(each) < 0)
        return -1;
    spawn->mask = spawn->mask != NULL ? spawn->mask : &each->old;
    if (args->halt_now)
        descendants_adopt();
    resolve(each);
    return jobs_begin(each);
}

static void out_sum(struct out *out, const struct each *each)
{
    out_open(out, OUT_RECORD);
    out_field_uint(out, "runs", each->started);
    out_field_uint(out, "failed", each->failed);
    out_field_uint(out, "first_failed", each->first_failed);
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
        struct fail fail = {.op = "xspawn"};
        fail_errno(&fail, out.errnum, "report", NULL);
        fail.status = EX_IOERR;
        each_tell(each, &fail);
        each->call->status = each->call->status != 0 ? each->call->status : EX_IOERR;
    }
}

int xspawn_each(struct xspawn *xspawn)
{
    struct call *call = xspawn->call;
    struct each each = {
        .xspawn = xspawn, .call = call, .head = 1, .signals = -1, .joblog = -1, .begun_ns = deadline_now()};

    arena_init(&each.next, NULL, 0);
    each.items.end = xspawn->args->null ? '\0' : '\n';
    each.shows = xspawn->args->progress && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    int result = begin(&each);
    if (result == 0)
        result = run_all(&each);
    jobs_end(&each);
    each_show(&each, true);
    call->status = each.interrupted != 0 ? 128 + each.interrupted : each.status;
    if (result == 0)
        report(&each);
    items_free(&each.items);
    arena_clear(&each.next);
    free(each.batch);
    return result;
}
