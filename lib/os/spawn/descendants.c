/* SPDX-License-Identifier: MIT */
/* The processes that descend from this one. */
#include "os/spawn/descendants.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/io.h"
#include "os/retry.h"
#include "os/spawn/wait.h"

struct process {
    pid_t pid, parent;
    bool descends;
};

struct processes {
    struct process *items;
    size_t count, room;
};

int descendants_adopt(void)
{
    return OS_CALL(prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL));
}

/* The number that text begins with; 0 where it is none. */
static pid_t read_pid(const char *text)
{
    long value = 0;

    for (; *text >= '0' && *text <= '9' && value < 1L << 24; text++)
        value = value * 10 + (*text - '0');
    return *text == '\0' || *text == ' ' ? (pid_t)value : 0;
}

/* The parent of a living process: from "PID (name) S PPID", where the name may hold anything. 0 where it is gone or a
 * zombie. */
static pid_t parent_of(int proc, const char *pid)
{
    char path[32] = "", text[512];

    strncat(path, pid, sizeof path - sizeof "/stat");
    strcat(path, "/stat");
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t size = os_read_all(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = '\0';
    const char *end = strrchr(text, ')');
    if (end == NULL || strlen(end) < 5 || end[2] == 'Z' || end[2] == 'X')
        return 0;
    return read_pid(end + 4);
}

static int add(struct processes *processes, pid_t pid, pid_t parent)
{
    if (processes->count == processes->room) {
        size_t room = processes->room * 2 + 256;
        struct process *items = realloc(processes->items, room * sizeof *items);
        if (items == NULL)
            return -ENOMEM;
        processes->items = items;
        processes->room = room;
    }
    processes->items[processes->count++] = (struct process){pid, parent, false};
    return 0;
}

static int list(DIR *proc, struct processes *processes)
{
    int result = 0;

    for (struct dirent *entry; result == 0 && (entry = readdir(proc)) != NULL;) {
        pid_t pid = read_pid(entry->d_name), parent = pid > 0 ? parent_of(dirfd(proc), entry->d_name) : 0;
        if (parent > 0)
            result = add(processes, pid, parent);
    }
    return result;
}

static int by_pid(const void *left, const void *right)
{
    const struct process *a = left, *b = right;

    return (a->pid > b->pid) - (a->pid < b->pid);
}

/* The processes are in the order of their pids, as /proc lists them. */
static bool descends(const struct processes *processes, pid_t pid, pid_t root)
{
    const struct process *found = bsearch(&(struct process){.pid = pid}, processes->items, processes->count,
                                          sizeof *found, by_pid);

    return pid == root || (found != NULL && found->descends);
}

/* A child may be listed before its parent, so this goes on until nothing is found any more. */
static void mark(struct processes *processes, pid_t root)
{
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < processes->count; i++) {
            struct process *process = &processes->items[i];
            if (!process->descends && descends(processes, process->parent, root))
                found = process->descends = true;
        }
    }
}

/* Signals one by its pidfd where it still is what was listed: its parent is the same, or has died and left it to us. */
static void signal_one(int proc, const struct process *process, int number, pid_t root)
{
    char name[16];
    int pidfd = pidfd_of(process->pid, 0);

    put_decimal(name, (unsigned)process->pid);
    pid_t parent = parent_of(proc, name);
    if (parent == process->parent || parent == root) {
        if (pidfd >= 0)
            pidfd_signal(pidfd, number);
        else if (pidfd == -ENOSYS)
            kill(process->pid, number);
    }
    if (pidfd >= 0)
        close(pidfd);
}

int descendants_signal(int number)
{
    struct processes processes = {0};
    pid_t root = getpid();
    DIR *proc = opendir("/proc");
    int count = 0;

    if (proc == NULL)
        return -errno;
    int result = list(proc, &processes);
    mark(&processes, root);
    for (size_t i = 0; i < processes.count; i++)
        if (processes.items[i].descends) {
            signal_one(dirfd(proc), &processes.items[i], number, root);
            count++;
        }
    closedir(proc);
    free(processes.items);
    return result < 0 ? result : count;
}
