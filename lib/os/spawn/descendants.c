/* SPDX-License-Identifier: MIT */
/* The processes that descend from this one. */
#include "os/spawn/descendants.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/decimal.h"
#include "os/retry.h"
#include "os/spawn/wait.h"

struct process {
    pid_t pid, parent;
    bool descends;
};

struct processes {
    struct process *items;
    size_t count, capacity;
};

int descendants_adopt(void)
{
    return OS_CALL(prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL));
}

bool has_children(void)
{
    siginfo_t info;

    return waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WCONTINUED | WNOHANG | WNOWAIT | __WALL) == 0;
}

/* Reads a number that ends at a blank or at the end of text; 0 if there is none. */
static pid_t read_pid(const char *text)
{
    long value = 0;

    for (; *text >= '0' && *text <= '9' && value < 1L << 24; text++)
        value = value * 10 + (*text - '0');
    return *text == '\0' || *text == ' ' ? (pid_t)value : 0;
}

/* The parent of a living process, from "PID (name) S PPID"; name may contain any byte. 0 if the process has ended. */
static pid_t parent_of(int proc, const char *pid)
{
    char path[32] = "", text[512];

    strncat(path, pid, sizeof path - sizeof "/stat");
    strcat(path, "/stat");
    contents_text(proc, path, text, sizeof text);
    const char *end = strrchr(text, ')');
    if (end == NULL || strlen(end) < 5 || end[2] == 'Z' || end[2] == 'X')
        return 0;
    return read_pid(end + 4);
}

static int add(struct processes *processes, pid_t pid, pid_t parent)
{
    if (processes->count == processes->capacity) {
        size_t capacity = processes->capacity * 2 + 256;
        struct process *items = realloc(processes->items, capacity * sizeof *items);
        if (items == NULL)
            return -ENOMEM;
        processes->items = items;
        processes->capacity = capacity;
    }
    processes->items[processes->count++] = (struct process){pid, parent, false};
    return 0;
}

/* Lists all living processes, in the order of their pids, as /proc does. */
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

/* True if pid is a child that has not ended: waitid(2) identifies children by their pids in this process's pid
 * namespace. */
static bool is_child(pid_t pid)
{
    siginfo_t info = {.si_pid = 0};

    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 && info.si_pid == 0;
}

/* The process with that pid among the first `count`, which are in the order of their pids; NULL if it is not there. */
static const struct process *find(const struct processes *processes, size_t count, pid_t pid)
{
    const struct process wanted = {.pid = pid};

    return bsearch(&wanted, processes->items, count, sizeof wanted, by_pid);
}

/* Adds the children of root, this process, that /proc does not list: hidepid hides those of other users and those that
 * may not be dumped. What a hidden process has started becomes such a child when its parent ends. */
static int add_hidden(int proc, pid_t root, struct processes *processes)
{
    char path[48] = "self/task/", text[4096];
    size_t listed = processes->count;
    int result = 0;

    put_decimal(path + strlen(path), (unsigned)root);
    strcat(path, "/children");
    contents_text(proc, path, text, sizeof text);
    for (char *at = text, *blank; result == 0 && (blank = strchr(at, ' ')) != NULL; at = blank + 1) {
        pid_t pid = read_pid(at);
        if (pid > 0 && find(processes, listed, pid) == NULL)
            result = add(processes, pid, root);
    }
    if (processes->count > listed)
        qsort(processes->items, processes->count, sizeof *processes->items, by_pid);
    return result;
}

static bool descends(const struct processes *processes, const struct process *process, pid_t root)
{
    if (process->parent == root)
        return is_child(process->pid);
    const struct process *found = find(processes, processes->count, process->parent);
    return found != NULL && found->descends;
}

/* Marks all descendants of root. A child may be listed before its parent, so repeat until no more are found. */
static void mark(struct processes *processes, pid_t root)
{
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < processes->count; i++) {
            struct process *process = &processes->items[i];
            if (!process->descends && descends(processes, process, root))
                found = process->descends = true;
        }
    }
}

/* The pid of a child is not reused before this process reaps the child. Any other pid may have been reused since it was
 * listed: signal it only if its parent is unchanged, or has ended and this process is the new parent. */
static bool signal_one(int proc, const struct process *process, int number, pid_t root)
{
    char name[16];

    if (process->parent == root)
        return kill(process->pid, number) == 0;
    int pidfd = pidfd_of(process->pid, 0);
    put_decimal(name, (unsigned)process->pid);
    pid_t parent = parent_of(proc, name);
    bool same = parent == process->parent || parent == root;
    int result = same ? process_signal(process->pid, pidfd, number) : -ESRCH;
    if (pidfd >= 0)
        close(pidfd);
    return result == 0;
}

/* Opens /proc if it shows the pid namespace of this process. */
static DIR *open_proc(pid_t self)
{
    char own[16], shown[16] = "";
    DIR *proc = opendir("/proc");

    put_decimal(own, (unsigned)self);
    if (proc != NULL && readlinkat(dirfd(proc), "self", shown, sizeof shown - 1) > 0 && strcmp(own, shown) == 0)
        return proc;
    if (proc != NULL)
        closedir(proc);
    return NULL;
}

static bool is_among(pid_t pid, const pid_t *pids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pids[i] == pid)
            return true;
    return false;
}

int descendants_signal(int number, const pid_t *except, size_t except_count)
{
    struct processes processes = {0};
    pid_t root = getpid();
    DIR *proc = open_proc(root);
    int count = 0;

    if (proc == NULL)
        return -ENOENT;
    int result = list(proc, &processes);
    if (result == 0)
        result = add_hidden(dirfd(proc), root, &processes);
    mark(&processes, root);
    for (size_t i = 0; i < processes.count; i++) {
        const struct process *process = &processes.items[i];
        if (!process->descends || is_among(process->pid, except, except_count))
            continue;
        count += signal_one(dirfd(proc), process, number, root);
        if (number != SIGKILL)
            signal_one(dirfd(proc), process, SIGCONT, root);
    }
    closedir(proc);
    free(processes.items);
    return result < 0 ? result : count;
}
