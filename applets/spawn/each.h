/* SPDX-License-Identifier: MIT */
/* xspawn --each: runs one program for each of many items. Each file uses only those above it:
 *
 *     pool.c       struct job, which is reused
 *     batch.c      counts, failures, when to stop, the progress line
 *     joblog.c     outcomes in a file, and the runs that an earlier batch has finished
 *     output.c     writes outputs to standard output and error, run by run
 *     late.c       outputs of processes that a run left behind
 *     prepare.c    a run's arguments, environment and steps
 *     jobs.c       the current runs
 *     throttle.c   when another run may start
 *     feed.c       groups items into runs
 *     setup.c      what a batch needs before its first run
 *     each.c       the loop */
#ifndef XOS_SPAWN_EACH_H
#define XOS_SPAWN_EACH_H

#include "spawn/spool.h"
#include "spawn/template.h"
#include "spawn/xspawn.h"
#include "value/items.h"

enum { JOBS_MOST = 4096 };

/* The report of a run's own supervisor, in shared memory. */
struct job_result {
    struct supervise run;
    struct spawn_failure failure;
    bool failed; /* the program could not be started */
};

/* One run, from its start until its output is written. */
struct job {
    struct job *before, *after; /* in the list of those under way */
    struct job *next;           /* in the order of the items, then in the queue of outputs; or of unused ones */
    pid_t pid;                  /* 0 after it has ended */
    pid_t started_pid;          /* the same, kept for the log */
    size_t number, slot, attempt;
    int64_t started_ns;
    struct arena arena; /* its items and arguments; begins with memory */
    const char *item;   /* the first of its items */
    struct spawn spawn;
    struct spawn_step *steps; /* step_count of them, and one to set RLIMIT_NOFILE back */
    size_t step_count;
    int pipes[2]; /* read ends of its standard output and error; -1: at the end */
    int polls[2]; /* their indices in each->polls */
    struct spool spools[2];
    bool logged;               /* it could not be started, which was logged */
    bool complete;             /* ended, and no process holds its pipes */
    struct job_result *result; /* its result if it has its own supervisor; else NULL */
    int status;                /* wait status */
    struct rusage usage;
    int64_t wall_ns;
    int exit;      /* the exit status that it counts as */
    int lost;      /* errno of output that was lost; 0 */
    bool tag_next; /* the next byte of output begins a line */
    char memory[1024];
};

/* --halt: when to start no more runs. */
struct halt {
    bool now; /* also end running programs */
    enum halt_count { HALT_NEVER, HALT_FAIL, HALT_SUCCESS, HALT_DONE } counts;
    size_t limit;
    bool percent; /* limit is a percentage of the runs that have ended, once there are three */
};

/* What an earlier batch has logged about a run. */
struct logged {
    bool known, finished;
    int exit;
    uint64_t item; /* hash of the item */
};

struct each {
    struct xspawn *xspawn;
    struct call *call;

    /* The items of the next run. */
    struct item_reader items;
    struct words words; /* those after ":::"; else NULL */
    size_t word_at;
    struct template template;
    struct word *batch;
    size_t batch_count, batch_capacity, batch_bytes;
    bool waits; /* the batch may not start before next_start_ns */

    /* Runs. */
    size_t jobs; /* maximum of simultaneous runs */
    struct job *live, **slots, *unused, *postponed;
    struct job *spare; /* its arena gets the next items */
    size_t slot_count;
    int64_t retry_ns; /* when to start the postponed run again */
    unsigned tries;
    uint64_t load;       /* --load in 65536ths; 0 */
    struct rlimit files; /* the programs' RLIMIT_NOFILE, if it was raised here */
    bool files_raised;
    bool placed_paths;  /* a step's path has a placeholder */
    char **environment; /* with the number of the run as its first entry */
    size_t environment_count;
    char number_entry[48];

    /* Outputs. */
    bool piped;
    struct spill spill;
    struct job *order, **order_end; /* --keep-order's, in the order of the items */
    struct job *queue, **queue_end; /* complete outputs, to be written */
    size_t kept_bytes, queued;
    int stream;        /* stream of the first one in the queue: 0 standard output, 1 standard error */
    struct word piece; /* its part that is being written */
    char *room;        /* SPOOL_EXTENT bytes for it */
    char *tagged;      /* the piece with tags */
    size_t tagged_capacity;
    int dead[2];         /* errno of a stream that cannot be written to any more */
    int results;         /* --results' folder; -1 */
    struct pollfd *late; /* pipes of processes that ended runs left behind; revents is the stream */
    size_t late_count;

    /* Log. */
    int joblog; /* -1: none */
    struct logged *logged;
    size_t logged_count;

    /* Counts. */
    size_t started, running, finished, failed, first_failed, skipped, total;
    int status; /* of the first failed run in the order of the items */
    struct halt halt;
    bool halted, exhausted;
    bool reaped;     /* a child has ended in this turn of the loop */
    int interrupted; /* the signal that ended the batch; 0 */

    int signals; /* a signalfd */
    sigset_t old;
    struct pollfd *polls;
    size_t poll_capacity;
    int64_t begun_ns, shown_ns, kill_ns, next_start_ns, checked_ns, reader_ns;
    bool shows;     /* progress */
    bool unwatched; /* poll(2) does not report when standard output's reader leaves */
};

/* pool.c */
struct job *pool_take(struct each *each);
void pool_unlink(struct each *each, struct job *job);
void pool_release(struct each *each, struct job *job);
void pool_end(struct each *each);

/* batch.c */
int batch_halt_read(struct each *each);
void batch_tell(struct each *each, const struct fail *fail);
void batch_error(struct each *each, size_t number, int errnum, const char *what, int status);
void batch_count(struct each *each, size_t number, int status);
void batch_lost(struct each *each, size_t number, int status);
void batch_show(struct each *each, bool clear);
void batch_summary(struct each *each);

/* joblog.c */
int joblog_open(struct each *each);
void joblog_write(struct each *each, struct job *job, const struct fail *fail);
int joblog_check(struct each *each, size_t number, struct word item);

/* output.c */
int output_begin(struct each *each);
void output_take(struct each *each, struct job *job, int stream);
void output_complete(struct each *each, struct job *job);
void output_write(struct each *each);
bool output_reader_left(struct each *each);
void output_drain(struct each *each, struct job *job);
void output_end(struct each *each);

/* late.c */
void late_keep(struct each *each, int pipe, int stream);
void late_hand_over(struct each *each);

/* prepare.c */
bool has_placed_path(const struct spawn_step *step);
int prepare_environment(struct each *each);
int prepare_run(struct each *each, struct job *job, struct fail *fail);

/* jobs.c */
int jobs_begin(struct each *each);
struct arena *jobs_arena(struct each *each);
bool jobs_free(const struct each *each);
void jobs_start(struct each *each);
void jobs_retry(struct each *each);
void jobs_drop(struct each *each);
void jobs_finish(struct each *each, pid_t pid, int status, const struct rusage *usage);
void jobs_signal(const struct each *each, int number, int64_t since_ns);
void jobs_close(struct each *each);
void jobs_end(struct each *each);

/* throttle.c */
int throttle_check(struct each *each);
bool throttle_waits(struct each *each);

/* feed.c */
int feed_start(struct each *each);

/* setup.c */
int each_begin(struct each *each);

#endif
