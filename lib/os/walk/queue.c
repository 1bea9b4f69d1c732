/* SPDX-License-Identifier: MIT */
/* Shares tasks among workers, and brings their output into order.
 *
 * Unordered walk: a task writes its output before it is split, so that a directory is written before its contents,
 * which the new task may report. Ordered walk: the list of tasks is in output order. Only the first task, the head,
 * writes. The others collect output until they are the head, and are suspended when they hold much of it. */
#include "os/walk/internal.h"

#include <errno.h>
#include <stdlib.h>

enum { TASKS_AHEAD = 3 }; /* for each worker in an ordered walk; times OUTPUT_AHEAD, this limits the output held back */

static size_t most_tasks(const struct walk_state *walk)
{
    return (size_t)walk->worker_count * TASKS_AHEAD;
}

void queue_add_first(struct walk_state *walk, struct task *task)
{
    task->state = TASK_READY;
    atomic_store(&task->head, true);
    walk->tasks = task;
    walk->task_count = 1;
}

/* Returns the task to run next. A suspended task is runnable only when it is the head. */
static struct task *pick(struct walk_state *walk)
{
    for (struct task *task = walk->tasks; task != NULL; task = task->next)
        if (task->state == TASK_READY && (!task->suspended || atomic_load(&task->head)))
            return task;
    return NULL;
}

/* Updates walk->hungry, the number of idle workers for which no task is ready. Call it with the lock held. */
static void update_hungry(struct walk_state *walk)
{
    unsigned ready = 0;

    for (const struct task *task = walk->tasks; task != NULL; task = task->next)
        ready += task->state == TASK_READY && !task->suspended;
    bool full = walk->ordered && walk->task_count >= most_tasks(walk);
    atomic_store(&walk->hungry, full || walk->waiting <= ready ? 0 : walk->waiting - ready);
}

struct task *queue_take(struct walk_state *walk)
{
    struct task *task = NULL;

    lock_take(&walk->lock);
    walk->waiting++;
    while (walk->tasks != NULL && !atomic_load(&walk->stop) && (task = pick(walk)) == NULL) {
        update_hungry(walk);
        condition_wait(&walk->wake, &walk->lock);
    }
    walk->waiting--;
    if (task != NULL) {
        task->state = TASK_RUNNING;
        task->suspended = false;
    }
    update_hungry(walk);
    lock_open(&walk->lock);
    return task;
}

/* Writes the output that the task has collected. */
static int queue_write(struct task *task)
{
    struct walk_state *walk = task->walk;
    const struct walk_options *options = walk->options;
    int result = 0;

    if (task->output.used == 0 || options->events.write == NULL)
        return 0;
    lock_take(&walk->write_lock);
    if (atomic_load(&walk->stop) != STOP_AT_ONCE)
        result = options->events.write(options->shared, task->output.data, task->output.used);
    lock_open(&walk->write_lock);
    task->output.used = 0;
    return result;
}

int queue_pass(struct task *task)
{
    if (!task->walk->ordered || atomic_load(&task->head))
        return queue_write(task);
    return 0;
}

/* Removes the finished head task; returns its successor if that is finished too, else NULL. */
static struct task *advance(struct walk_state *walk, struct task *task)
{
    lock_take(&walk->lock);
    struct task *next = task->next;
    walk->tasks = next;
    walk->task_count--;
    if (next != NULL)
        atomic_store(&next->head, true);
    bool finished = next != NULL && next->state == TASK_FINISHED;
    update_hungry(walk);
    if (walk->waiting > 0)
        condition_signal_all(&walk->wake);
    lock_open(&walk->lock);
    task_free(task);
    return finished ? next : NULL;
}

static void unlink_task(struct walk_state *walk, struct task *task)
{
    struct task **at = &walk->tasks;

    while (*at != task)
        at = &(*at)->next;
    *at = task->next;
    walk->task_count--;
}

void queue_done(struct task *task)
{
    struct walk_state *walk = task->walk;

    if (!walk->ordered) {
        int result = queue_write(task);
        lock_take(&walk->lock);
        unlink_task(walk, task);
        if (walk->tasks == NULL)
            condition_signal_all(&walk->wake);
        lock_open(&walk->lock);
        task_free(task);
        if (result != 0)
            walk_end(walk, result);
        return;
    }
    lock_take(&walk->lock);
    task->state = TASK_FINISHED;
    bool head = atomic_load(&task->head);
    lock_open(&walk->lock);
    while (head && task != NULL) {
        int result = queue_write(task);
        if (result != 0)
            walk_end(walk, result);
        task = advance(walk, task);
    }
}

int queue_suspend(struct task *task)
{
    struct walk_state *walk = task->walk;
    int result = 0;

    if (atomic_load(&task->head))
        return 0;
    fds_close_all(task);
    lock_take(&walk->lock);
    if (!atomic_load(&task->head)) {
        task->state = TASK_READY;
        task->suspended = true;
        result = TASK_SUSPENDED;
    }
    lock_open(&walk->lock);
    return result;
}

/* The level nearest to the top that has records left; task->current + 1 if there is no such level. */
static size_t uppermost(struct task *task)
{
    size_t index = task->hint > task->base ? task->hint : task->base;

    while (index <= task->current && task_exhausted(task, index))
        index++;
    task->hint = index <= task->current ? index : task->current;
    return index;
}

/* Returns the level to split. Unordered walk: the level nearest to the top with records left, so that much is given
 * away. Ordered walk: the second deepest one: this task keeps a small piece and gives away all that follows, so that
 * the new task's output is not held back for long. */
static size_t level_to_split(struct task *task)
{
    size_t upper = uppermost(task), index = task->current, found = 0;

    if (!task->walk->ordered || upper >= index)
        return upper;
    while (index > upper && (found += !task_exhausted(task, index)) < 2)
        index--;
    return index;
}

/* Index of the first record to give away: the middle of the level's records, or their start if a deeper level has work
 * too. */
static size_t half(const struct task *task, size_t index)
{
    const struct level *level = &task->levels[index];
    size_t middle = level->at + (level->used - level->at) / 2, at = level->at;
    struct record record;

    if (index == 0)
        return index == task->current ? middle + (level->used - level->at) % 2 : middle;
    while (at < middle || (at == level->at && index == task->current)) {
        memcpy(&record, level->records + at, sizeof record);
        at += sizeof record + record.size + 1;
    }
    return at == level->used && index < task->current ? level->at : at;
}

bool queue_can_split(struct task *task)
{
    size_t index = level_to_split(task);

    return index < task->current || (index == task->current && half(task, index) < task->levels[index].used);
}

/* Copies the path down to level index to the new task, and moves to it the records that the levels above have left. */
static int copy_levels(struct task *from, struct task *to, size_t index)
{
    size_t path_size = from->levels[index].prefix_size;

    if (!task_level_room(to, index) || !task_path_room(to, path_size + NAME_ROOM_AHEAD))
        return -ENOMEM;
    memcpy(to->path, from->path, path_size);
    for (size_t i = 0; i <= index; i++) {
        struct level *giver = &from->levels[i];
        fds_identify(giver);
        to->levels[i] = *giver;
        if (i > 0)
            to->levels[i].dir.fd = -1;
        if (i < index) {
            giver->records = NULL;
            giver->room = giver->at = giver->used = 0;
        }
    }
    to->levels[index].records = NULL;
    to->levels[index].room = 0;
    to->current = index;
    return 0;
}

/* Copies the level's records from `middle` on to the new task; all of them if they will be reported together at the
 * end. */
static int give_records(struct task *from, struct task *to, size_t index, size_t middle)
{
    struct level *giver = &from->levels[index], *taker = &to->levels[index];
    bool all = from->walk->options->bottom_up && from->walk->options->whole;
    size_t start = all ? 0 : middle, size = giver->used - start;

    taker->at = middle;
    if (index > 0) {
        taker->records = malloc(size); /* NOLINT(clang-analyzer-optin.portability.UnixAPI): size is never 0 here */
        if (taker->records == NULL)
            return -ENOMEM;
        memcpy(taker->records, giver->records + start, size);
        taker->room = taker->used = size;
        taker->at = middle - start;
    }
    giver->used = middle;
    return 0;
}

int queue_give(struct task *task, size_t index, size_t middle)
{
    struct walk_state *walk = task->walk;
    struct task *rest = task_new(walk);
    int result = rest == NULL ? -ENOMEM : copy_levels(task, rest, index);

    if (result == 0)
        result = give_records(task, rest, index, middle);
    if (result < 0) {
        if (rest != NULL)
            task_free(rest);
        return result;
    }
    if (walk->ordered) { /* the new task now reports the end of the levels above */
        rest->given = task->given;
        rest->base = task->base;
        task->given = true;
        task->base = index;
    } else
        result = queue_write(task);
    lock_take(&walk->lock);
    rest->next = task->next;
    task->next = rest;
    walk->task_count++;
    update_hungry(walk);
    condition_signal(&walk->wake);
    lock_open(&walk->lock);
    return result;
}

int queue_split(struct task *task)
{
    size_t index = level_to_split(task);

    return queue_give(task, index, half(task, index));
}
