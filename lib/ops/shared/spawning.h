/* SPDX-License-Identifier: MIT */
/* For the rows and the applet that start programs: options read for lib/os/spawn/spawn.h, arguments, failures with the
 * step that failed, resource usage. */
#ifndef XOS_OPS_SHARED_SPAWNING_H
#define XOS_OPS_SHARED_SPAWNING_H

#include <sys/resource.h>

#include "table/op.h"
#include "os/spawn/spawn.h"

/* posix_spawn's attributes and file actions as options. */
struct spawn_options {
    struct occurrences actions; /* in the order given */
    struct maybe setpgroup;
    bool resetids, setsid;
    struct word setsigmask, setsigdef, scheduler; /* data NULL where not given */
};

#define SPAWN_ACTION(T, o, name_, ...) \
    PARAM_AS(name_, T, o.actions, REPEATED, .flags = PARAM_OPTION | PARAM_EXTRA, __VA_ARGS__)

/* The parameters of a struct spawn_options that is member o of argument struct T. */
#define SPAWN_PARAMS(T, o) \
    SPAWN_ACTION(T, o, "open", .metavar = PACKED("FD:PATH:FLAGS[:MODE]"), \
                 .help = PACKED("open PATH as FD; file actions run in the order given")), \
        SPAWN_ACTION(T, o, "close", .seldom = true, .metavar = PACKED("FD"), .help = PACKED("close FD")), \
        SPAWN_ACTION(T, o, "dup2", .seldom = true, .metavar = PACKED("FD:NEWFD"), \
                     .help = PACKED("make NEWFD a duplicate of FD")), \
        SPAWN_ACTION(T, o, "closefrom", .seldom = true, .metavar = PACKED("FD"), \
                     .help = PACKED("close every descriptor from FD up")), \
        PARAM_AS("setpgroup", T, o.setpgroup, MAYBE_SIZE, .flags = PARAM_OPTION, .seldom = true, \
                 .metavar = PACKED("PGID"), .fallback = FALLBACK_NONE, \
                 .help = PACKED("join that process group; 0: a new one")), \
        PARAM_AS("resetids", T, o.resetids, BOOL, .flags = PARAM_OPTION, .seldom = true, .fallback = FALLBACK_FALSE, \
                 .help = PACKED("effective ids back to the real ones")), \
        PARAM_AS("setsid", T, o.setsid, BOOL, .flags = PARAM_OPTION, .fallback = FALLBACK_FALSE, \
                 .help = PACKED("start a session")), \
        PARAM_AS("setsigmask", T, o.setsigmask, WORD, .flags = PARAM_OPTION, .seldom = true, \
                 .metavar = PACKED("SIGNAL,..."), .values = VALUES_SIGNALS, .fallback = FALLBACK_NO_ITEMS, \
                 .help = PACKED("block these signals and no others; all, none")), \
        PARAM_AS("setsigdef", T, o.setsigdef, WORD, .flags = PARAM_OPTION, .seldom = true, \
                 .metavar = PACKED("SIGNAL,..."), .values = VALUES_SIGNALS, .fallback = FALLBACK_NO_ITEMS, \
                 .help = PACKED("set these signals to their default action; all")), \
        PARAM_AS("scheduler", T, o.scheduler, WORD, .flags = PARAM_OPTION, .seldom = true, \
                 .metavar = PACKED("POLICY:PRIO"), .values = VALUES_POLICIES, .fallback = FALLBACK_NONE, \
                 .help = PACKED("scheduling policy and priority; None:PRIO keeps the policy"))

/* Reads the options into steps after those that spawn has, and into mask and defaults. Returns the steps, with space
 * for one more; NULL with the failure recorded. */
struct spawn_step *spawn_options_read(struct call *call, const struct spawn_options *options, struct spawn *spawn);

/* Reads names and numbers of signals separated by commas, all or none, into a set of the call's memory. option is for
 * the message. 0, or -1 with the failure recorded. */
int spawn_read_signals(struct call *call, const char *option, struct word word, sigset_t **set);

/* A descriptor's number, or stdin, stdout, stderr. False where word is neither. */
bool spawn_read_fd(struct word word, int *fd);

/* An environment of exactly these NAME=VALUE; of several with one name, the last. NULL with the failure recorded. */
char **environment_build(struct call *call, const struct occurrences *variables);

/* words as an argv, NULL at the end. NULL with the failure recorded. */
char **argv_copy(struct call *call, struct words words);

/* The same; the first word, the program's name for itself, must not be empty. */
char **argv_build(struct call *call, struct words words);

/* The name of a step for messages: "open of FD 3"; "exec" after the last one. In the call's arena. */
const char *spawn_step_name(struct call *call, const struct spawn *spawn, size_t step);

/* Records why a program was not started. Returns -1. */
int spawn_failed(struct call *call, const struct spawn *spawn, const struct spawn_failure *failure);

/* Starts the program with standard output flushed first. The pid, or -1 with the failure and its step recorded. */
pid_t spawn_begin(struct call *call, const struct spawn *spawn);

/* Sets SIGCHLD to its default action: if it is ignored, the kernel drops statuses. *old gets the action before. */
void want_statuses(struct sigaction *old);

/* Starts the program, waits for its end and sets call->status to the child's exit status. 0 with the wait status in
 * *status, or -1 with the failure recorded. */
int spawn_to_end(struct call *call, const struct spawn *spawn, int *status);

/* Has the result of this call printed although the row is OP_CHILD or a PROG follows. */
void result_wanted(struct call *call);

/* Writes buffered results before a child shares their descriptor. 0, or -1 with the failure recorded. */
int flush_before_child(struct call *call);

/* Writes usage as the field rusage; with units: times in nanoseconds, and names that end in the unit. */
void out_rusage(struct out *out, const struct rusage *usage, bool units);

/* The name of a signal: "SIGTERM", "SIGRTMIN+3"; NULL if it has no name. In the call's arena. */
const char *signal_name(struct call *call, int number);

#endif
