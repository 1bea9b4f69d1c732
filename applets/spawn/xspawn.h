/* SPDX-License-Identifier: MIT */
/* xspawn: declarations that its parts share. */
#ifndef XOS_SPAWN_XSPAWN_H
#define XOS_SPAWN_XSPAWN_H

#include <sys/ioctl.h>

#include "ops/shared/spawning.h"
#include "os/spawn/supervise.h"

struct xspawn_args {
    struct words prog;
    struct spawn_options options;
    struct occurrences variables; /* --env and --unsetenv, in the order given */
    bool clearenv;
    const char *argv0;
    bool wait, nowait;
    bool pty, foreground, die_with_parent;
    const char *size;
    struct maybe timeout, kill_after, timeout_status;
    int signal;
    struct word status_fd; /* data NULL where not given */
    const char *report;
    const char *unshare;
    struct occurrences setns;
    const char *map_user, *map_group;
    const char *each, *files0_from, *joblog, *results, *jobs, *load, *halt;
    struct maybe delay, memfree;
    int items, retries;
    bool null, keep_order, halt_now, progress, resume, resume_failed, tag;
    const char *lock, *transcript, *cgroup, *ionice, *caps;
    struct maybe lock_wait;
    bool lock_shared, no_new_privs;
    struct word user, group, ignore_signal; /* data NULL where not given */
    struct occurrences rlimit;
    struct word kill, killpg, wait_for, wait_any; /* data NULL where not given */
};

enum { XSPAWN_ROOM = 18 }; /* steps beside those of repeated options */

/* The state of the applet. */
struct xspawn {
    struct call *call;
    const struct xspawn_args *args;
    struct spawn spawn;
    struct spawn_step *steps;    /* spawn.steps, with space for more; the first is reserved for --pty */
    struct spawn_step *lifeline; /* --die-with-parent's; NULL */
    struct words items;          /* those after ":::"; items NULL if there are none */
    int64_t timeout_ns, kill_after_ns;
    struct winsize size; /* --size's */
    int report_fd;       /* -1: none */
    int lock_fd;         /* --lock's; -1: none */
    int terminal;        /* --foreground's; -1: none */
    struct relay *relay; /* --pty's while it runs; NULL */
    bool leader;         /* this was started as the leader of a process group: a shell's job */
    bool supervised;     /* end descendants with the child */
};

/* The outcome of a run, for reports. */
struct outcome {
    char *const *argv;
    const char *item;            /* --each's; NULL */
    size_t number;               /* of the run, from 1; 0: not --each's */
    size_t attempt;              /* with --retries; 0 */
    int exit;                    /* the exit status that the run counts with */
    int lost;                    /* errno of output that was lost; 0 */
    bool interrupted;            /* ended by a signal while the batch ended its runs */
    pid_t pid;                   /* 0: never started */
    const struct fail *fail;     /* why it was never started */
    const struct supervise *run; /* how it ran; NULL: not waited for */
};

/* Reads the options into xspawn. 0, or -1 with the failure recorded; the report is open if the failure is to be
 * reported. */
int xspawn_read(struct xspawn *xspawn);

/* Zeroed memory from the arena of the call; NULL with the failure recorded. */
void *xspawn_memory(struct xspawn *xspawn, size_t size);

/* Adds a step of that kind to the child's; the other members are 0. */
struct spawn_step *xspawn_add_step(struct xspawn *xspawn, enum spawn_kind kind);

/* Adds the steps that --setns, --unshare and the --map options ask for. 0, or -1 with the failure recorded. */
int xspawn_namespaces(struct xspawn *xspawn);

/* Adds the steps that --user, --rlimit and their like ask for. 0, or -1 with the failure recorded. */
int xspawn_privileges(struct xspawn *xspawn);

/* Takes --lock's lock, which is held until this process ends. 0, or -1 with the failure recorded. */
int xspawn_lock(struct xspawn *xspawn);

/* --transcript's file while the program runs. */
struct transcript {
    struct out out;
    int64_t started_ns;
    size_t rest_size;
    char rest[4]; /* the beginning of a character */
    char room[4096];
};

/* Opens the file and has the relay write to it, if it is asked for. 0, or -1 with the failure recorded. */
int transcript_begin(struct xspawn *xspawn, struct transcript *transcript, struct relay *relay,
                     const struct winsize *size);

/* Closes the file. 0, or -1 with the failure recorded. */
int transcript_end(struct xspawn *xspawn, struct transcript *transcript);

/* Runs the program once, as asked for. 0, or -1 with the failure recorded. */
int xspawn_one(struct xspawn *xspawn);

/* Reports a failure of xspawn_read. */
void xspawn_never_started(struct xspawn *xspawn);

/* Runs the program for each item. */
int xspawn_each(struct xspawn *xspawn);

/* --kill, --killpg, --wait-for, --wait-any. */
int xspawn_signal(struct xspawn *xspawn);
int xspawn_wait_for(struct xspawn *xspawn);

/* Starts spawn under supervise and waits for its end; failures to start are recorded in call->fail and *failure.
 * Returns the child's pid, or -1. */
pid_t xspawn_supervise(struct xspawn *xspawn, const struct spawn *spawn, struct supervise *supervise,
                       struct spawn_failure *failure);

/* Executes run; in a child if this process already had children, because these and their descendants would be mistaken
 * for the program's. Only for work that signals descendants. */
int xspawn_apart(struct xspawn *xspawn, int (*run)(struct xspawn *));

/* The exit status of xspawn after this run. */
int xspawn_status(const struct xspawn *xspawn, const struct supervise *run);

/* The outcome as a value. */
void xspawn_report(struct call *call, struct out *out, const struct outcome *outcome);

/* The outcome as one line of JSON on descriptor fd. 0 or -errno. */
int xspawn_report_line(struct call *call, int fd, const struct outcome *outcome);

#endif
