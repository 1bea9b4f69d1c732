/* xspawn --each: runs, from their items to their outputs. */
#include "xspawn_jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/fork.h"
#include "os/retry.h"
#include "os/wait.h"

static int make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno;
    return fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

/* The steps of a place: its streams first, then everybody's. */
static int make_steps(struct each *each, struct job *job, int null_fd)
{
    const struct spawn *all = &each->xspawn->spawn;
    struct spawn_step *steps = arena_alloc(each->call->arena, (all->count + 3) * sizeof *steps);
    size_t count = 0;

    if (steps == NULL)
        return -ENOMEM;
    if (null_fd >= 0)
        steps[count++] = (struct spawn_step){.kind = SPAWN_DUP2, .fd = null_fd, .number = STDIN_FILENO};
    for (int stream = 0; stream < 2 && each->piped; stream++) {
        int result = make_pipe(job->pipes[stream]);
        if (result < 0)
            return result;
        job->spools[stream] = SPOOL_EMPTY;
        steps[count++] = (struct spawn_step){.kind = SPAWN_DUP2, .fd = job->pipes[stream][1], .number = stream + 1};
    }
    if (all->count > 0)
        memcpy(steps + count, all->steps, all->count * sizeof *steps);
    job->spawn = *all;
    job->spawn.steps = job->steps = steps;
    job->spawn.count = count + all->count;
    return 0;
}

int jobs_begin(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    size_t count = (size_t)args->jobs;
    bool own_input = each->items.fd != STDIN_FILENO && count == 1;
    int null_fd = own_input ? -1 : (int)OS_RETRY(open("/dev/null", O_RDONLY | O_CLOEXEC));

    if (!own_input && null_fd < 0)
        return fail_errno(each->call->fail, -null_fd, "/dev/null", NULL);
    each->piped = count > 1;
    each->jobs = arena_alloc(each->call->arena, count * sizeof *each->jobs);
    if (each->piped && args->keep_order) {
        each->window = count * 4 + 64;
        each->kept = arena_alloc(each->call->arena, each->window * sizeof *each->kept);
    }
    if (each->jobs == NULL || (each->window > 0 && each->kept == NULL))
        return fail_errno(each->call->fail, ENOMEM, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        int result = make_steps(each, &each->jobs[i], null_fd);
        if (result < 0)
            return fail_errno(each->call->fail, -result, NULL, NULL);
    }
    return 0;
}

void each_failed(struct each *each, size_t number, int status)
{
    each->failed++;
    if (each->first_failed == 0 || number < each->first_failed) {
        each->first_failed = number;
        each->status = status;
    }
    if (each->xspawn->args->halt || each->xspawn->args->halt_now)
        each->halted = true;
}

void each_tell(struct each *each, const struct fail *fail)
{
    each_show(each, true);
    fail_print(fail, STDERR_FILENO, each->call->json);
}

/* Results that cannot be written end it all: more of them would be lost. */
static void give(struct each *each, struct spool spools[2])
{
    for (int stream = 0; stream < 2; stream++) {
        if (spools[stream].used > 0 || spools[stream].file >= 0)
            each_show(each, true);
        int result = spool_give(&spools[stream], stream + 1);
        if (result < 0 && !each->halted) {
            struct fail fail = {.op = "xspawn"};
            fail_errno(&fail, -result, stream == 0 ? "standard output" : "standard error", NULL);
            each_tell(each, &fail);
            each_failed(each, each->finished + 1, EX_IOERR);
            each->halted = true;
        }
    }
}

static void give_in_order(struct each *each, struct job *job)
{
    struct kept *kept = &each->kept[job->number % each->window];

    kept->done = true;
    memcpy(kept->spools, job->spools, sizeof kept->spools);
    job->spools[0] = job->spools[1] = SPOOL_EMPTY;
    for (; (kept = &each->kept[each->head % each->window])->done; each->head++) {
        give(each, kept->spools);
        spool_free(&kept->spools[0]);
        spool_free(&kept->spools[1]);
        kept->done = false;
    }
}

static void collect(struct each *each, struct job *job)
{
    for (int stream = 0; stream < 2; stream++) {
        int result = spool_take(&job->spools[stream], job->pipes[stream][0]);
        if (result < 0) {
            struct fail fail = {.op = "xspawn"};
            fail_errno(&fail, -result, "output kept aside", NULL);
            each_tell(each, &fail);
            each_failed(each, job->number, fail.status);
        }
    }
    if (each->kept != NULL)
        give_in_order(each, job);
    else
        give(each, job->spools);
}

static void log_outcome(struct each *each, const struct job *job, struct call *call, const struct supervise *run, pid_t pid)
{
    struct outcome outcome = {.argv = job->spawn.program.argv, .item = job->item, .number = job->number, .pid = pid,
                              .fail = call->fail, .run = run};
    struct call told = *call;

    if (each->joblog < 0)
        return;
    told.arena = (struct arena *)&job->arena;
    int result = xspawn_report_line(&told, each->joblog, &outcome);
    if (result < 0) {
        struct fail fail = {.op = "xspawn"};
        fail_errno(&fail, -result, each->xspawn->args->joblog, NULL);
        each_tell(each, &fail);
        each_failed(each, job->number, EX_IOERR);
        close(each->joblog);
        each->joblog = -1;
    }
}

static void end_run(struct each *each, struct job *job)
{
    each->finished++;
    if (each->piped)
        collect(each, job);
    arena_clear(&job->arena);
    job->pid = 0;
    each_show(each, false);
}

void job_finish(struct each *each, struct job *job, int status, const struct rusage *usage)
{
    struct supervise run = {.pid = job->pid, .status = status, .usage = *usage, .wall_ns = supervise_clock() - job->started_ns};
    int exit_status = wait_exit_status(status);

    each->running--;
    if (!each->xspawn->supervised)
        log_outcome(each, job, each->call, &run, job->pid);
    if (exit_status != 0)
        each_failed(each, job->number, exit_status);
    end_run(each, job);
}

/* A program that cannot be started for one item cannot for any, unless it is the item that is too much. */
static bool hopeless(const struct each *each, const struct fail *fail)
{
    return fail->errnum != 0 && fail->errnum != E2BIG && fail->errnum != EAGAIN && fail->errnum != ENOMEM &&
           strstr(each->template.argv[0], "{}") == NULL;
}

static void not_started(struct each *each, struct job *job, struct call *call)
{
    each_tell(each, call->fail);
    log_outcome(each, job, call, NULL, 0);
    each_failed(each, job->number, call->fail->status);
    if (hopeless(each, call->fail))
        each->halted = true;
    end_run(each, job);
}

/* In a process of its own: stays with the run, whose descendants then are told from those of others. */
__attribute__((noreturn)) static void supervise_run_here(struct each *each, struct job *job, struct call *call)
{
    struct supervise run = {0};

    sigprocmask(SIG_SETMASK, &each->old, NULL);
    if (each->xspawn->args->die_with_parent && !xspawn_tie(getppid()))
        _exit(EX_OSERR);
    struct xspawn own = *each->xspawn;
    own.call = call;
    own.lifeline = own.lifeline == NULL ? NULL : &job->steps[job->spawn.count - 1];
    pid_t pid = xspawn_supervise(&own, &job->spawn, &run);
    if (pid < 0)
        fail_print(call->fail, STDERR_FILENO, call->json);
    log_outcome(each, job, call, &run, run.pid);
    _exit(pid < 0 ? call->fail->status : xspawn_status(&run));
}

static pid_t start(struct each *each, struct job *job, struct call *call)
{
    if (!each->xspawn->supervised)
        return spawn_begin(call, &job->spawn);
    pid_t pid = fork_process();
    if (pid == 0)
        supervise_run_here(each, job, call);
    return pid < 0 ? fail_process(call->fail, -pid, job->spawn.program.file) : pid;
}

static char *const *item_at_fault(const struct each *each)
{
    for (size_t i = 0; i < each->batch_count; i++)
        if (strlen(each->batch[i].data) != each->batch[i].size)
            return (char *const *)&each->batch[i].data;
    return NULL;
}

void job_start(struct each *each, struct job *job)
{
    struct fail fail = {.op = "posix_spawnp"};
    struct call call = *each->call;

    call.fail = &fail;
    call.arena = &job->arena;
    job->arena = each->next;
    arena_init(&each->next, NULL, 0);
    job->number = ++each->started;
    job->item = each->batch[0].data;
    char **argv = template_fill(&each->template, &job->arena, each->batch, each->batch_count);
    job->spawn.program.argv = argv != NULL ? argv : each->template.argv;
    if (strstr(each->template.argv[0], "{}") != NULL && argv != NULL)
        job->spawn.program.file = argv[0];
    if (each->xspawn->args->argv0 != NULL && argv != NULL)
        argv[0] = (char *)each->xspawn->args->argv0;
    if (argv == NULL)
        fail_errno(&fail, ENOMEM, NULL, NULL);
    else if (item_at_fault(each) != NULL)
        fail_words(&fail, EX_DATAERR, "item of run %zu: a NUL byte cannot stand in an argument (-0 parts items at NUL bytes)",
                   job->number);
    job->started_ns = supervise_clock();
    job->pid = fail.status != 0 ? -1 : start(each, job, &call);
    each->batch_count = each->batch_bytes = 0;
    if (job->pid < 0)
        not_started(each, job, &call);
    else
        each->running++;
}

void jobs_end(struct each *each)
{
    for (int i = 0; i < each->xspawn->args->jobs; i++) {
        struct job *job = &each->jobs[i];
        for (int stream = 0; stream < 2 && each->piped; stream++) {
            close(job->pipes[stream][0]);
            close(job->pipes[stream][1]);
            spool_free(&job->spools[stream]);
        }
    }
}
