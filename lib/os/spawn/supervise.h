/* SPDX-License-Identifier: MIT */
/* Staying with a child from its start to its end: signals handed on, stops and continues noted, a limit of time kept,
 * its terminal relayed. */
#ifndef XOS_OS_SUPERVISE_H
#define XOS_OS_SUPERVISE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/relay.h"

enum { SUPERVISE_EVENTS = 64 }; /* so many stops and continues are kept; all are counted */

struct supervise_event {
    int64_t at_ns; /* since the start */
    bool stopped;  /* or else continued */
    int signal;    /* that stopped the child; 0: not known, it was continued before it could be asked */
};

struct supervise {
    /* What is asked for. */
    int64_t timeout_ns;    /* 0: none */
    int64_t kill_after_ns; /* from the signal to SIGKILL; 0: never */
    int signal;            /* sent when the time is over */
    bool everyone;         /* the descendants end with the child when the time is over or the parent is gone */
    bool separate;         /* the child is in another process group: the keyboard's signals are handed on */
    bool guard;            /* the child is a supervisor itself, to be told that the parent is gone */
    int terminal;          /* whose foreground the child's process group is; -1: none */
    struct relay *relay;   /* NULL: none */

    /* What came of it. */
    pid_t pid;
    int status;
    struct rusage usage;
    int64_t wall_ns;
    bool timed_out, killed;
    size_t stops, continues, event_count;
    struct supervise_event events[SUPERVISE_EVENTS];

    /* While it runs. */
    sigset_t old;
    int signals, pidfd;
    int64_t started_ns, deadline_ns;
    int state, rounds;
    bool early;   /* signals that are read now may be older than the child */
    int stopping; /* the signal that the child is to be stopped by; 0: none */
};

/* The signal that says that the parent is gone. */
int supervise_orphaned(void);

/* The monotonic clock in nanoseconds. */
int64_t supervise_clock(void);

/* The time of that clock span_ns from now; the end of time where that is beyond it. */
int64_t supervise_later(int64_t span_ns);

/* The milliseconds until a time of that clock, for poll(2); -1, for ever, where it is 0. */
int supervise_span(int64_t deadline_ns);

/* Blocks the signals, a list that ends in 0, and the one that says that the parent is gone; sets SIGCHLD to its default,
 * since where it is ignored no status is told. *old gets the mask before. Returns a descriptor that reads the signals, made
 * with flags, or -errno: signalfd(2). */
int supervise_hold(const int *numbers, int flags, sigset_t *old);

/* Before the child is started: holds the signals that are to be handed on; supervise->old is the mask for the child. 0
 * or -errno. */
int supervise_begin(struct supervise *supervise);

/* Stays with child pid to its end. 0 or -errno. */
int supervise_run(struct supervise *supervise, pid_t pid);

/* Gives the signals back, also where no child was started. */
void supervise_end(struct supervise *supervise);

#endif
