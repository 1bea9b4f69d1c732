/* SPDX-License-Identifier: MIT */
/* xspawn --each: the runs under way. */
#ifndef XOS_XSPAWN_JOBS_H
#define XOS_XSPAWN_JOBS_H

#include "spawn/xspawn.h"
#include "spawn/items.h"
#include "spawn/spool.h"

/* A place for one run at a time. */
struct job {
    pid_t pid;     /* 0: free */
    size_t number; /* of the run, from 1 */
    int64_t started_ns;
    struct arena arena; /* what the run's arguments are made of */
    const char *item;   /* the first of its items */
    struct spawn spawn;
    struct spawn_step *steps;
    int pipes[2][2]; /* of its standard output and error: both ends stay open from run to run */
    struct spool spools[2];
};

/* A run's output that waits for those before it. */
struct kept {
    bool done;
    struct spool spools[2];
};

struct each {
    struct xspawn *xspawn;
    struct call *call;
    struct items items;
    struct template template;

    struct job *jobs; /* as many as --jobs */
    size_t running;
    bool piped;          /* outputs are kept whole in spools */
    struct kept *kept;   /* a ring of window for --keep-order; NULL */
    size_t window, head; /* the number of the run whose output is next */
    int joblog;          /* -1: none */

    struct arena next; /* the items of the run to come; changes places with its place's, which is empty then */
    struct word *batch;
    size_t batch_count, batch_room, batch_bytes;

    size_t started, finished, failed, first_failed;
    int status; /* of the first failed run in the order of the items */
    bool halted, exhausted;
    int interrupted; /* the signal that ends it all; 0: none */
    int signals;     /* a signalfd */
    sigset_t old;
    int64_t begun_ns, shown_ns, kill_ns;
    bool shows; /* progress */
};

/* Makes the places. 0, or -1 with the failure recorded. */
int jobs_begin(struct each *each);

/* Starts a run of the batch in a free place. 0, or -1 with the failure to go on from told. */
void job_start(struct each *each, struct job *job);

/* Takes in that the run in job ended. */
void job_finish(struct each *each, struct job *job, int status, const struct rusage *usage);

/* Gives the places back. */
void jobs_end(struct each *each);

/* Records a failed run. */
void each_failed(struct each *each, size_t number, int status);

/* Tells a failure of xspawn's own on standard error. */
void each_tell(struct each *each, const struct fail *fail);

/* The line of progress, drawn anew or, with clear, taken away. */
void each_show(struct each *each, bool clear);

#endif
