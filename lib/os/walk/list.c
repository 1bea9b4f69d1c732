/* SPDX-License-Identifier: MIT */
/* The entries of a directory: read, reported, and kept for later. */
#include "os/walk/internal.h"

#include <errno.h>
#include <stdlib.h>

enum { DIRECTORIES_A_PORTION = 16 }; /* reading a portion of a large directory costs as much as this many small ones */

int report_error(struct worker *worker, const char *path, int errnum)
{
    const struct walk_events *events = &worker->walk->options->events;

    return events->error != NULL ? events->error(worker->context, path, errnum) : 0;
}

int report_entry(struct worker *worker, struct task *task, const struct walk_entry *entry)
{
    const struct walk_events *events = &worker->walk->options->events;
    int result = events->entry != NULL ? events->entry(worker->context, &task->output, entry) : 0;

    return result != 0 || task->output.used < FLUSH_AT ? result : queue_pass(task);
}

void path_to_prefix(struct task *task, const struct level *level)
{
    if (level->prefix_size > level->dir.path_size)
        task->path[level->dir.path_size] = '/';
}

struct walk_entry entry_in(const struct task *task, size_t parent)
{
    const struct level *level = &task->levels[parent];

    return (struct walk_entry){
        .path = task->path,
        .prefix_size = level->prefix_size,
        .dir_fd = level->dir.fd,
        .depth = level->dir.depth + 1,
        .dir = parent > 0 ? &level->dir : NULL,
    };
}

const char *record_take(struct level *level, struct record *record)
{
    const char *at = level->records + level->at;

    memcpy(record, at, sizeof *record);
    level->at += sizeof *record + record->size + 1;
    return at + sizeof *record;
}

static int record_add(struct level *level, const struct walk_entry *entry, unsigned char flags)
{
    struct record record = {(uint16_t)entry->name_size, entry->type, entry->target, flags};
    size_t size = sizeof record + entry->name_size + 1;

    if (size > level->room - level->used) {
        size_t room = level->room * 2 + size + 128;
        char *grown = realloc(level->records, room);
        if (grown == NULL)
            return -ENOMEM;
        level->records = grown;
        level->room = room;
    }
    memcpy(level->records + level->used, &record, sizeof record);
    memcpy(level->records + level->used + sizeof record, entry->name, entry->name_size + 1);
    level->used += size;
    return 0;
}

/* Finds out the type if d_type is unknown. A name that no longer exists keeps DT_UNKNOWN, and is reported: it existed.
 */
static int settle_type(struct worker *worker, struct walk_entry *entry, unsigned char *flags)
{
    const struct walk_options *options = worker->walk->options;
    int type;

    if (entry->type == DT_UNKNOWN && (type = dirents_type(entry->dir_fd, entry->name, false)) >= 0)
        entry->type = entry->target = (unsigned char)type;
    if (entry->type != DT_LNK || !(options->follow || options->resolve))
        return 0;
    type = dirents_type(entry->dir_fd, entry->name, true);
    if (type == -ELOOP && options->follow)
        return report_error(worker, walk_path(entry), ELOOP);
    if (type < 0)
        return 0;
    entry->target = (unsigned char)type;
    if (options->follow) {
        entry->type = entry->target;
        *flags |= RECORD_LINK;
    }
    return 0;
}

static bool may_enter(struct worker *worker, const struct walk_entry *entry)
{
    const struct walk_options *options = worker->walk->options;

    return entry->type == DT_DIR && entry->depth < options->max_depth &&
           (options->events.enter == NULL || options->events.enter(worker->context, entry));
}

/* Makes space in the path for the entry's name. */
static bool room_for(struct task *task, struct walk_entry *entry)
{
    if (entry->prefix_size + entry->name_size < task->path_room)
        return true;
    bool grown = task_path_room(task, entry->prefix_size + entry->name_size + 1);
    entry->path = task->path;
    return grown;
}

/* Handles one name. In an unordered walk it is reported at once, and recorded only if it is a directory to enter.
 * flags: RECORD_REPORT if another task is to report it. */
static int list_name(struct worker *worker, struct task *task, struct walk_entry *entry, unsigned char flags)
{
    const struct walk_state *walk = worker->walk;
    const struct walk_events *events = &walk->options->events;
    struct level *level = &task->levels[task->current];
    int result;

    if (!room_for(task, entry))
        return -ENOMEM;
    if ((entry->type == DT_UNKNOWN || entry->type == DT_LNK) && (result = settle_type(worker, entry, &flags)) != 0)
        return result;
    if (walk->ordered && events->keep != NULL && !events->keep(worker->context, entry))
        return 0;
    if (may_enter(worker, entry))
        flags |= RECORD_ENTER;
    if ((walk->ordered || (flags & (RECORD_ENTER | RECORD_REPORT))) && (result = record_add(level, entry, flags)) != 0)
        return result;
    return walk->ordered || (flags & RECORD_REPORT) ? 0 : report_entry(worker, task, entry);
}

/* True if the entries of the next portion should go to another task: workers are idle, and each entry costs a system
 * call. */
static bool gives_portion(const struct worker *worker, struct task *task)
{
    struct walk_state *walk = worker->walk;

    if (!walk->options->ask_each || walk->ordered || walk->options->threads < 2)
        return false;
    if (!walk->started)
        walk_start_threads(walk, task);
    return atomic_load(&walk->hungry) > 0;
}

/* Reports the names of a portion, or gives them to another task. */
static int list_portion(struct worker *worker, struct task *task, struct dirents *dirents, struct walk_entry *entry,
                        bool give)
{
    size_t kept = task->levels[task->current].used;
    struct dirents_name name;
    int result = 0;

    while (result == 0 && dirents_take(dirents, &name)) {
        entry->name = name.text;
        entry->name_size = name.size;
        entry->type = entry->target = name.type;
        result = list_name(worker, task, entry, give ? RECORD_REPORT : 0);
    }
    return result == 0 && give ? queue_give(task, task->current, kept) : result;
}

static int read_names(struct worker *worker, struct task *task)
{
    struct walk_entry entry = entry_in(task, task->current);
    struct dirents dirents;
    int result = 0, failure = 0;

    dirents_start(&dirents, entry.dir_fd, worker->buffer, DIRENTS_ROOM);
    for (bool first = true; failure == 0 && (result = dirents_fill(&dirents)) > 0; first = false) {
        worker->since_split += first ? 0 : DIRECTORIES_A_PORTION;
        failure = list_portion(worker, task, &dirents, &entry, !first && gives_portion(worker, task));
    }
    task->path[task->levels[task->current].dir.path_size] = '\0';
    if (failure == 0 && result < 0)
        failure = report_error(worker, task->path, -result);
    return failure;
}

static int report_listed(struct worker *worker, struct task *task)
{
    const struct walk_events *events = &worker->walk->options->events;
    struct level *level = &task->levels[task->current];

    if (events->listed == NULL)
        return 0;
    task->path[level->dir.path_size] = '\0';
    int result = events->listed(worker->context, &task->output, &level->dir, task->path);
    return result != 0 || task->output.used < FLUSH_AT ? result : queue_pass(task);
}

int list_report_all(struct worker *worker, struct task *task)
{
    struct level *level = &task->levels[task->current];
    struct walk_entry entry = entry_in(task, task->current);
    struct record record;
    int result = 0;

    path_to_prefix(task, level);
    entry.dir_fd = fds_of(task, task->current);
    for (level->at = 0; result == 0 && level->at < level->used;) {
        entry.name = record_take(level, &record);
        entry.name_size = record.size;
        if (!room_for(task, &entry))
            return -ENOMEM;
        entry.type = record.type;
        entry.target = record.target;
        result = report_entry(worker, task, &entry);
    }
    return result != 0 ? result : report_listed(worker, task);
}

/* Drops all records except directories to enter. */
static void keep_directories(struct level *level)
{
    size_t kept = 0;

    for (size_t at = 0; at < level->used;) {
        struct record record;
        memcpy(&record, level->records + at, sizeof record);
        size_t size = sizeof record + record.size + 1;
        if (record.flags & RECORD_ENTER) {
            memmove(level->records + kept, level->records + at, size);
            kept += size;
        }
        at += size;
    }
    level->at = 0;
    level->used = kept;
}

int list_directory(struct worker *worker, struct task *task)
{
    const struct walk_options *options = worker->walk->options;
    struct level *level = &task->levels[task->current];
    int result = read_names(worker, task);

    if (result != 0)
        return result;
    if (!worker->walk->ordered) {
        result = report_listed(worker, task);
    } else {
        if (options->sort && !records_sort(worker, task))
            return -ENOMEM;
        if (options->whole && !options->bottom_up) {
            result = list_report_all(worker, task);
            keep_directories(level);
        }
    }
    path_to_prefix(task, level);
    return result;
}
