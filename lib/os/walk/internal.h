/* SPDX-License-Identifier: MIT */
/* Types and functions that the files of the walk engine share:
 *
 *     walk.c   starts and ends the walk: workers, threads, callbacks
 *     task.c   one task going through its directories: enter, list, leave
 *     fds.c    which directories a task keeps open, and how it opens one again
 *     list.c   the entries of a directory that are kept as records
 *     sort.c   the order of those records
 *     queue.c  tasks shared among workers, output in order
 *
 * A task is a part of the walk: a stack of levels, each a directory with the records of entries that are still to be
 * visited. A worker runs one task at a time. When another worker is idle ("hungry"), the running one splits its task:
 * the second half of the records of one level, and all records of the levels above it, become a new task. These are the
 * last entries that the old task would have visited, so the list of tasks is in output order, and an ordered walk needs
 * nothing else. In an unordered walk with ask_each, the reader of a large directory also gives away whole buffers of
 * entries. */
#ifndef XOS_OS_WALK_INTERNAL_H
#define XOS_OS_WALK_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "os/lock.h"
#include "os/walk/dirents.h"
#include "os/walk/walk.h"

enum {
    FLUSH_AT = 64 * 1024,      /* bytes of output that are collected before they are written */
    OUTPUT_AHEAD = 512 * 1024, /* bytes of output that a task may hold back before its turn to write */
    DIRENTS_ROOM = 64 * 1024,  /* bytes of the buffer for getdents64 */
    NAME_ROOM_AHEAD = 1024,    /* bytes reserved after a directory's path for a name */
    TASK_DONE = 2,             /* results of task_step besides 0, WALK_STOP and -errno */
    TASK_SUSPENDED = 3,
};

/* An entry that is kept: this header, the name, a NUL byte. */
struct record {
    uint16_t size; /* bytes of the name */
    unsigned char type, target, flags;
};
enum {
    RECORD_ENTER = 1,  /* a directory to enter */
    RECORD_LINK = 2,   /* reached through a symbolic link */
    RECORD_REPORT = 4, /* not reported yet: the task that takes the record reports it */
};

/* One directory of the path to the current one. Level 0 is the list of tops: its `at` and `used` count tops, not bytes.
 */
struct level {
    struct walk_dir dir; /* must be the first member: walk_above casts it back to a level */
    size_t prefix_size;  /* path_size plus the slash */
    char *records;
    size_t at, used, room;      /* bytes read, filled in and allocated in records */
    unsigned char type, target; /* of this directory as an entry of its parent */
    bool check_loop; /* compare it with the directories above it: it or one above it was reached by a symbolic link, or
                      * is mounted from a file system that a directory above it is on */
};

/* How the walk ends early. STOP_WRITING: a callback returned WALK_STOP; output that is held back is still written.
 * STOP_AT_ONCE: something failed; nothing more is written. */
enum stop_how { STOP_NOT, STOP_WRITING, STOP_AT_ONCE };

enum task_state { TASK_READY, TASK_RUNNING, TASK_FINISHED };

struct task {
    struct walk_state *walk;
    struct level *levels;
    size_t level_room, current; /* levels allocated; index of the current one */
    size_t base;                /* the task ends when it leaves this level */
    bool given; /* the rest of level base and of those above it belongs to another task, which also leaves them */
    char *path;
    size_t path_room;
    char *spare; /* a record buffer kept for the next level that needs one */
    size_t spare_room;
    size_t open_count, oldest; /* levels whose descriptor this task owns; none of them is below index oldest */
    size_t hint;               /* no level with a lower index has records left */
    struct walk_output output;
    struct task *next; /* the next task in output order */
    enum task_state state;
    bool suspended;   /* it holds back much output, and waits for its turn to write */
    atomic_bool head; /* it is first in output order: it may write */
};

struct worker {
    struct walk_state *walk;
    void *context;
    char *buffer;
    unsigned since_split; /* directories entered since the last split; a large one counts once per portion */
    pthread_t thread;
};

struct walk_state {
    const struct walk_options *options;
    bool ordered;
    bool interleaved; /* ordered, and not `whole`: a directory's contents come between the entries of its parent */
    bool identify;
    atomic_bool no_openat2; /* openat2(2) is missing or denied, so that any directory may be a mount point */
    size_t fd_cap;          /* descriptors that a task may keep open */
    struct lock lock;       /* protects the task list and the members that follow */
    struct condition wake;
    struct task *tasks;
    size_t task_count;
    unsigned waiting;
    int result;         /* the result that ended the walk early */
    atomic_uint hungry; /* idle workers for which no task is ready */
    atomic_int stop;    /* enum stop_how */
    struct lock write_lock;
    struct worker *workers;
    unsigned worker_count; /* running, including the calling thread */
    bool started;          /* threads were started, or could not be */
};

/* walk.c */
void walk_end(struct walk_state *walk, int result); /* stops all workers; result is what walk() returns */
void walk_start_threads(struct walk_state *walk, struct task *task);

/* task.c */
struct task *task_new(struct walk_state *walk);
void task_free(struct task *task);
bool task_path_room(struct task *task, size_t size);
bool task_level_room(struct task *task, size_t index);
bool task_exhausted(const struct task *task, size_t index);
int task_step(struct worker *worker, struct task *task); /* 0: call it again; TASK_DONE; WALK_STOP; -errno */

/* list.c */
int list_directory(struct worker *worker, struct task *task);
void path_to_prefix(struct task *task, const struct level *level); /* adds a slash to the directory's path */
int list_report_all(struct worker *worker, struct task *task);
int report_error(struct worker *worker, const char *path, int errnum);
int report_entry(struct worker *worker, struct task *task, const struct walk_entry *entry);
struct walk_entry entry_in(const struct task *task, size_t parent);
const char *record_take(struct level *level, struct record *record);
bool records_sort(struct worker *worker, struct task *task);

/* fds.c */
int fds_open(struct task *task, int dir_fd, const char *name, bool follow, size_t keep);
int fds_open_below(struct task *task, int dir_fd, const char *name, bool *crossed);
void fds_identify_upper(struct task *task);
int fds_open_top(struct task *task, const char *top);
int fds_of(struct task *task, size_t index);
void fds_adopt(struct task *task, size_t index, int fd);
void fds_close(struct task *task, size_t index);
void fds_close_upper(struct task *task); /* closes all but the current level's */
void fds_close_all(struct task *task);
void fds_pop(struct task *task);
int fds_identify(struct level *level);

/* queue.c */
struct task *queue_take(struct walk_state *walk);
void queue_add_first(struct walk_state *walk, struct task *task);
void queue_done(struct task *task);
int queue_suspend(struct task *task);                           /* TASK_SUSPENDED, or 0 if it may write now */
int queue_split(struct task *task);                             /* 0 or -errno */
int queue_give(struct task *task, size_t index, size_t middle); /* splits at record `middle` of level index */
bool queue_can_split(struct task *task);
int queue_pass(struct task *task); /* writes the output if the task may write now */

#endif
