/* SPDX-License-Identifier: MIT */
/* xspawn --each: the current runs, from their items to their ends. */
#include "spawn/each.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "os/deadline.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/signals.h"
#include "os/spawn/fork.h"
#include "os/spawn/hold.h"
#include "os/spawn/wait.h"

/* Opens an empty standard input for programs that would otherwise share it with the items or with each other. */
static int empty_input(struct each *each)
{
    int null_fd = os_open(AT_FDCWD, "/dev/null", O_RDONLY, 0), result = null_fd;

    if (result < 0)
        return fail_errno(each->call->fail, -result, "/dev/null", NULL);
    if (each->items.fd == STDIN_FILENO && each->words.items == NULL)
        result = each->items.fd = os_dup_from(STDIN_FILENO, 3, false);
    if (result >= 0)
        result = os_dup2(null_fd, STDIN_FILENO, true);
    os_close(null_fd);
    return result < 0 ? fail_errno(each->call->fail, -result, each->xspawn->args->each, NULL) : 0;
}

/* Prepares for runs. Returns 0, or -1 with the failure recorded. */
int jobs_begin(struct each *each)
{
    const struct xspawn_args *args = each->xspawn->args;

    each->piped = each->jobs > 1 || args->tag || args->results != NULL || args->retries > 0;
    if (((each->items.fd == STDIN_FILENO && each->words.items == NULL) || each->jobs > 1) && empty_input(each) < 0)
        return -1;
    if (prepare_environment(each) < 0 || output_begin(each) < 0)
        return -1;
    for (size_t i = 0; i < each->xspawn->spawn.count; i++)
        each->placed_paths |= has_placed_path(&each->xspawn->spawn.steps[i]);
    each->spare = pool_take(each);
    return each->spare != NULL ? 0 : fail_no_memory(each->call->fail);
}

/* Returns the arena for the next run's items. */
struct arena *jobs_arena(struct each *each)
{
    return &each->spare->arena;
}

/* True if another run may start; false also if much output waits for its reader. */
bool jobs_free(const struct each *each)
{
    enum { QUEUED_MOST = 64 };

    return each->running < each->jobs && each->postponed == NULL && each->spare != NULL && each->queued < QUEUED_MOST;
}

/* Returns the lowest free slot, from 1; 0 if memory is exhausted. */
static size_t take_slot(struct each *each, struct job *job)
{
    size_t slot = 0;

    while (slot < each->slot_count && each->slots[slot] != NULL)
        slot++;
    if (slot == each->slot_count) {
        struct job **slots = realloc(each->slots, (slot * 2 + 8) * sizeof(struct job *));
        if (slots == NULL)
            return 0;
        memset(slots + slot, 0, (slot + 8) * sizeof(struct job *));
        each->slots = slots;
        each->slot_count = slot * 2 + 8;
    }
    each->slots[slot] = job;
    return slot + 1;
}

/* Raises the limit of descriptors for this process, once; programs get the old limit. */
static bool raise_limit(struct each *each)
{
    struct rlimit limit;

    if (each->files_raised || getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == limit.rlim_max)
        return false;
    each->files = limit;
    limit.rlim_cur = limit.rlim_max;
    each->files_raised = prlimit(0, RLIMIT_NOFILE, &limit, NULL) == 0;
    return each->files_raised;
}

static int make_pipes(struct each *each, struct job *job, int ends[2])
{
    for (int stream = 0; stream < 2; stream++) {
        int pipe[2];
        for (int result; (result = os_pipe(pipe, O_CLOEXEC)) < 0;)
            if (result != -EMFILE || !raise_limit(each))
                return result;
        job->pipes[stream] = pipe[0];
        ends[stream] = pipe[1];
        job->steps[stream] = (struct spawn_step){.kind = SPAWN_DUP2, .fd = pipe[1], .number = stream + 1};
    }
    return 0;
}

/* Supervises the run in a separate process, so that its descendants are distinguished from those of other runs. */
__attribute__((noreturn)) static void supervise_run_here(struct each *each, struct job *job)
{
    struct job_result *result = job->result;
    struct fail fail = {0};
    struct call call = *each->call;
    struct xspawn own = *each->xspawn;

    call.fail = &fail;
    own.call = &call;
    signals_release(&each->old);
    if (own.args->die_with_parent && !signal_when_orphaned(getppid()))
        _exit(EX_OSERR);
    own.lifeline = NULL;
    for (size_t i = 0; i < job->spawn.count; i++)
        if (job->steps[i].kind == SPAWN_LIFELINE)
            own.lifeline = &job->steps[i];
    pid_t pid = xspawn_supervise(&own, &job->spawn, &result->run, &result->failure);
    result->failed = pid < 0;
    _exit(pid < 0 ? fail.status : xspawn_status(&own, &result->run));
}

static pid_t start_supervised(struct each *each, struct job *job)
{
    if (job->result == NULL) {
        job->result = os_reserve_shared(sizeof *job->result);
        if (job->result == NULL)
            return -ENOMEM;
    }
    memset(job->result, 0, sizeof *job->result);
    job->result->run.plan.terminal = -1;
    pid_t pid = fork_process();
    if (pid == 0)
        supervise_run_here(each, job);
    return pid;
}

/* True for errors that may disappear later. */
static bool is_temporary(int errnum)
{
    return errnum == EAGAIN || errnum == ENOMEM || errnum == EMFILE || errnum == ENFILE;
}

/* Starts the prepared run. Returns the pid, or -errno with *failure set. */
static pid_t start(struct each *each, struct job *job, struct spawn_failure *failure)
{
    int ends[2] = {-1, -1};
    pid_t pid = each->piped ? make_pipes(each, job, ends) : 0;

    *failure = (struct spawn_failure){SPAWN_NO_CHILD, -pid};
    job->steps[job->step_count] = (struct spawn_step){
        .kind = SPAWN_RLIMIT, .number = RLIMIT_NOFILE, .limit = &each->files};
    job->spawn.count = job->step_count + each->files_raised;
    job->started_ns = deadline_now();
    if (pid == 0 && each->xspawn->supervised) {
        pid = start_supervised(each, job);
        failure->errnum = -pid;
    } else if (pid == 0)
        pid = spawn_start(&job->spawn, failure);
    for (int stream = 0; stream < 2; stream++) {
        if (ends[stream] >= 0)
            os_close(ends[stream]);
        if (pid < 0 && job->pipes[stream] >= 0) {
            os_close(job->pipes[stream]);
            job->pipes[stream] = -1;
        }
    }
    return pid;
}

static void release_slot(struct each *each, struct job *job)
{
    if (job->slot > 0)
        each->slots[job->slot - 1] = NULL;
}

/* True if no item's program can be started: the failure does not depend on the item. */
static bool is_hopeless(const struct each *each, const struct fail *fail)
{
    return fail->errnum != 0 && fail->errnum != E2BIG && !has_placeholder(each->template.argv[0]) &&
           !each->placed_paths;
}

/* The run has ended, except for its output. */
static void finish_output(struct each *each, struct job *job)
{
    if (each->piped)
        output_complete(each, job);
    else {
        joblog_write(each, job, NULL);
        pool_unlink(each, job);
        pool_release(each, job);
    }
    batch_show(each, false);
}

static void not_started(struct each *each, struct job *job, const struct fail *fail)
{
    job->exit = fail->status;
    batch_tell(each, fail);
    joblog_write(each, job, fail);
    batch_count(each, job->number, fail->status);
    each->halted |= is_hopeless(each, fail);
    release_slot(each, job);
    if (job->result != NULL)
        job->result->failed = false;
    job->pid = 0;
    job->logged = true;
    finish_output(each, job);
}

/* Postpones a run that cannot be started at the moment, until another one has ended or some time has passed. */
static bool postpone(struct each *each, struct job *job, int errnum)
{
    enum { TRIES = 10, FIRST_NS = 2000000 };

    if (!is_temporary(errnum) || (each->running == 0 && each->tries >= TRIES))
        return false;
    each->retry_ns = deadline_after(INT64_C(1) * FIRST_NS << (each->tries < TRIES ? each->tries : TRIES));
    each->tries += each->running == 0;
    each->postponed = job;
    return true;
}

static void fail_start(struct each *each, struct job *job, const struct spawn_failure *failure)
{
    struct fail fail = {.op = "posix_spawnp"};
    struct call call = *each->call;

    call.fail = &fail;
    call.arena = &job->arena;
    spawn_failed(&call, &job->spawn, failure);
    each->halted |= is_temporary(failure->errnum) && failure->errnum != ENOMEM;
    not_started(each, job, &fail);
}

static void launch(struct each *each, struct job *job)
{
    struct spawn_failure failure;

    each->postponed = NULL;
    job->pid = job->started_pid = start(each, job, &failure);
    if (job->pid >= 0) {
        each->tries = 0;
        each->running++;
        batch_show(each, false);
        return;
    }
    job->pid = 0;
    if (!postpone(each, job, failure.errnum))
        fail_start(each, job, &failure);
}

/* Starts a run of the batch. */
void jobs_start(struct each *each)
{
    struct job *job = each->spare;
    struct fail fail = {.op = "posix_spawnp"};

    each->spare = pool_take(each);
    if (each->spare == NULL) {
        batch_error(each, each->started + 1, ENOMEM, NULL, 0);
        each->halted = true;
    }
    job->number = ++each->started;
    job->attempt = 1;
    job->slot = take_slot(each, job);
    job->item = each->batch[0].data;
    job->after = each->live;
    if (each->live != NULL)
        each->live->before = job;
    each->live = job;
    if (each->piped && each->xspawn->args->keep_order) {
        *each->order_end = job;
        each->order_end = &job->next;
    }
    int result = prepare_run(each, job, &fail);
    each->batch_count = each->batch_bytes = 0;
    if (result < 0)
        not_started(each, job, &fail);
    else
        launch(each, job);
}

/* Tries to start the postponed run again. */
void jobs_retry(struct each *each)
{
    if (each->postponed != NULL)
        launch(each, each->postponed);
}

/* Drops the postponed run: the batch was halted. */
void jobs_drop(struct each *each)
{
    struct job *job = each->postponed;

    each->postponed = NULL;
    job->logged = true;
    release_slot(each, job);
    finish_output(each, job);
}

/* --retries: discards the standard output of a run that is repeated; what it wrote to standard error stays. */
static bool try_again(struct each *each, struct job *job)
{
    if (job->exit == 0 || each->halted || job->attempt > (size_t)each->xspawn->args->retries)
        return false;
    output_drain(each, job);
    spool_clear(&job->spools[0], &each->spill);
    job->attempt++;
    launch(each, job);
    return true;
}

static struct job *job_of(const struct each *each, pid_t pid)
{
    for (size_t i = 0; i < each->slot_count; i++)
        if (each->slots[i] != NULL && each->slots[i]->pid == pid)
            return each->slots[i];
    return NULL;
}

/* Handles the end of process pid, if it was a run. */
void jobs_finish(struct each *each, pid_t pid, int status, const struct rusage *usage)
{
    struct job *job = job_of(each, pid);

    if (job == NULL)
        return;
    job->pid = 0;
    job->status = status;
    job->usage = *usage;
    job->wall_ns = deadline_now() - job->started_ns;
    job->exit = wait_exit_status(status);
    each->running--;
    if (job->result != NULL && job->result->failed) {
        struct spawn_failure failure = job->result->failure;
        output_drain(each, job);
        if (!postpone(each, job, failure.errnum))
            fail_start(each, job, &failure);
        return;
    }
    if (try_again(each, job))
        return;
    release_slot(each, job);
    batch_count(each, job->number, job->exit);
    finish_output(each, job);
}

/* Sends a signal to runs that were started after since_ns. */
void jobs_signal(const struct each *each, int number, int64_t since_ns)
{
    for (size_t i = 0; i < each->slot_count; i++)
        if (each->slots[i] != NULL && each->slots[i]->pid > 0 && each->slots[i]->started_ns >= since_ns)
            os_kill(each->slots[i]->pid, number);
}

/* Stops waiting for processes that runs left behind: their output so far is written now, the rest when it arrives. */
void jobs_close(struct each *each)
{
    for (struct job *job = each->live, *after; job != NULL; job = after) {
        after = job->after;
        if (job->pid > 0 || job == each->postponed)
            continue;
        output_drain(each, job);
        output_complete(each, job);
    }
}

void jobs_end(struct each *each)
{
    if (each->spare != NULL)
        pool_release(each, each->spare);
    free(each->slots);
    pool_end(each);
    output_end(each);
}
