/* SPDX-License-Identifier: MIT */
/* Tasks shared among workers, and their output brought in order.
 *
 * Without order a task's output is written before the task is split, so that what precedes the new task's directories
 * is out before them. In an ordered walk the list of tasks is the order: the first one, the head, writes; the others
 * hold what they have until their turn, and are suspended when it is much. */
#include "os/walk/internal.h"

#include <errno.h>
#include <stdlib.h>

enum { TASKS_AHEAD = 3 }; /* of an ordered walk, for each worker: with OUTPUT_AHEAD the bound on what is held back */

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

/* The task to run next. A suspended one only goes on when its turn to write has come. */
static struct task *pick(struct walk_state *walk)
{
    for (struct task *task = walk->tasks; task != NULL; task = task->next)
        if (task->state == TASK_READY && (!task->suspended || atomic_load(&task->head)))
            return task;
    return NULL;
}

/* Tells the running workers how many others a split would serve. The lock is held. */
static void tell_hunger(struct walk_state *walk)
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

    pthread_mutex_lock(&walk->lock);
    walk->waiting++;
    while (walk->tasks != NULL && !atomic_load(&walk->stop) && (task = pick(walk)) == NULL) {
        tell_hunger(walk);
        pthread_cond_wait(&walk->wake, &walk->lock);
    }
    walk->waiting--;
    if (task != NULL) {
        task->state = TASK_RUNNING;
        task->suspended = false;
    }
    tell_hunger(walk);
    pthread_mutex_unlock(&walk->lock);
    return task;
}

int queue_write(struct task *task)
{
    struct walk_state *walk = task->walk;
    const struct walk_options *options = walk->options;
    int result = 0;

    if (task->output.used == 0 || options->events.write == NULL)
        return 0;
    pthread_mutex_lock(&walk->write_lock);
    if (atomic_load(&walk->stop) != STOP_AT_ONCE)
        result = options->events.write(options->shared, task->output.data, task->output.used);
    pthread_mutex_unlock(&walk->write_lock);
    task->output.used = 0;
    return result;
}

int queue_pass(struct task *task)
{
    if (!task->walk->ordered || atomic_load(&task->head))
        return queue_write(task);
    return 0;
}

/* Takes an over task off the list, whose turn it was. Returns the next one where that is over too. */
static struct task *advance(struct walk_state *walk, struct task *task)
{
    pthread_mutex_lock(&walk->lock);
    struct task *next = task->next;
    walk->tasks = next;
    walk->task_count--;
    if (next != NULL)
        atomic_store(&next->head, true);
    bool over = next != NULL && next->state == TASK_OVER;
    tell_hunger(walk);
    if (walk->waiting > 0)
        pthread_cond_broadcast(&walk->wake);
    pthread_mutex_unlock(&walk->lock);
    task_free(task);
    return over ? next : NULL;
}

static void take_off(struct walk_state *walk, struct task *task)
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
        pthread_mutex_lock(&walk->lock);
        take_off(walk, task);
        if (walk->tasks == NULL)
            pthread_cond_broadcast(&walk->wake);
        pthread_mutex_unlock(&walk->lock);
        task_free(task);
        if (result != 0)
            walk_end(walk, result);
        return;
    }
    pthread_mutex_lock(&walk->lock);
    task->state = TASK_OVER;
    bool head = atomic_load(&task->head);
    pthread_mutex_unlock(&walk->lock);
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
    pthread_mutex_lock(&walk->lock);
    if (!atomic_load(&task->head)) {
        task->state = TASK_READY;
        task->suspended = true;
        result = TASK_SUSPENDED;
    }
    pthread_mutex_unlock(&walk->lock);
    return result;
}

/* The uppermost level with records left; task->current + 1 for none. */
static size_t uppermost(struct task *task)
{
    size_t index = task->hint > task->base ? task->hint : task->base;

    while (index <= task->current && task_exhausted(task, index))
        index++;
    task->hint = index <= task->current ? index : task->current;
    return index;
}

/* The level to be split. Without order the uppermost one with records left, so that much is given away. In an ordered
 * walk the second from below: the task keeps a piece that it will be done with soon, and gives away all that follows,
 * so that whoever takes it is not far ahead of what can be written. */
static size_t giving_level(struct task *task)
{
    size_t upper = uppermost(task), index = task->current, found = 0;

    if (!task->walk->ordered || upper >= index)
        return upper;
    while (index > upper && (found += !task_exhausted(task, index)) < 2)
        index--;
    return index;
}

/* Where the second half of a level's records begins: its start where a deeper level has work as well. */
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
    size_t index = giving_level(task);

    return index < task->current || (index == task->current && half(task, index) < task->levels[index].used);
}

/* The way to the records that are given, and with it what upper levels have left. */
static int give_way(struct task *from, struct task *to, size_t index)
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

/* The level's records from `middle` on; all of them where they will be reported together at the end. */
static int give_records(struct task *from, struct task *to, size_t index, size_t middle)
{
    struct level *giver = &from->levels[index], *taker = &to->levels[index];
    bool all = from->walk->options->bottom_up && from->walk->options->whole;
    size_t start = all ? 0 : middle, size = giver->used - start;

    taker->at = middle;
    if (index > 0) {
        taker->records = malloc(size); /* NOLINT(clang-analyzer-optin.portability.UnixAPI): there are some to give */
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
    int result = rest == NULL ? -ENOMEM : give_way(task, rest, index);

    if (result == 0)
        result = give_records(task, rest, index, middle);
    if (result < 0) {
        if (rest != NULL)
            task_free(rest);
        return result;
    }
    if (walk->ordered) { /* the ends of the upper levels that were the task's own are the rest's now */
        rest->given = task->given;
        rest->base = task->base;
        task->given = true;
        task->base = index;
    } else
        result = queue_write(task);
    pthread_mutex_lock(&walk->lock);
    rest->next = task->next;
    task->next = rest;
    walk->task_count++;
    tell_hunger(walk);
    pthread_cond_signal(&walk->wake);
    pthread_mutex_unlock(&walk->lock);
    return result;
}

int queue_split(struct task *task)
{
    size_t index = giving_level(task);

    return queue_give(task, index, half(task, index));
}
