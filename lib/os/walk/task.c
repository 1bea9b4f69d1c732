/* SPDX-License-Identifier: MIT */
/* A task going through its directories: entering, listing and leaving them. */
#include "os/walk/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { SMALL_LEVELS = 16 };

struct task *task_new(struct walk_state *walk)
{
    struct task *task = calloc(1, sizeof *task);

    if (task == NULL)
        return NULL;
    task->walk = walk;
    task->oldest = 1;
    if (task_level_room(task, SMALL_LEVELS - 1) && task_path_room(task, NAME_ROOM_AHEAD))
        return task;
    task_free(task);
    return NULL;
}

void task_free(struct task *task)
{
    for (size_t i = 1; i < task->level_room; i++)
        free(task->levels[i].records);
    free(task->levels);
    free(task->path);
    free(task->spare);
    free(task->output.data);
    free(task);
}

bool task_path_room(struct task *task, size_t size)
{
    if (size <= task->path_room)
        return true;
    size_t room = size + size / 2 + NAME_ROOM_AHEAD;
    char *grown = realloc(task->path, room);
    if (grown == NULL)
        return false;
    task->path = grown;
    task->path_room = room;
    return true;
}

bool task_level_room(struct task *task, size_t index)
{
    if (index < task->level_room)
        return true;
    size_t room = index + index / 2 + SMALL_LEVELS;
    struct level *grown = realloc(task->levels, room * sizeof *grown);
    if (grown == NULL)
        return false;
    memset(grown + task->level_room, 0, (room - task->level_room) * sizeof *grown);
    task->levels = grown;
    task->level_room = room;
    return true;
}

bool task_exhausted(const struct task *task, size_t index)
{
    return task->levels[index].at == task->levels[index].used;
}

/* Passes the record buffer of a level that no longer needs it to the next level that needs one. */
static void release_records(struct task *task, struct level *level)
{
    if (level->records == NULL)
        return;
    if (level->room > task->spare_room) {
        char *swap = task->spare;
        size_t room = task->spare_room;
        task->spare = level->records;
        task->spare_room = level->room;
        level->records = swap;
        level->room = room;
    }
    free(level->records);
    level->records = NULL;
    level->room = level->at = level->used = 0;
}

static void take_spare(struct task *task, struct level *level)
{
    enum { KEEP = 64 * 1024 }; /* a larger buffer would be wasted on small directories */

    if (level->records != NULL || task->spare == NULL)
        return;
    if (task->spare_room > KEEP)
        free(task->spare);
    else {
        level->records = task->spare;
        level->room = task->spare_room;
    }
    task->spare = NULL;
    task->spare_room = 0;
}

/* Makes fd the current level: the directory whose path is the first path_size bytes of task->path. */
static int push(struct task *task, int fd, size_t path_size, const struct walk_entry *entry, bool check_loop)
{
    size_t index = task->current + 1;

    if (!task_level_room(task, index) || !task_path_room(task, path_size + NAME_ROOM_AHEAD)) {
        close(fd);
        return -ENOMEM;
    }
    struct level *level = &task->levels[index], *parent = level - 1;
    bool slash = path_size > 0 && task->path[path_size - 1] == '/';
    level->dir = (struct walk_dir){.fd = -1,
                                   .depth = parent->dir.depth + 1,
                                   .path_size = path_size,
                                   .data = parent->dir.data,
                                   .last = entry->last};
    level->prefix_size = path_size + !slash;
    level->at = level->used = 0;
    level->type = entry->type;
    level->target = entry->target;
    level->check_loop = check_loop;
    take_spare(task, level);
    task->current = index;
    fds_adopt(task, index, fd);
    return 0;
}

/* True if the current directory is one of those above it. */
static bool is_loop(const struct task *task)
{
    const struct level *level = &task->levels[task->current];

    if (!level->check_loop)
        return false;
    for (size_t i = task->current - 1; i > 0; i--)
        if (task->levels[i].dir.ino == level->dir.ino && task->levels[i].dir.dev == level->dir.dev)
            return true;
    return false;
}

/* The current directory is a mount point. It can be a directory above it, or contain one, only if one of them is on the
 * same file system; then it and all directories below it are compared with those above. */
static void cross_mount(struct task *task)
{
    struct level *level = &task->levels[task->current];

    fds_identify(level);
    fds_identify_upper(task);
    for (size_t i = task->current - 1; i > 0 && !level->check_loop; i--)
        level->check_loop = task->levels[i].dir.dev == level->dir.dev;
}

/* Reports the current level's directory as an entry of its parent, after its contents (bottom_up). */
static int report_left(struct worker *worker, struct task *task)
{
    size_t index = task->current + 1;
    struct level *level = &task->levels[index], *parent = level - 1;
    struct walk_entry entry = entry_in(task, task->current);

    task->path[level->dir.path_size] = '\0';
    entry.dir_fd = fds_of(task, task->current);
    entry.name = task->path + parent->prefix_size;
    entry.name_size = level->dir.path_size - parent->prefix_size;
    entry.type = level->type;
    entry.target = level->target;
    entry.last = level->dir.last;
    return report_entry(worker, task, &entry);
}

static bool reports_left(const struct worker *worker, const struct task *task)
{
    return worker->walk->options->bottom_up && (task->current == 0 || worker->walk->interleaved);
}

/* Starts reading the current level's directory, which was just opened, unless it is a loop or on another file system.
 */
static int begin(struct worker *worker, struct task *task)
{
    const struct walk_options *options = worker->walk->options;
    struct level *level = &task->levels[task->current];
    int result = worker->walk->identify || level->check_loop ? fds_identify(level) : 0;

    task->path[level->dir.path_size] = '\0';
    if (result < 0)
        return report_error(worker, task->path, -result);
    if (options->one_file_system && level->dir.dev != task->levels[1].dir.dev)
        return 0;
    if (is_loop(task))
        return report_error(worker, task->path, ELOOP);
    worker->since_split++;
    if (options->events.opened != NULL)
        result = options->events.opened(worker->context, &level->dir, task->path);
    path_to_prefix(task, level);
    return result != 0 ? result : list_directory(worker, task);
}

/* How a directory was reached. */
struct way {
    bool check_loop; /* it, or a directory above it, was reached through a symbolic link */
    bool crossed;    /* it is a mount point, or may be one */
};

/* Enters the directory of entry, whose name is already in task->path. fd: its descriptor, or the -errno of opening it.
 */
static int enter(struct worker *worker, struct task *task, const struct walk_entry *entry, int fd, struct way way)
{
    size_t parent = task->current, path_size = entry->prefix_size + entry->name_size;

    if (fd < 0) {
        task->path[path_size] = '\0';
        int result = report_error(worker, task->path, -fd);
        if (result == 0 && reports_left(worker, task))
            result = report_entry(worker, task, entry);
        return result;
    }
    int result = push(task, fd, path_size, entry, way.check_loop);
    if (result == 0 && way.crossed)
        cross_mount(task);
    if (result == 0 && parent > 0 && task_exhausted(task, parent) && !worker->walk->options->bottom_up) {
        if (worker->walk->identify || task->levels[parent].check_loop)
            fds_identify(&task->levels[parent]);
        fds_close(task, parent);
        release_records(task, &task->levels[parent]);
    }
    return result != 0 ? result : begin(worker, task);
}

/* Skips the remaining entries of a directory that cannot be opened again, and reports the error. */
static int skip_lost(struct worker *worker, struct task *task, int errnum)
{
    struct level *level = &task->levels[task->current];

    level->at = level->used;
    task->path[level->dir.path_size] = '\0';
    return report_error(worker, task->path, errnum);
}

static int next_record(struct worker *worker, struct task *task)
{
    const struct walk_state *walk = worker->walk;
    struct level *level = &task->levels[task->current];
    int dir_fd = fds_of(task, task->current);
    struct record record;

    if (dir_fd < 0)
        return skip_lost(worker, task, -dir_fd);
    const char *name = record_take(level, &record);
    if (!task_path_room(task, level->prefix_size + record.size + 1))
        return -ENOMEM;
    struct walk_entry entry = entry_in(task, task->current);
    entry.name = memcpy(task->path + level->prefix_size, name, (size_t)record.size + 1);
    entry.name_size = record.size;
    entry.type = record.type;
    entry.target = record.target;
    entry.last = task_exhausted(task, task->current) && !(task->given && task->current == task->base);
    bool enters = record.flags & RECORD_ENTER;
    if ((record.flags & RECORD_REPORT) || (walk->interleaved && !(enters && walk->options->bottom_up))) {
        int result = report_entry(worker, task, &entry);
        if (result != 0)
            return result;
    }
    if (!enters)
        return 0;
    bool link = record.flags & RECORD_LINK;
    struct way way = {.check_loop = link || level->check_loop};
    int fd = link ? fds_open(task, dir_fd, entry.name, true, task->current)
                  : fds_open_below(task, dir_fd, entry.name, &way.crossed);
    return enter(worker, task, &entry, fd, way);
}

/* The type of a top that could not be opened as a directory because of errnum. Returns -errno if it does not exist, or
 * if the walk accepts directories only (whole). */
static int top_type(const struct walk_options *options, const char *top, int errnum)
{
    int type = options->keep_top_links ? -ENOENT : dirents_type(options->dir_fd, top, true);

    if (type == -ENOENT || type == -ELOOP)
        type = dirents_type(options->dir_fd, top, false);
    return type >= 0 && type != DT_DIR && options->whole && !options->keep_top_links ? -errnum : type;
}

static int next_top(struct worker *worker, struct task *task)
{
    const struct walk_options *options = worker->walk->options;
    const char *top = options->tops[task->levels[0].at++];
    size_t size = strlen(top);
    int result = 0;

    if (!task_path_room(task, size + NAME_ROOM_AHEAD))
        return -ENOMEM;
    struct walk_entry entry = entry_in(task, 0);
    entry.name = memcpy(task->path, top, size + 1);
    entry.name_size = size;
    entry.last = true;
    entry.top = task->levels[0].at - 1;
    int fd = options->max_depth > 0 ? fds_open_top(task, top) : -ENOTDIR;
    int type = fd >= 0 ? DT_DIR : top_type(options, top, -fd);
    if (type < 0 || (options->follow && fd == -ELOOP)) /* for a loop of links, report the error and the link itself */
        result = report_error(worker, task->path, type < 0 ? -type : ELOOP);
    if (type < 0 || result != 0)
        return result;
    entry.type = entry.target = (unsigned char)type;
    bool enters = type == DT_DIR && options->max_depth > 0 &&
                  (options->events.enter == NULL || options->events.enter(worker->context, &entry));
    if (!enters && fd >= 0)
        close(fd);
    if (!enters || !options->bottom_up)
        result = report_entry(worker, task, &entry);
    if (result != 0 && enters && fd >= 0)
        close(fd);
    return result != 0 || !enters ? result : enter(worker, task, &entry, fd, (struct way){0});
}

/* Leaves the current level, whose records are used up: continues one level up, or ends the task. */
static int leave(struct worker *worker, struct task *task)
{
    const struct walk_options *options = worker->walk->options;
    bool given = task->given && task->current <= task->base;
    int result = 0;

    if (task->current > 0 && !given && options->bottom_up && options->whole)
        result = list_report_all(worker, task);
    if (task->current == task->base || result != 0) {
        fds_close_all(task);
        return result != 0 ? result : TASK_DONE;
    }
    release_records(task, &task->levels[task->current]);
    fds_pop(task);
    if (task->hint > task->current)
        task->hint = task->current;
    return reports_left(worker, task) ? report_left(worker, task) : 0;
}

int task_step(struct worker *worker, struct task *task)
{
    if (task_exhausted(task, task->current))
        return leave(worker, task);
    return task->current == 0 ? next_top(worker, task) : next_record(worker, task);
}

const struct walk_dir *walk_above(const struct walk_dir *dir, size_t depth)
{
    const struct level *level = (const void *)dir;

    return &(level - (dir->depth - depth))->dir;
}
