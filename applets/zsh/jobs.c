/* SPDX-License-Identifier: MIT */
/* Children as jobs of zsh's: those that operations leave running, and waiting for them. */
#include "inside/guest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zsh/shell.h"

/* Zsh reaps in its handler of SIGCHLD; while that is blocked a child stays as it is. */
void jobs_hold(sigset_t *old)
{
    *old = child_block();
}

void jobs_go_on(const sigset_t *old)
{
    signal_setmask(*old);
}

bool jobs_are_groups(void)
{
    return jobbing;
}

static bool is_ignored_by_zsh(int number)
{
    struct sigaction action;

    return !(sigtrapped[number] & ZSIG_IGNORED) && sigaction(number, NULL, &action) == 0 &&
           action.sa_handler == SIG_IGN;
}

/* What zsh does for its own children; its descriptors it closes in them. */
void job_prepare(sigset_t *defaults, sigset_t *mask)
{
    static const int ignored[] = {SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

    for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
        if (is_ignored_by_zsh(ignored[i]))
            sigaddset(defaults, ignored[i]);
    if (interact && is_ignored_by_zsh(SIGTERM))
        sigaddset(defaults, SIGTERM);
    sigdelset(mask, SIGCHLD);
    sigdelset(mask, SIGWINCH);
    for (int fd = LOWEST_IN_TABLE; fd <= max_zsh_fd; fd++)
        if ((fdtable[fd] & FDT_TYPE_MASK) == FDT_INTERNAL || fd == coprocin || fd == coprocout)
            fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Zsh takes a job that has ended out of its table at once and then knows only the exit status of a given pid. So the
 * children that a wait for any may be meant for are noted: those that operations have started, and those that an
 * earlier wait has seen running. The oldest note gives way. */
enum { MOST_NOTED = 1024 };

static pid_t noted[MOST_NOTED];
static unsigned next_note;

/* Finds pid in the array noted. Returns its entry, or NULL. */
static pid_t *find_note(pid_t pid)
{
    for (size_t i = 0; i < MOST_NOTED; i++)
        if (noted[i] == pid)
            return &noted[i];
    return NULL;
}

static void note(pid_t pid)
{
    if (find_note(pid) == NULL)
        noted[next_note++ % MOST_NOTED] = pid;
}

static void add_process(pid_t pid, const char *words)
{
    char text[JOBTEXTSIZE];
    struct timeval begun;

    gettimeofday(&begun, NULL);
    snprintf(text, sizeof text, "%s", metafy((char *)words, -1, META_HEAPDUP));
    addproc(pid, text, 0, &begun, -1, -1);
}

void job_adopt(pid_t pid, const char *words)
{
    struct quiet quiet = quiet_start();
    int outer = thisjob;

    thisjob = initjob();
    if (thisjob >= 0) {
        add_process(pid, words);
        lastpid = pid;
        note(pid);
        jobtab[thisjob].stat |= STAT_NOSTTY;
        clearoldjobtab();
        spawnjob();
    }
    thisjob = outer;
    quiet_end(quiet);
}

static bool has_ended(const struct process *process)
{
    return process->status != SP_RUNNING && !WIFSTOPPED(process->status);
}

/* A process of a job that has ended, among those that are asked for; NULL if none has ended. A job that is done is
 * known by its last process. */
static const struct process *find_ended(const struct job *job, int idtype, id_t id)
{
    const struct process *process = job->procs;

    if (idtype == P_PID) {
        while (process != NULL && (process->pid != (pid_t)id || !has_ended(process)))
            process = process->next;
        return process;
    }
    if (process == NULL || !(job->stat & STAT_DONE) || (idtype == P_PGID && process->pid != (pid_t)id))
        return NULL;
    while (process->next != NULL)
        process = process->next;
    return process;
}

/* What zsh's wait returns for a child that is not in the table; zsh then forgets the child. */
static int wait_for_status(pid_t pid)
{
    char number[16], *words[] = {number, NULL};
    struct options none = {0};
    struct quiet quiet = quiet_start();

    snprintf(number, sizeof number, "%d", (int)pid);
    int status = bin_fg((char *)"wait", words, &none, BIN_WAIT);
    quiet_end(quiet);
    return status;
}

/* The status 127 would also mean that zsh does not know the child. So a status that no child can have is added, which
 * comes first if there is no other. */
int job_recall(pid_t pid)
{
    enum { NONE = 1000 };

    addbgstatus(pid, NONE);
    int status = wait_for_status(pid);
    if (status == NONE)
        return -1;
    wait_for_status(pid);
    addbgstatus(pid, status);
    return status;
}

/* Notes the last processes of the jobs that are running. */
static void note_jobs(void)
{
    for (int i = 1; i <= maxjob; i++)
        if (i != thisjob && jobtab[i].procs != NULL && !(jobtab[i].stat & (STAT_CURSH | STAT_DONE))) {
            const struct process *process = jobtab[i].procs;
            while (process->next != NULL)
                process = process->next;
            note(process->pid);
        }
}

/* Returns a noted child that zsh has taken out of its table, or 0. */
static pid_t find_noted(int *status)
{
    struct process *process;
    struct job *job;

    for (size_t i = 0; i < MOST_NOTED; i++) {
        if (noted[i] == 0 || findproc(noted[i], &job, &process, 0))
            continue;
        pid_t pid = noted[i];
        int left = job_recall(pid);
        noted[i] = 0;
        if (left < 0)
            continue;
        *status = job_wait_status(left);
        return pid;
    }
    return 0;
}

pid_t job_ended(int idtype, id_t id, int *status)
{
    for (int i = 1; i <= maxjob; i++) {
        const struct process *process = i != thisjob ? find_ended(&jobtab[i], idtype, id) : NULL;
        if (process != NULL) {
            *status = process->status;
            return process->pid;
        }
    }
    if (idtype != P_ALL)
        return 0;
    note_jobs();
    return find_noted(status);
}

/* Lets zsh reap it, and takes the job out of zsh's table where zsh does not do so at once. */
void job_reported(pid_t pid)
{
    pid_t *known = find_note(pid);

    if (known != NULL)
        *known = 0;
    wait_for_processes();
    for (int i = 1; i <= maxjob; i++)
        if (i != thisjob && (jobtab[i].stat & STAT_DONE) && find_ended(&jobtab[i], P_PID, (id_t)pid) != NULL)
            deletejob(&jobtab[i], 0);
}
