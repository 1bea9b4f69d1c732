/* SPDX-License-Identifier: MIT */
/* The parts of the walk engine, as they see each other.
 *
 *     walk.c        the walk as a whole: workers, threads, the calls to the caller
 *     walk_task.c   one task's way through its directories: entering, listing, leaving
 *     walk_fds.c    which directories a task keeps open, and how it opens one again
 *     walk_list.c   the entries of a directory that are kept: records, their order
 *     walk_queue.c  tasks shared among workers, output in order
 *
 * A task is a stretch of the walk: a stack of levels, each a directory with the records of entries still to come. A
 * worker runs one task at a time. When another worker is hungry, the running one splits its task: the second half of
 * the records at one level, and all of those above it, become a task of its own. In the walk's order that is the very
 * end of the task, so tasks form a list in output order, which is all that an ordered walk needs. In a walk without
 * order whose entries are work by themselves, the reader of a large directory gives away portions of it in the same
 * way. */
#ifndef XOS_OS_WALK_INTERNAL_H
#define XOS_OS_WALK_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "os/walk/dirents.h"
#include "os/walk/walk.h"

enum {
    FLUSH_AT = 64 * 1024,      /* bytes of output that are passed on together */
    OUTPUT_AHEAD = 512 * 1024, /* bytes that a task may hold before its turn to write */
    DIRENTS_ROOM = 64 * 1024,  /* of the buffer for getdents64 */
    NAME_ROOM_AHEAD = 1024,    /* room kept behind a directory's path for a name */
    TASK_DONE = 2,             /* results of a step beside 0, WALK_STOP and -errno */
    TASK_SUSPENDED = 3,
};

/* An entry that is kept: this header, the name, a NUL byte. */
struct record {
    uint16_t size; /* of the name */
    unsigned char type, target, flags;
};
enum { /* a directory to enter; one that a symbolic link leads to; an entry that another task has yet to report */
       RECORD_ENTER = 1,
       RECORD_LINK = 2,
       RECORD_REPORT = 4,
};

/* One directory on the way down. Level 0 stands for the list of tops: its `at` and `used` count tops. */
struct level {
    struct walk_dir dir; /* first: walk_above goes from one level to another by it */
    size_t prefix_size;  /* path_size and the slash */
    char *records;
    size_t at, used, room;
    unsigned char type, target; /* as an entry of its parent */
    bool check_loop; /* it or a directory above it was reached by a symbolic link, or is mounted from a file system that
                      * a directory above it is on: it may be one of those above it */
};

/* How the walk ends early: a callback said WALK_STOP, and what is held is written; or it failed, and nothing more is.
 */
enum stop_how { STOP_NOT, STOP_WRITING, STOP_AT_ONCE };

enum task_state { TASK_READY, TASK_RUNNING, TASK_OVER };

struct task {
    struct walk_state *walk;
    struct level *levels;
    size_t level_room, current;
    size_t base; /* the task is over when this level is; its own and the upper levels' ends belong to */
    bool given;  /* the task that took over their remaining records */
    char *path;
    size_t path_room;
    char *spare; /* a record buffer waiting for its next level */
    size_t spare_room;
    size_t open_count, oldest; /* levels with a descriptor of the task's own; no open one is below `oldest` */
    size_t hint;               /* no level below it has records left */
    struct walk_output output;
    struct task *next; /* in output order */
    enum task_state state;
    bool suspended;   /* it holds output until its turn comes */
    atomic_bool head; /* its output is next */
};

struct worker {
    struct walk_state *walk;
    void *context;
    char *buffer;
    unsigned since_split; /* directories entered, or portions' worth of them, since the task was last split */
    pthread_t thread;
};

struct walk_state {
    const struct walk_options *options;
    bool ordered;
    bool interleaved; /* ordered, and entries come with the contents of directories among them */
    bool identify;
    atomic_bool no_openat2; /* the system call is missing or denied: each directory may be a mount point */
    size_t fd_cap;
    pthread_mutex_t lock; /* of the task list and what follows */
    pthread_cond_t wake;
    struct task *tasks;
    size_t task_count;
    unsigned waiting;
    int result;         /* what ended the walk early */
    atomic_uint hungry; /* workers that a split would serve */
    atomic_int stop;    /* enum stop_how */
    pthread_mutex_t write_lock;
    struct worker *workers;
    unsigned worker_count; /* running, the calling thread among them */
    bool started;          /* threads have been, or cannot be */
};

/* walk.c */
void walk_end(struct walk_state *walk, int result); /* ends the walk early */
void walk_start_threads(struct walk_state *walk, struct task *task);

/* walk_task.c */
struct task *task_new(struct walk_state *walk);
void task_free(struct task *task);
bool task_path_room(struct task *task, size_t size);
bool task_level_room(struct task *task, size_t index);
bool task_exhausted(const struct task *task, size_t index);
int task_step(struct worker *worker, struct task *task); /* 0 there is more; TASK_DONE; WALK_STOP; -errno */

/* walk_list.c */
int list_directory(struct worker *worker, struct task *task);
void path_to_prefix(struct task *task, const struct level *level); /* the slash behind a directory's path */
int list_report_all(struct worker *worker, struct task *task);
int report_error(struct worker *worker, const char *path, int errnum);
int report_entry(struct worker *worker, struct task *task, const struct walk_entry *entry);
struct walk_entry entry_in(const struct task *task, size_t parent);
const char *record_take(struct level *level, struct record *record);
bool records_sort(struct worker *worker, struct task *task);

/* walk_fds.c */
int fds_open(struct task *task, int dir_fd, const char *name, bool follow, size_t keep);
int fds_open_below(struct task *task, int dir_fd, const char *name, bool *crossed);
void fds_identify_upper(struct task *task);
int fds_open_top(struct task *task, const char *top);
int fds_of(struct task *task, size_t index);
void fds_adopt(struct task *task, size_t index, int fd);
void fds_close(struct task *task, size_t index);
void fds_close_upper(struct task *task); /* all but the current level's */
void fds_close_all(struct task *task);
void fds_pop(struct task *task);
int fds_identify(struct level *level);

/* walk_queue.c */
struct task *queue_take(struct walk_state *walk);
void queue_add_first(struct walk_state *walk, struct task *task);
void queue_done(struct task *task);
int queue_suspend(struct task *task);                           /* TASK_SUSPENDED, or 0 where its turn has come */
int queue_split(struct task *task);                             /* 0 or -errno */
int queue_give(struct task *task, size_t index, size_t middle); /* the same from there on */
bool queue_can_split(struct task *task);
int queue_pass(struct task *task); /* output that has grown: written where it may be */
int queue_write(struct task *task);

#endif
