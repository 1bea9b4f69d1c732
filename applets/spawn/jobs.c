/* SPDX-License-Identifier: MIT */
/* xspawn --each: runs, from their items to their outputs. */
#include "spawn/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/spawn/fork.h"
#include "os/retry.h"
#include "os/deadline.h"
#include "os/spawn/wait.h"

static int make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -errno; /* with ends as they were, 0 */
    return fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

/* Memory that a run of few small items finds to be enough, used again from run to run. */
static int make_arena(struct each *each, struct arena *arena)
{
    enum { ROOM = 1024 };
    char *memory = arena_alloc(each->call->arena, ROOM);

    if (memory == NULL)
        return -ENOMEM;
    arena_init(arena, memory, ROOM);
    return 0;
}

/* The steps of a place: its streams first, then everybody's. */
static int make_steps(struct each *each, struct job *job)
{
    const struct spawn *all = &each->xspawn->spawn;
    struct spawn_step *steps = arena_alloc(each->call->arena, (all->count + 2) * sizeof *steps);
    size_t count = 0;

    if (steps == NULL)
        return -ENOMEM;
    for (int stream = 0; stream < 2 && each->piped; stream++) {
        job->spools[stream] = SPOOL_EMPTY;
        int result = make_pipe(job->pipes[stream]);
        if (result < 0)
            return result;
        steps[count++] = (struct spawn_step){.kind = SPAWN_DUP2, .fd = job->pipes[stream][1], .number = stream + 1};
    }
    if (all->count > 0)
        memcpy(steps + count, all->steps, all->count * sizeof *steps);
    job->spawn = *all;
    job->spawn.steps = job->steps = steps;
    job->spawn.count = count + all->count;
    return 0;
}

/* Programs that items or other programs would share standard input with have none: all inherit /dev/null in its place. */
static int empty_input(struct each *each)
{
    int null_fd = OS_RETRY(open("/dev/null", O_RDONLY | O_CLOEXEC)), result = null_fd;

    if (result < 0)
        return fail_errno(each->call->fail, -result, "/dev/null", NULL);
    if (each->items.fd == STDIN_FILENO)
        result = each->items.fd = OS_CALL(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    if (result >= 0)
        result = OS_RETRY(dup2(null_fd, STDIN_FILENO));
    close(null_fd);
    return result < 0 ? fail_errno(each->call->fail, -result, each->xspawn->args->each, NULL) : 0;
}

int jobs_begin(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;
    size_t count = (size_t)args->jobs;

    if ((each->items.fd == STDIN_FILENO || count > 1) && empty_input(each) < 0)
        return -1;
    each->piped = count > 1;
    each->jobs = arena_alloc(each->call->arena, count * sizeof *each->jobs);
    if (each->piped && args->keep_order) {
        each->window = count * 4 + 64;
        each->kept = arena_alloc(each->call->arena, each->window * sizeof *each->kept);
    }
    if (each->jobs == NULL || (each->window > 0 && each->kept == NULL))
        return fail_no_memory(each->call->fail);
    int result = make_arena(each, &each->next);
    for (size_t i = 0; i < count && result == 0; i++)
        if ((result = make_arena(each, &each->jobs[i].arena)) == 0)
            result = make_steps(each, &each->jobs[i]);
    return result < 0 ? fail_errno(each->call->fail, -result, NULL, NULL) : 0;
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

static void log_outcome(struct each *each, const struct job *job, struct call *call, const struct supervise *run,
                        pid_t pid)
{
    struct outcome outcome = {.argv = job->spawn.program.argv,
                              .item = job->item,
                              .number = job->number,
                              .pid = pid,
                              .fail = call->fail,
                              .run = run};
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
    struct supervise run = {
        .pid = job->pid, .status = status, .usage = *usage, .wall_ns = deadline_now() - job->started_ns};
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
    struct supervise run = {.plan.terminal = -1};

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
    struct arena empty = job->arena;
    job->arena = each->next;
    each->next = empty;
    job->number = ++each->started;
    job->item = each->batch[0].data;
    char **argv = template_fill(&each->template, &job->arena, each->batch, each->batch_count);
    job->spawn.program.argv = argv != NULL ? argv : each->template.argv;
    if (strstr(each->template.argv[0], "{}") != NULL && argv != NULL)
        job->spawn.program.file = argv[0];
    if (each->xspawn->args->argv0 != NULL && argv != NULL)
        argv[0] = (char *)each->xspawn->args->argv0;
    if (argv == NULL)
        fail_no_memory(&fail);
    else if (item_at_fault(each) != NULL)
        fail_words(&fail, EX_DATAERR,
                   "item of run %zu: a NUL byte cannot stand in an argument (-0 parts items at NUL bytes)",
                   job->number);
    job->started_ns = deadline_now();
    job->pid = fail.status != 0 ? -1 : start(each, job, &call);
    each->batch_count = each->batch_bytes = 0;
    if (job->pid < 0)
        not_started(each, job, &call);
    else
        each->running++;
}

void jobs_end(struct each *each)
{
    for (int i = 0; i < each->xspawn->args->jobs && each->piped && each->jobs != NULL; i++)
        for (int stream = 0; stream < 2; stream++) {
            struct job *job = &each->jobs[i];
            if (job->pipes[stream][1] == 0) /* not made */
                continue;
            close(job->pipes[stream][0]);
            close(job->pipes[stream][1]);
            spool_free(&job->spools[stream]);
        }
}
