/* SPDX-License-Identifier: MIT */
/* A child that runs one command in the foreground, while zsh waits. */
#include "inside/guest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zsh/shell.h"

/* What a subshell is made for. */
static struct {
    pid_t shell;
    char *const *words;
    const struct child_work *work;
    sigset_t ignored; /* by the script, with trap ''; a subshell forgets that */
} pending;

/* The signals that zsh catches or ignores for itself get their default action. */
static void become_program(void)
{
    struct sigaction action;
    sigset_t defaults, mask;

    shell_left = true;
    sigemptyset(&defaults);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    job_prepare(&defaults, &mask);
    for (int number = 1; number < NSIG; number++)
        if (sigismember(&defaults, number) == 1 ||
            (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN))
            signal_default(number);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    closem(FDT_INTERNAL, 0);
    zclose(coprocin);
    zclose(coprocout);
}

/* Runs a child like that of $(...): it is not a job, and cannot be stopped. */
static int run_piped(const struct child_work *work)
{
    int outer_value = cmdoutval, outer_use = use_cmdoutval;
    pid_t outer = cmdoutpid, pid = fork();

    if (pid < 0)
        return -errno;
    if (pid == 0) {
        setlimits(NULL);
        become_program();
        signal_ignore(SIGTSTP);
        signal_ignore(SIGTTIN);
        signal_ignore(SIGTTOU);
        work->child(work->state);
    }
    cmdoutpid = pid;
    cmdoutval = 0;
    work->meanwhile(work->state);
    waitforpid(pid, 0);
    int status = cmdoutval;
    cmdoutpid = outer;
    cmdoutval = outer_value;
    use_cmdoutval = outer_use;
    return status;
}

/* Writes a word as zsh reads it; returns the end. */
static char *quote(char *at, const char *word)
{
    static const char plain[] = "%+,-./0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0')
        return stpcpy(at, word);
    at = stpcpy(at, "$'");
    for (; *word != '\0'; word++) {
        unsigned byte = (unsigned char)*word;
        if (byte >= ' ' && byte <= '~' && byte != '\'' && byte != '\\')
            *at++ = (char)byte;
        else
            at += sprintf(at, "\\%03o", byte);
    }
    return stpcpy(at, "'");
}

/* The command line of a subshell in which the builtin finds its work pending; malloc'ed. */
static char *subshell_text(char *const *words)
{
    enum { LONGEST = 4, AROUND = 5 }; /* of a byte quoted, and what is around a word */
    static const char start[] = "( builtin", end[] = " )";
    size_t size = sizeof start + sizeof end;

    for (size_t i = 0; words[i] != NULL; i++)
        size += strlen(words[i]) * LONGEST + AROUND;
    char *text = malloc(size), *at = text;
    if (text == NULL)
        return NULL;
    at = stpcpy(at, start);
    for (size_t i = 0; words[i] != NULL; i++)
        at = quote(stpcpy(at, " "), words[i]);
    stpcpy(at, end);
    return text;
}

static Eprog parse(char *const *words)
{
    char *text = subshell_text(words);
    int outer = noaliases;

    if (text == NULL)
        return NULL;
    noaliases = 1;
    Eprog program = parse_string(text, 0);
    noaliases = outer;
    free(text);
    return program;
}

/* Zsh runs it as a part of the command that it is running: nothing is traced, trapped or exited from once more. */
static void run_subshell(Eprog program)
{
    int trace = (unsigned char)opts[XTRACE], line = ineval, errors = noerrexit, this_error = this_noerrexit,
        job = thisjob;
    int debug = sigtrapped[SIGDEBUG];

    opts[XTRACE] = 0;
    ineval = 1;
    noerrexit = NOERREXIT_EXIT | NOERREXIT_RETURN;
    sigtrapped[SIGDEBUG] = 0;
    execode(program, 1, 0, (char *)"xos");
    opts[XTRACE] = (char)trace;
    ineval = line;
    noerrexit = errors;
    this_noerrexit = this_error;
    sigtrapped[SIGDEBUG] = debug;
    thisjob = job;
}

/* A subshell is a job with all that zsh does for one: process group, terminal, Ctrl-Z. */
static int run_as_job(char *const *words, const struct child_work *work)
{
    Eprog program = parse(words);

    if (program == NULL)
        return -ENOMEM;
    pending.shell = getpid();
    pending.words = words;
    pending.work = work;
    sigemptyset(&pending.ignored);
    for (int number = 1; number < NSIG && number <= SIGCOUNT; number++)
        if (sigtrapped[number] & ZSIG_IGNORED)
            sigaddset(&pending.ignored, number);
    run_subshell(program);
    pending.work = NULL;
    return (int)lastval;
}

void child_take_over(char *const *words)
{
    size_t i = 0;

    if (pending.work == NULL || getpid() == pending.shell)
        return;
    const char *const *wanted = (const char *const *)pending.words + 1; /* behind "xos" */
    while (words[i] != NULL && wanted[i] != NULL && strcmp(unmeta(words[i]), wanted[i]) == 0)
        i++;
    if (words[i] != NULL || wanted[i] != NULL)
        return;
    become_program();
    for (int number = 1; number < NSIG; number++)
        if (sigismember(&pending.ignored, number) == 1)
            signal_ignore(number);
    pending.work->child(pending.work->state);
}

int job_run(char *const *words, const struct child_work *work)
{
    sigset_t old;

    jobs_hold(&old);
    int status = work->meanwhile != NULL ? run_piped(work) : run_as_job(words, work);
    jobs_go_on(&old);
    return status;
}
