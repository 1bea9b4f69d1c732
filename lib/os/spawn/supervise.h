/* SPDX-License-Identifier: MIT */
/* Supervising a child from its start to its end: signals are forwarded, stops and continues recorded, a time limit is
 * kept, its terminal relayed.
 *
 * One loop around poll(2) waits for everything: a signalfd that reads the signals held back (SIGCHLD among them), the
 * relay's descriptors and the nearest deadline. Nothing else blocks, so that signals and deadlines are obeyed whatever
 * the program, its output's reader and the processes that it leaves behind do.
 *
 *     RUNNING    until the time limit, SIGTERM to a supervisor whose descendants end with it, or the parent's end
 *     SIGNALLED  the signal was sent; SIGKILL follows after kill_after_ns
 *     KILLED     SIGKILL was sent, and is sent again every 50 ms until no descendant is left: they may fork meanwhile
 *
 * In each state the child may end. The output that it left is relayed then (draining), and supervise_run returns when
 * that is done and either the state is RUNNING or no descendant is left. */
#ifndef XOS_OS_SUPERVISE_H
#define XOS_OS_SUPERVISE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/relay.h"

enum { SUPERVISE_EVENTS = 64 }; /* stops and continues that are kept; all are counted */

struct supervise_event {
    int64_t at_ns; /* since the start */
    bool stopped;  /* else continued */
    int signal;    /* that stopped the child; 0 if it was continued before that could be asked */
};

enum supervise_state { SUPERVISE_RUNNING, SUPERVISE_SIGNALLED, SUPERVISE_KILLED };

/* What is asked for. */
struct supervise_plan {
    int64_t timeout_ns;    /* 0: none */
    int64_t kill_after_ns; /* from the signal to SIGKILL; 0: never */
    int signal;            /* sent when the time is over */
    bool everyone;         /* the descendants end with the child; this process must have had no children before it */
    bool separate;         /* the child is in another process group: the keyboard's signals are forwarded */
    bool session;          /* it is in another session, too */
    bool tied;             /* end the child when the parent is gone: signal_orphaned() says so */
    bool guard;            /* the child is a supervisor itself, to which signal_orphaned() is forwarded */
    bool leader;           /* stop with the child where a shell would wait in vain: this is a shell's job */
    int terminal;          /* to be the child's process group's where it is this one's; -1: none */
    struct relay *relay;   /* NULL: none */
};

struct supervise {
    struct supervise_plan plan;

    /* The result. */
    pid_t pid;
    int status; /* as wait(2) gives it */
    struct rusage usage;
    int64_t wall_ns;
    bool timed_out;
    bool killed; /* SIGKILL was sent by this process, to the child or to a descendant */
    size_t stops, continues, event_count;
    struct supervise_event events[SUPERVISE_EVENTS];

    /* While it runs. */
    sigset_t old; /* the mask before supervise_begin: the child's */
    int signals;  /* a signalfd */
    int64_t started_ns, deadline_ns, drain_ns;
    enum supervise_state state;
    int rounds;         /* of SIGKILL */
    bool ended;         /* the child has ended */
    bool blind;         /* descendants cannot be found: they are not waited for */
    bool early;         /* signals that are read now may be older than the child */
    bool hurry;         /* a signal that ends programs has come: do not wait for the reader of the output */
    bool owns_terminal; /* the child's group is the terminal's foreground */
    size_t drained;     /* the relay's count of bytes when the child ended */
    int stopping;       /* the signal that the child is to be stopped by; 0: none */
};

/* Before the child is started: holds back the signals that are to be forwarded; supervise->old is the mask for the
 * child. 0 or -errno. */
int supervise_begin(struct supervise *supervise);

/* True if the child is to be started in the terminal's foreground. */
bool supervise_takes_terminal(const struct supervise *supervise);

/* Stays with child pid to its end. 0 or -errno. */
int supervise_run(struct supervise *supervise, pid_t pid);

/* Lets signals through again, also if no child was started. */
void supervise_end(struct supervise *supervise);

/* Job control, in job_control.c: used by the loop in supervise.c only. */

/* Sends a signal of the keyboard's to the child's process group if it leads one, else to the child. */
void supervise_signal_group(const struct supervise *supervise, int number);

/* Records that the child was stopped by signal number, or continued. */
void supervise_record(struct supervise *supervise, bool stopped, int number);

/* The child has stopped by signal number: stops this process too where the user would otherwise wait in vain. */
void supervise_follow_stop(struct supervise *supervise, int number);

/* The suspend key or a SIGTSTP reached this process: it stops with the child, and continues it later. reap takes in the
 * child's changes, as in supervise.c. */
void supervise_stop_too(struct supervise *supervise, int (*reap)(struct supervise *));

/* Milliseconds until supervise_watch_terminal is to be called; -1: not at all. */
int supervise_watch_ms(const struct supervise *supervise);

/* Gives the child the terminal if a shell has put this process into the foreground meanwhile. */
void supervise_watch_terminal(struct supervise *supervise);

#endif
