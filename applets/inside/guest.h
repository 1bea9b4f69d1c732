/* SPDX-License-Identifier: MIT */
/* What the builtin asks of the shell around it. applets/bash and applets/zsh implement it; only their files know the
 * shell's headers. A file each: variables.c, state.c, jobs.c, descriptors.c. */
#ifndef XOS_INSIDE_GUEST_H
#define XOS_INSIDE_GUEST_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* True in a child that was made to run one command: it is a process like the program's, no shell any more. */
extern bool shell_left;

/* variables.c */

enum variable_fault { VARIABLE_FINE, VARIABLE_NAME, VARIABLE_READONLY };

/* Whether name can get a value. A scalar may also go to an array's element, NAME[SUBSCRIPT]; an array may not. */
enum variable_fault variable_check(const char *name, bool array);

/* Sets the variable that the shell's own builtins (printf -v, read) would set. False if the shell refuses. */
bool variable_set(const char *name, const char *value);

/* Starts an indexed or associative array, to be the value of the variable that is visible by that name (a new global
 * one if there is none). Returns what array_add and assoc_add take; NULL if the shell refuses. */
void *variable_array(const char *name, bool associative);
void array_add(void *array, int64_t index, const char *value);
void assoc_add(void *array, const char *key, const char *value);

/* Ends it: from here on at the latest the variable has what was added. array is not valid any more. False if the shell
 * refuses. */
bool array_end(void *array);

/* Sets and exports a variable, or unsets an exported one, as putenv and unsetenv do. 0, or -errno: EINVAL for a name
 * that no shell variable can have, EPERM for a read-only one. */
int variable_export(const char *name, const char *value);
int variable_unexport(const char *name);

/* state.c */

/* The variables that the shell exports, as environ; valid until one of them changes. */
char **shell_exported(void);

/* Tells the shell what an operation has changed: the current directory (PWD and OLDPWD follow), the user and group ids,
 * the process group. */
void shell_moved(void);
void shell_ids_changed(void);
void shell_group_changed(void);

/* The signal that asks the shell to stop what it is doing: one without a trap that ends it, or a trapped SIGHUP,
 * SIGINT, SIGQUIT or SIGTERM, whose trap runs when the builtin returns. 0 for none. */
int shell_stop_signal(void);

/* descriptors.c */

/* True if fd is one that the shell uses itself: its script, its terminal, those of process substitutions and of
 * coprocesses, and those that keep what a redirection hides. */
bool shell_keeps(int fd);

/* Returns the lowest of the shell's own descriptors in [low, high), or high if none of them is the shell's. */
int shell_next_kept(int low, int high);

/* Notes that an operation made descriptor fd, which is the script's from then on, or closed those in [low, high). */
void descriptor_made(int fd);
void descriptors_closed(int low, int high);

/* jobs.c */

/* What a child of the shell does, and what the shell does meanwhile. */
struct child_work {
    void (*child)(void *state);     /* does not return */
    void (*meanwhile)(void *state); /* reads what the child writes, until it ends; NULL for nothing */
    void *state;
};

/* Makes a child in the shell's way, as a job in the foreground, and waits for it as the shell does, with Ctrl-C, Ctrl-Z
 * and the terminal; words, which end with NULL, is what jobs shows. In the child the signals are those of a program,
 * environ is what the shell exports, and shell_left is set. Returns the exit status, or -errno if there is no child.
 * May not return. */
int job_run(char *const *words, const struct child_work *work);

/* True under job control, where each job is a process group. */
bool jobs_are_groups(void);

/* Keeps the shell from reaping children, until jobs_go_on with the mask that jobs_hold has stored. */
void jobs_hold(sigset_t *old);
void jobs_go_on(const sigset_t *old);

/* For a child that is about to be started: adds to defaults the signals that the shell ignores for itself, removes from
 * mask those that it blocks for itself, and makes its own descriptors close-on-exec. */
void job_prepare(sigset_t *defaults, sigset_t *mask);

/* Puts a new child into the shell's table as a job in the background: $!, jobs, wait and kill know it. */
void job_adopt(pid_t pid, const char *words);

/* A child whose end the shell has seen and has not reported yet: its pid, with *status as from waitpid(2). idtype and
 * id are those of waitid(2). Returns 0 without one. */
pid_t job_ended(int idtype, id_t id, int *status);

/* The exit status of a child that the shell has already taken out of its table, as the shell's wait returns it; -1 if
 * the shell does not know. Its wait still finds it. */
int job_recall(pid_t pid);

/* The status as from waitpid(2) for an exit status that a shell keeps, of 8 bits: above 128 it is a signal, if there is
 * one with that number. */
static inline int job_wait_status(int status)
{
    enum { BY_SIGNAL = 128 };

    return status > BY_SIGNAL && status < BY_SIGNAL + NSIG ? status - BY_SIGNAL : status << 8;
}

/* The shell need not report the end of that child any more: an operation has. */
void job_reported(pid_t pid);

#endif
