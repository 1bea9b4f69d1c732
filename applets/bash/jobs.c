/* SPDX-License-Identifier: MIT */
/* Children as jobs of bash's: one that runs a command in the foreground, those that operations leave running, and
 * waiting for either without taking their status away from bash. */
#include "inside/guest.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bash/bash.h"
#include "os/retry.h"

/* Bash reaps in its handler of SIGCHLD; while that is blocked a child stays as it is. */
static void hold_reaping(sigset_t *old)
{
    sigset_t child;

    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, old);
}

static void go_on_reaping(const sigset_t *old)
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

pid_t job_make(const char *words)
{
    save_pipeline(1);
    pid_t pid = make_child(savestring(words), 0);
    if (pid == 0)
        become_program();
    else if (pid > 0)
        stop_pipeline(0, NULL);
    return pid;
}

int job_wait(pid_t pid)
{
#if DEFAULT_COMPAT_LEVEL >= 51
    int status = wait_for(pid, 0);
#else
    int status = wait_for(pid);
#endif
    restore_pipeline(1);
    return status;
}

/* Adds the signals that bash ignores for itself, not because the script or bash's parent wants it. */
static void add_defaults(sigset_t *defaults)
{
    struct sigaction action;

    for (int number = 1; number < NSIG; number++)
        if (sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN && !signal_is_ignored(number) &&
            !signal_is_hard_ignored(number))
            sigaddset(defaults, number);
}

/* Puts a new child into bash's table as a job in the background: $!, jobs, wait and kill know it. */
static void adopt(pid_t pid, const char *words)
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

/* Under job control each job is a process group: that becomes the first step. */
static void add_group(struct spawn *spawn)
{
    struct spawn_step *steps = xmalloc((spawn->count + 1) * sizeof *steps);

    steps[0] = (struct spawn_step){.kind = SPAWN_SETPGROUP};
    if (spawn->count > 0)
        memcpy(steps + 1, spawn->steps, spawn->count * sizeof *steps);
    spawn->steps = steps;
    spawn->count++;
}

static void remove_group(struct spawn *spawn, struct spawn_failure *failure)
{
    xfree((void *)spawn->steps);
    if (failure->errnum != 0 && failure->step != SPAWN_NO_CHILD && failure->step > 0)
        failure->step--;
}

pid_t __real_spawn_start(const struct spawn *spawn, struct spawn_failure *failure);

pid_t job_spawn(const struct spawn *spawn, struct spawn_failure *failure)
{
    struct spawn own = *spawn;
    sigset_t old, defaults;

    if (spawn->defaults != NULL)
        defaults = *spawn->defaults;
    else
        sigemptyset(&defaults);
    add_defaults(&defaults);
    own.defaults = &defaults;
    hold_reaping(&old);
    if (own.mask == NULL)
        own.mask = &old;
    if (job_control)
        add_group(&own);
    pid_t pid = __real_spawn_start(&own, failure);
    if (job_control)
        remove_group(&own, failure);
    if (pid > 0)
        adopt(pid, spawn->program.argv[0]);
    go_on_reaping(&old);
    return pid;
}

/* The last process of a pipeline, which is a ring. */
static PROCESS *last_of(PROCESS *first)
{
    PROCESS *last = first;

    while (last->next != first)
        last = last->next;
    return last;
}

/* A process of bash's table whose end bash has seen and has not reported yet; NULL if there is none. */
static PROCESS *find_ended(int idtype, id_t id, int *job)
{
    PROCESS *process = NULL;

    if (idtype == P_PID) {
        *job = get_job_by_pid((pid_t)id, 0, &process);
        return *job != NO_JOB && process != NULL && PEXITED(process) ? process : NULL;
    }
    for (*job = 0; *job < js.j_jobslots; ++*job)
        if (jobs[*job] != NULL && DEADJOB(*job) && !IS_NOTIFIED(*job) &&
            (idtype == P_ALL || (idtype == P_PGID && jobs[*job]->pgrp == (pid_t)id)))
            return last_of(jobs[*job]->pipe);
    return NULL;
}

static void fill_info(siginfo_t *info, pid_t pid, int status)
{
    info->si_signo = SIGCHLD;
    info->si_pid = pid;
    info->si_uid = getuid();
    info->si_code = WIFSIGNALED(status) ? (WCOREDUMP(status) ? CLD_DUMPED : CLD_KILLED) : CLD_EXITED;
    info->si_status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

/* The end of a process that bash has already taken out of its table. It keeps 8 bits: 128 and more is a signal. */
static bool recall(pid_t pid, siginfo_t *info)
{
    enum { UNKNOWN = 127, BY_SIGNAL = 128 };
    int status = wait_for_single_pid(pid, 0);

    if (status < 0 || status > 255 || (DEFAULT_COMPAT_LEVEL < 51 && status == UNKNOWN))
        return false;
    fill_info(info, pid, status > BY_SIGNAL && status < BY_SIGNAL + NSIG ? status - BY_SIGNAL : status << 8);
    return true;
}

/* The state of a child as the kernel has it, which stays there for bash. */
static int look(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage)
{
    return (int)OS_RETRY(syscall(SYS_waitid, idtype, id, info, options | WNOWAIT, usage));
}

/* Bash need not report a job whose end an operation has reported. */
static void note_reported(pid_t pid)
{
    PROCESS *process = NULL;
    int job = get_job_by_pid(pid, 1, &process);

    if (job != NO_JOB && DEADJOB(job))
        jobs[job]->flags |= J_NOTIFIED;
}

int job_collect(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage)
{
    int job, result = 0;
    sigset_t old;

    memset(info, 0, sizeof *info);
    if (usage != NULL)
        memset(usage, 0, sizeof *usage);
    hold_reaping(&old);
    PROCESS *ended = options & WEXITED ? find_ended(idtype, id, &job) : NULL;
    if (ended != NULL)
        fill_info(info, ended->pid, ended->status);
    else
        result = look(idtype, id, options, info, usage);
    go_on_reaping(&old);
    if (result == -ECHILD && idtype == P_PID && (options & WEXITED) && recall((pid_t)id, info))
        result = 0;
    if (result == 0 && info->si_pid != 0 && !(options & WNOWAIT))
        note_reported(info->si_pid);
    return result;
}
