/* SPDX-License-Identifier: MIT */
/* Children as jobs of bash's: one that runs a command in the foreground, and those that operations leave running. */
#include "inside/guest.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bash/bash.h"

/* Bash reaps in its handler of SIGCHLD; while that is blocked a child stays as it is. */
void jobs_hold(sigset_t *old)
{
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, old);
}

void jobs_go_on(const sigset_t *old)
{
    sigprocmask(SIG_SETMASK, old, NULL);
}

static void become_program(void)
{
    shell_left = true;
    restore_original_signals();
    CLRINTERRUPT;
    environ = shell_exported();
}

static char *join(char *const *words)
{
    size_t size = 1;

    for (size_t i = 0; words[i] != NULL; i++)
        size += strlen(words[i]) + 1;
    char *text = xmalloc(size), *at = text;
    *at = '\0';
    for (size_t i = 0; words[i] != NULL; i++)
        at = stpcpy(stpcpy(at, i > 0 ? " " : ""), words[i]);
    return text;
}

/* If bash cannot fork, it leaves the builtin by itself. */
int job_run(char *const *words, const struct child_work *work)
{
    save_pipeline(1);
    pid_t pid = make_child(join(words), 0);
    if (pid < 0)
        return -errno;
    if (pid == 0) {
        become_program();
        work->child(work->state);
    }
    stop_pipeline(0, NULL);
    if (work->meanwhile != NULL)
        work->meanwhile(work->state);
#if DEFAULT_COMPAT_LEVEL >= 51
    int status = wait_for(pid, 0);
#else
    int status = wait_for(pid);
#endif
    restore_pipeline(1);
    return status;
}

bool jobs_are_groups(void)
{
    return job_control;
}

/* Ignored by bash for itself, not because the script or bash's parent wants it. */
static bool is_ignored_by_bash(int number)
{
    struct sigaction action;

    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN && !signal_is_ignored(number) &&
           !signal_is_hard_ignored(number);
}

void job_prepare(sigset_t *defaults, sigset_t *mask)
{
    (void)mask; /* bash blocks nothing, and its descriptors are close-on-exec */
    for (int number = 1; number < NSIG; number++)
        if (is_ignored_by_bash(number))
            sigaddset(defaults, number);
}

void job_adopt(pid_t pid, const char *words)
{
    PROCESS *process = xmalloc(sizeof *process);
    pid_t outer_group = pipeline_pgrp;

    *process = (PROCESS){.next = process, .pid = pid, .running = PS_RUNNING, .command = savestring(words)};
    save_pipeline(1);
    the_pipeline = process;
    pipeline_pgrp = job_control ? pid : shell_pgrp;
    js.c_totforked++;
    js.c_living++;
    last_made_pid = last_asynchronous_pid = pid;
    stop_pipeline(1, NULL);
    restore_pipeline(1);
    pipeline_pgrp = outer_group;
}

/* The last process of a pipeline, which is a ring. */
static PROCESS *last_of(PROCESS *first)
{
    PROCESS *last = first;

    while (last->next != first)
        last = last->next;
    return last;
}

static PROCESS *find_ended(int idtype, id_t id)
{
    PROCESS *process = NULL;

    if (idtype == P_PID)
        return get_job_by_pid((pid_t)id, 0, &process) != NO_JOB && process != NULL && PEXITED(process) ? process : NULL;
    for (int job = 0; job < js.j_jobslots; job++)
        if (jobs[job] != NULL && DEADJOB(job) && !IS_NOTIFIED(job) &&
            (idtype == P_ALL || (idtype == P_PGID && jobs[job]->pgrp == (pid_t)id)))
            return last_of(jobs[job]->pipe);
    return NULL;
}

pid_t job_ended(int idtype, id_t id, int *status)
{
    const PROCESS *process = find_ended(idtype, id);

    if (process == NULL)
        return 0;
    *status = process->status;
    return process->pid;
}

int job_recall(pid_t pid)
{
    enum { UNKNOWN = 127 };
    int status = wait_for_single_pid(pid, 0);

    return status > 255 || (DEFAULT_COMPAT_LEVEL < 51 && status == UNKNOWN) ? -1 : status;
}

void job_reported(pid_t pid)
{
    PROCESS *process = NULL;
    int job = get_job_by_pid(pid, 1, &process);

    if (job != NO_JOB && DEADJOB(job))
        jobs[job]->flags |= J_NOTIFIED;
}
