/* SPDX-License-Identifier: MIT */
/* The open directories of a task. Only some levels keep a descriptor. When too many are open, the one nearest to the
 * top is closed first, because it is needed last. It is opened again through ".." from below or by name from above, and
 * used only if device and inode number are unchanged. */
#include "os/walk/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/beneath.h"
#include "os/retry.h"

enum { OPEN_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC };

static int identity(int fd, struct walk_dir *dir)
{
    struct stat status;
    int result = OS_RETRY(fstat(fd, &status));

    if (result < 0)
        return result;
    dir->dev = status.st_dev;
    dir->ino = status.st_ino;
    dir->identified = true;
    return 0;
}

int fds_identify(struct level *level)
{
    return level->dir.identified || level->dir.fd < 0 ? 0 : identity(level->dir.fd, &level->dir);
}

static void identify_by(int fd, struct walk_dir *dir)
{
    if (!dir->identified)
        identity(fd, dir);
}

static bool is_same(int fd, const struct walk_dir *dir)
{
    struct walk_dir found = {0};

    return !dir->identified || (identity(fd, &found) == 0 && found.dev == dir->dev && found.ino == dir->ino);
}

void fds_close(struct task *task, size_t index)
{
    struct walk_dir *dir = &task->levels[index].dir;

    if (index == 0 || dir->fd < 0)
        return;
    close(dir->fd);
    dir->fd = -1;
    task->open_count--;
}

/* Closes the open directory nearest to the top, except `keep`, if its identity is known, so that it can be opened
 * again. */
static bool close_uppermost(struct task *task, size_t keep)
{
    for (size_t i = task->oldest; i <= task->current; i++) {
        struct level *level = &task->levels[i];
        if (level->dir.fd < 0 || i == keep || fds_identify(level) < 0)
            continue;
        fds_close(task, i);
        task->oldest = i;
        return true;
    }
    return false;
}

int fds_open(struct task *task, int dir_fd, const char *name, bool follow, size_t keep)
{
    for (;;) {
        int fd = OS_RETRY(openat(dir_fd, name, OPEN_FLAGS | (follow ? 0 : O_NOFOLLOW)));
        if (fd != -EMFILE || !close_uppermost(task, keep))
            return fd;
    }
}

/* Opens the directory name in dir_fd without following a symbolic link. *crossed is set if another file system is
 * mounted there, or if that is unknown. Returns the descriptor or -errno. */
int fds_open_below(struct task *task, int dir_fd, const char *name, bool *crossed)
{
    struct walk_state *walk = task->walk;
    bool unknown = atomic_load_explicit(&walk->no_openat2, memory_order_relaxed);
    int fd;

    do
        fd = unknown ? -ENOSYS : os_openat2(dir_fd, name, OPEN_FLAGS | O_NOFOLLOW, RESOLVE_NO_MOUNTS);
    while (fd == -EMFILE && close_uppermost(task, task->current));
    if (fd >= 0 || fd == -ENOENT || fd == -EACCES || fd == -ENOTDIR || fd == -ELOOP || fd == -EMFILE)
        return fd;
    if (is_refused(fd) || fd == -EINVAL)
        atomic_store(&walk->no_openat2, true);
    *crossed = true;
    return fds_open(task, dir_fd, name, false, task->current);
}

void fds_adopt(struct task *task, size_t index, int fd)
{
    task->levels[index].dir.fd = fd;
    task->open_count++;
    if (index < task->oldest)
        task->oldest = index;
    while (task->open_count > task->walk->fd_cap && close_uppermost(task, index))
        continue;
}

/* Opens a path that is too long for one system call, component by component. */
static int open_long(struct task *task, const char *path, bool follow)
{
    enum { PIECE = 2048 };
    int fd = task->walk->options->dir_fd;
    bool own = false;

    for (size_t left = strlen(path); left > 0;) {
        char piece[PIECE + 1];
        size_t size = left < PIECE ? left : PIECE;
        while (size > 0 && size < left && path[size - 1] != '/')
            size--;
        memcpy(piece, path, size);
        piece[size] = '\0';
        int next = size > 0 ? fds_open(task, fd, piece, size < left || follow, 0) : -ENAMETOOLONG;
        if (own)
            close(fd);
        if (next < 0)
            return next;
        fd = next;
        own = true;
        path += size;
        left -= size;
    }
    return fd;
}

int fds_open_top(struct task *task, const char *top)
{
    const struct walk_options *options = task->walk->options;
    int fd = fds_open(task, options->dir_fd, top, !options->keep_top_links, 0);

    return fd == -ENAMETOOLONG && strlen(top) >= PATH_MAX ? open_long(task, top, !options->keep_top_links) : fd;
}

/* Opens the directory of level index by its name below fd, the directory of level index - 1. */
static int open_level(struct task *task, int fd, size_t index)
{
    char *end = task->path + task->levels[index].dir.path_size, kept = *end;
    const char *name = task->path + task->levels[index - 1].prefix_size;

    *end = '\0';
    fd = index == 1 ? fds_open_top(task, name) : fds_open(task, fd, name, task->walk->options->follow, index);
    *end = kept;
    return fd;
}

static int open_by_name(struct task *task, size_t index)
{
    size_t from = index - 1;

    while (from > 0 && task->levels[from].dir.fd < 0)
        from--;
    int fd = from > 0 ? task->levels[from].dir.fd : task->walk->options->dir_fd;
    bool own = false;
    for (size_t i = from + 1; i <= index; i++) {
        int next = open_level(task, fd, i);
        if (own)
            close(fd);
        if (next < 0)
            return next;
        fd = next;
        own = true;
    }
    if (is_same(fd, &task->levels[index].dir))
        return fd;
    close(fd);
    return -ENOENT;
}

int fds_of(struct task *task, size_t index)
{
    if (index == 0)
        return task->walk->options->dir_fd;
    if (task->levels[index].dir.fd >= 0)
        return task->levels[index].dir.fd;
    int fd = open_by_name(task, index);
    if (fd >= 0)
        fds_adopt(task, index, fd);
    return fd;
}

/* Opens the directory `up` levels above fd through "..". */
static int open_above(struct task *task, int fd, size_t up)
{
    enum { AT_ONCE = 1000 };
    char dots[AT_ONCE * 3 + 1];
    int above = fd;

    while (up > 0) {
        size_t count = up < AT_ONCE ? up : AT_ONCE;
        for (size_t i = 0; i < count; i++)
            memcpy(dots + 3 * i, "../", 3);
        dots[3 * count] = '\0';
        int next = fds_open(task, above, dots, true, task->current);
        if (above != fd)
            close(above);
        if (next < 0)
            return next;
        above = next;
        up -= count;
    }
    return above;
}

/* Records the identity of the directories above the current one, going up from its parent through "..". */
void fds_identify_upper(struct task *task)
{
    size_t last = 1;
    int fd = task->levels[task->current].dir.fd;

    while (last < task->current && task->levels[last].dir.identified)
        last++;
    for (size_t index = task->current; index-- > last;) {
        int above = fds_open(task, fd, "..", true, task->current);
        if (index + 1 < task->current)
            close(fd);
        if ((fd = above) < 0)
            return;
        identify_by(fd, &task->levels[index].dir);
    }
    if (last < task->current)
        close(fd);
}

/* The nearest level above the current one that will need its descriptor; 0: none. */
static size_t next_wanted(const struct task *task)
{
    size_t index = task->current - 1;

    if (task->walk->options->bottom_up)
        return index;
    while (index > 0 && task_exhausted(task, index))
        index--;
    return index;
}

void fds_pop(struct task *task)
{
    int fd = task->levels[task->current].dir.fd;
    size_t wanted = fd >= 0 ? next_wanted(task) : 0;

    if (wanted > 0 && task->levels[wanted].dir.fd < 0 && task->levels[wanted].dir.identified) {
        int above = open_above(task, fd, task->current - wanted);
        if (above >= 0 && is_same(above, &task->levels[wanted].dir))
            fds_adopt(task, wanted, above);
        else if (above >= 0)
            close(above);
    }
    fds_close(task, task->current);
    task->current--;
}

static void close_above(struct task *task, size_t index)
{
    for (; task->oldest < index; task->oldest++) {
        fds_identify(&task->levels[task->oldest]);
        fds_close(task, task->oldest);
    }
}

void fds_close_upper(struct task *task)
{
    close_above(task, task->current);
}

void fds_close_all(struct task *task)
{
    close_above(task, task->current + 1);
    task->oldest = 1;
}
