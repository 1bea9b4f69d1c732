/* SPDX-License-Identifier: MIT */
/* Supervises a child from its start to its end: forwards signals, records stops and continues, enforces a time limit,
 * and relays its terminal.
 *
 * One loop around poll(2) waits for everything: a signalfd with the blocked signals (SIGCHLD among them), the relay's
 * descriptors and the nearest deadline. Nothing else blocks, so signals and deadlines take effect whatever the program,
 * the reader of its output, and the processes that it leaves behind do.
 *
 *     RUNNING    until the time limit, SIGTERM to a supervisor whose descendants end with it, or the parent's end
 *     SIGNALLED  the signal was sent; SIGKILL follows after kill_after_ns
 *     KILLED     SIGKILL was sent, and is sent again every 50 ms until no descendant is left: they may fork meanwhile
 *
 * The child may end in each state. Then the rest of its output is relayed (draining). supervise_run returns when that
 * is done, and either the state is RUNNING or no descendant is left. */
#ifndef XOS_OS_SPAWN_SUPERVISE_H
#define XOS_OS_SPAWN_SUPERVISE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/relay.h"

enum { SUPERVISE_EVENTS = 64 }; /* stops and continues that are recorded; all are counted */

struct supervise_event {
    int64_t at_ns; /* since the start */
    bool stopped;  /* else continued */
    int signal;    /* the signal that stopped the child; 0 if it was continued before wait(2) could report it */
};

enum supervise_state { SUPERVISE_RUNNING, SUPERVISE_SIGNALLED, SUPERVISE_KILLED };

/* What the caller wants. */
struct supervise_plan {
    int64_t timeout_ns;    /* 0: none */
    int64_t kill_after_ns; /* from the signal to SIGKILL; 0: never */
    int signal;            /* sent at the time limit */
    bool everyone;         /* the descendants end with the child; this process must have had no children before it */
    bool separate;         /* the child is in another process group: the keyboard's signals are forwarded */
    bool session;          /* it is in another session, too */
    bool tied;             /* end the child when this process's parent has ended (signal_orphaned() arrives) */
    bool guard;            /* the child is a supervisor too: forward signal_orphaned() to it */
    bool leader;         /* this process is a shell's job: stop when the child stops, or the shell would wait forever */
    int terminal;        /* if this process group is its foreground, give it to the child's group; -1: none */
    struct relay *relay; /* NULL: none */
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
    sigset_t old; /* the signal mask before supervise_begin, which the child gets */
    int signals;  /* a signalfd */
    int64_t started_ns, deadline_ns, drain_ns;
    enum supervise_state state;
    int rounds;         /* how often SIGKILL was sent */
    bool ended;         /* the child has ended */
    bool blind;         /* descendants cannot be found: do not wait for them */
    bool early;         /* signals that are read now may have been sent before the child existed */
    bool hurry;         /* a signal that ends programs has come: do not wait for the reader of the output */
    bool owns_terminal; /* the child's group is the terminal's foreground */
    size_t drained;     /* the relay's count of bytes when the child ended */
    int stopping;       /* the signal with which the child is being stopped; 0: none */
};

/* Call this before the child is started. Blocks the signals to forward; the child needs the mask in supervise->old.
 * Returns 0 or -errno. */
int supervise_begin(struct supervise *supervise);

/* True if the child must be started in the terminal's foreground. */
bool supervise_takes_terminal(const struct supervise *supervise);

/* Supervises child pid until its end. Returns 0 or -errno. */
int supervise_run(struct supervise *supervise, pid_t pid);

/* Restores the signal mask; to be called even if no child was started. */
void supervise_end(struct supervise *supervise);

/* Job control, in job_control.c: used by the loop in supervise.c only. */

/* Sends a signal from the keyboard to the child's process group if the child leads one, else to the child. */
void supervise_signal_group(const struct supervise *supervise, int number);

/* Records that the child was stopped by signal number, or continued. */
void supervise_record(struct supervise *supervise, bool stopped, int number);

/* The child was stopped by signal number: stops this process too if the user would otherwise wait forever. */
void supervise_follow_stop(struct supervise *supervise, int number);

/* The suspend key or a SIGTSTP reached this process: it stops together with the child, and continues the child later.
 * reap records the child's changes, as in supervise.c. */
void supervise_stop_too(struct supervise *supervise, int (*reap)(struct supervise *));

/* Milliseconds until supervise_watch_terminal is to be called; -1: not at all. */
int supervise_watch_ms(const struct supervise *supervise);

/* Gives the terminal to the child if a shell has put this process into the foreground in the meantime. */
void supervise_watch_terminal(struct supervise *supervise);

#endif
