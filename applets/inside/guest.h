/* SPDX-License-Identifier: MIT */
/* What the builtin asks of the bash around it. Only the files that include "bash.h" know bash's headers; the others use
 * these functions. A file each: variables.c, state.c, jobs.c, descriptors.c. */
#ifndef XOS_INSIDE_GUEST_H
#define XOS_INSIDE_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "os/spawn/spawn.h"

/* True in a child that was made to run one command: it is a process like the program's, no shell any more. */
extern bool shell_left;

/* variables.c */

enum variable_fault { VARIABLE_FINE, VARIABLE_NAME, VARIABLE_READONLY };

/* Whether name can get a value. A scalar may also go to an array's element, NAME[SUBSCRIPT]; an array may not. */
enum variable_fault variable_check(const char *name, bool array);

/* Sets the variable that printf -v would set. False if bash refuses; bash has printed why. */
bool variable_set(const char *name, const char *value);

/* Makes the variable that is visible by that name (a new global one if there is none) an empty indexed or associative
 * array and returns it for array_add and assoc_add; NULL if bash refuses. */
void *variable_array(const char *name, bool associative);
void array_add(void *array, int64_t index, const char *value);
void assoc_add(void *array, const char *key, const char *value);

/* Sets and exports a variable, or unsets an exported one, as putenv and unsetenv do. 0, or -errno: EINVAL for a name
 * that no shell variable can have, EPERM for a read-only one. */
int variable_export(const char *name, const char *value);
int variable_unexport(const char *name);

/* state.c */

/* Writes what bash has buffered for standard output. */
void shell_flush(void);

/* Rereads the script behind descriptor 0 from where bash has come to, if bash reads it from there. */
void shell_sync_input(void);

/* The variables that bash exports, as environ; valid until one of them changes. */
char **shell_exported(void);

/* Tells bash what an operation has changed: the current directory (PWD and OLDPWD follow), the user and group ids, the
 * process group. */
void shell_moved(void);
void shell_ids_changed(void);
void shell_group_changed(void);

/* The signal that asks bash to stop what it is doing: one without a trap that ends it, or a trapped SIGHUP, SIGINT,
 * SIGQUIT or SIGTERM, whose trap runs when the builtin returns. 0 for none. */
int shell_stop_signal(void);

/* descriptors.c */

/* True if fd is one that bash uses itself: its script, its terminal, those of process substitutions and of coprocesses,
 * and those that keep what a redirection hides. */
bool shell_keeps(int fd);

/* The lowest of bash's own descriptors in [low, high); high if there is none. */
int shell_next_kept(int low, int high);

/* Notes that an operation made descriptor fd, which is the script's from then on, or closed those in [low, high). */
void descriptor_made(int fd);
void descriptors_closed(int low, int high);

/* Forgets all notes and frees their memory. */
void descriptors_clear(void);

/* jobs.c */

/* Makes a child in bash's way, as a job in the foreground; words is what jobs shows. The child, where 0 is returned,
 * has the signals of a program, bash's exported variables, and shell_left set. -1 if bash could not fork (it then
 * leaves the builtin by itself) */
pid_t job_make(const char *words);

/* Waits for that child as bash does, with Ctrl-C, Ctrl-Z and the terminal. Returns the exit status. May not return. */
int job_wait(pid_t pid);

/* spawn_start for a child that nobody waits for here: it becomes a job in the background. */
pid_t job_spawn(const struct spawn *spawn, struct spawn_failure *failure);

/* waitid(2) for bash's children: info and usage (which may be NULL) are filled in; info->si_pid is 0 if WNOHANG found
 * nothing. The child's status remains with bash, for its wait and jobs. 0 or -errno. */
int job_collect(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage);

#endif
