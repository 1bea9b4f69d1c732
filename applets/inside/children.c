/* SPDX-License-Identifier: MIT */
/* Children as jobs of the shell: those that operations leave running, and waiting for them without taking their status
 * away from the shell. */
#include "inside/children.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inside/guest.h"
#include "os/retry.h"

pid_t __real_spawn_start(const struct spawn *spawn, struct spawn_failure *failure);

/* Under job control each job is a process group: to become one is the first step. */
static pid_t start_as_group(const struct spawn *spawn, struct spawn_failure *failure)
{
    struct spawn own = *spawn;
    struct spawn_step *steps = malloc((spawn->count + 1) * sizeof *steps);

    if (steps == NULL) {
        *failure = (struct spawn_failure){.step = SPAWN_NO_CHILD, .errnum = ENOMEM};
        return -ENOMEM;
    }
    steps[0] = (struct spawn_step){.kind = SPAWN_SETPGROUP};
    if (spawn->count > 0)
        memcpy(steps + 1, spawn->steps, spawn->count * sizeof *steps);
    own.steps = steps;
    own.count++;
    pid_t pid = __real_spawn_start(&own, failure);
    free(steps);
    if (failure->errnum != 0 && failure->step != SPAWN_NO_CHILD && failure->step > 0)
        failure->step--;
    return pid;
}

pid_t children_spawn(const struct spawn *spawn, struct spawn_failure *failure)
{
    struct spawn own = *spawn;
    sigset_t old, defaults, mask;

    if (spawn->defaults != NULL)
        defaults = *spawn->defaults;
    else
        sigemptyset(&defaults);
    own.defaults = &defaults;
    jobs_hold(&old);
    mask = old;
    job_prepare(&defaults, &mask);
    if (own.mask == NULL)
        own.mask = &mask;
    pid_t pid = jobs_are_groups() ? start_as_group(&own, failure) : __real_spawn_start(&own, failure);
    if (pid > 0)
        job_adopt(pid, spawn->program.argv[0]);
    jobs_go_on(&old);
    return pid;
}

static void fill_info(siginfo_t *info, pid_t pid, int status)
{
    info->si_signo = SIGCHLD;
    info->si_pid = pid;
    info->si_uid = getuid();
    info->si_code = WIFSIGNALED(status) ? (WCOREDUMP(status) ? CLD_DUMPED : CLD_KILLED) : CLD_EXITED;
    info->si_status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

/* The end of a process that the shell keeps as an exit status only. */
static bool recall(pid_t pid, siginfo_t *info)
{
    int status = job_recall(pid);

    if (status < 0)
        return false;
    fill_info(info, pid, job_wait_status(status));
    return true;
}

/* The state of a child as the kernel has it, which stays there for the shell. */
static int look(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage)
{
    return (int)OS_RETRY(syscall(SYS_waitid, idtype, id, info, options | WNOWAIT, usage));
}

int children_collect(int idtype, id_t id, int options, siginfo_t *info, struct rusage *usage)
{
    int status, result = 0;
    sigset_t old;

    memset(info, 0, sizeof *info);
    if (usage != NULL)
        memset(usage, 0, sizeof *usage);
    jobs_hold(&old);
    pid_t ended = options & WEXITED ? job_ended(idtype, id, &status) : 0;
    if (ended > 0)
        fill_info(info, ended, status);
    else
        result = look(idtype, id, options, info, usage);
    jobs_go_on(&old);
    if (result == -ECHILD && idtype == P_PID && (options & WEXITED) && recall((pid_t)id, info))
        result = 0;
    if (result == 0 && info->si_pid != 0 && !(options & WNOWAIT))
        job_reported(info->si_pid);
    return result;
}
