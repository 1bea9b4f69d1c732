/* SPDX-License-Identifier: MIT */
/* Starts, runs and ends a walk: workers, threads and callbacks. */
#include "os/walk/walk.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "os/sched.h"
#include "os/walk/internal.h"

enum {
    DESCRIPTORS = 64,        /* kept open by a task at most */
    DESCRIPTORS_NEEDED = 4,  /* by a worker; two of them only briefly */
    RESERVED = 12,           /* of the process's limit, left to the caller */
    THREADS_AFTER = 32,      /* start other threads after this many directories; a large one counts once per portion */
    DIRECTORIES_A_SPLIT = 8, /* least number entered by a worker between two splits of its task, plus one for each
                              * level: a split costs as much as opening that many levels */
    THREAD_STACK = 256 * 1024,
};

void walk_end(struct walk_state *walk, int result)
{
    lock_take(&walk->lock);
    if (walk->result == 0)
        walk->result = result;
    if (atomic_load(&walk->stop) != STOP_AT_ONCE)
        atomic_store(&walk->stop, result == WALK_STOP ? STOP_WRITING : STOP_AT_ONCE);
    condition_signal_all(&walk->wake);
    lock_open(&walk->lock);
}

/* Between two steps: splits the task if a worker is idle, or suspends it if it holds too much output. */
static int share(struct worker *worker, struct task *task)
{
    struct walk_state *walk = worker->walk;

    if (!walk->started && walk->options->threads > 1 && worker->since_split >= THREADS_AFTER && queue_can_split(task))
        walk_start_threads(walk, task);
    if (atomic_load_explicit(&walk->hungry, memory_order_relaxed) > 0 &&
        worker->since_split >= DIRECTORIES_A_SPLIT + task->current && queue_can_split(task)) {
        worker->since_split = 0;
        int result = queue_split(task);
        if (result != 0)
            return result;
    }
    if (walk->ordered && task->output.used >= OUTPUT_AHEAD)
        return queue_suspend(task);
    return 0;
}

static void run(struct worker *worker, struct task *task)
{
    int result = 0;

    while (result == 0 && !atomic_load_explicit(&worker->walk->stop, memory_order_relaxed)) {
        result = share(worker, task);
        if (result == 0)
            result = task_step(worker, task);
    }
    if (result == TASK_DONE)
        queue_done(task);
    else if (result != TASK_SUSPENDED) {
        fds_close_all(task);
        bool writing = result == WALK_STOP || atomic_load(&worker->walk->stop) == STOP_WRITING;
        int passed = writing ? queue_pass(task) : 0;
        if (passed < 0)
            result = passed;
        if (result != 0)
            walk_end(worker->walk, result);
    }
}

static void work(struct worker *worker)
{
    struct task *task;

    while ((task = queue_take(worker->walk)) != NULL)
        run(worker, task);
}

/* Gives the calling thread its own descriptor table, if the system can: openat and close then take no lock. */
static void own_table(void)
{
#if defined(HAVE_UNSHARE) && defined(CLONE_FILES) && !defined(__SANITIZE_THREAD__)
    (void)unshare(CLONE_FILES);
#endif
}

static void *thread_main(void *argument)
{
    struct worker *worker = argument;

    own_table();
    work(worker);
    return NULL;
}

static int prepare(struct walk_state *walk, struct worker *worker)
{
    const struct walk_options *options = walk->options;

    worker->walk = walk;
    worker->buffer = malloc(DIRENTS_ROOM);
    worker->context = worker->buffer != NULL ? calloc(1, options->context_size + 1) : NULL;
    if (worker->context == NULL) /* NULL makes `finish` skip this worker: start was not called */
        return -ENOMEM;
    if (options->events.start != NULL)
        options->events.start(worker->context, options->shared);
    return 0;
}

/* The number of descriptors that the walk may use. Workers without their own table share one limit. */
static size_t descriptors(void)
{
    struct rlimit limit;
    size_t most = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 4096 ? (size_t)limit.rlim_cur : 4096;

    return most > RESERVED ? most - RESERVED : 1;
}

/* The number that each of `workers` workers may keep open. */
static size_t share_of(size_t workers)
{
    size_t each = descriptors() / workers;

    return each < DESCRIPTORS_NEEDED ? 2 : each > DESCRIPTORS ? DESCRIPTORS : each - 2;
}

void walk_start_threads(struct walk_state *walk, struct task *task)
{
    size_t wanted = walk->options->threads, most = descriptors() / DESCRIPTORS_NEEDED;
    pthread_attr_t attributes;

    if (wanted > most)
        wanted = most > 0 ? most : 1;
    fds_close_upper(task); /* or each new thread's table would hold copies */
    walk->fd_cap = share_of(wanted);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    lock_take(&walk->lock);
    walk->started = true;
    while (walk->worker_count < wanted) {
        struct worker *worker = &walk->workers[walk->worker_count];
        if (prepare(walk, worker) < 0 || pthread_create(&worker->thread, &attributes, thread_main, worker) != 0)
            break;
        walk->worker_count++;
    }
    lock_open(&walk->lock);
    pthread_attr_destroy(&attributes);
    own_table();
}

static void finish(struct walk_state *walk)
{
    const struct walk_options *options = walk->options;

    for (unsigned i = 1; i < walk->worker_count; i++)
        pthread_join(walk->workers[i].thread, NULL);
    for (unsigned i = 0; i < options->threads || i == 0; i++) {
        struct worker *worker = &walk->workers[i];
        if (worker->context != NULL && options->events.finish != NULL)
            options->events.finish(worker->context, options->shared);
        free(worker->context);
        free(worker->buffer);
    }
    while (walk->tasks != NULL) {
        struct task *task = walk->tasks;
        walk->tasks = task->next;
        task_free(task);
    }
}

static struct task *first_task(struct walk_state *walk)
{
    struct task *task = task_new(walk);

    if (task != NULL) {
        task->levels[0].dir = (struct walk_dir){.fd = walk->options->dir_fd, .depth = SIZE_MAX};
        task->levels[0].used = walk->options->top_count;
    }
    return task;
}

int walk(const struct walk_options *options)
{
    struct walk_state walk = {
        .options = options,
        .ordered = options->sort || options->bottom_up,
        .fd_cap = share_of(1),
        .worker_count = 1,
        .identify = options->follow || options->one_file_system || options->identify,
        .interleaved = (options->sort || options->bottom_up) && !options->whole,
    };
    struct task *task = first_task(&walk);

    walk.workers = calloc(options->threads + 1, sizeof *walk.workers);
    if (task == NULL || walk.workers == NULL || prepare(&walk, &walk.workers[0]) < 0) {
        walk.result = -ENOMEM;
        if (task != NULL)
            task_free(task);
    } else {
        queue_add_first(&walk, task);
        work(&walk.workers[0]);
    }
    if (walk.workers != NULL)
        finish(&walk);
    free(walk.workers);
    return walk.result;
}

unsigned walk_default_threads(void)
{
    enum { MOST = 8 };
    int count = os_usable_cpus();

    return count > MOST ? MOST : (unsigned)count;
}

bool walk_room(struct walk_output *out, size_t size)
{
    size_t room = (out->used + size) * 3 / 2 + FLUSH_AT + 4096;

    if (size <= out->capacity - out->used)
        return true;
    char *grown = realloc(out->data, room);
    if (grown == NULL)
        return false;
    out->data = grown;
    out->capacity = room;
    return true;
}
