/* SPDX-License-Identifier: MIT */
/* What zsh remembers about its process: the environment, directory, process group and signals. */
#include "inside/guest.h"

#include <unistd.h>

#include "zsh/shell.h"

struct quiet quiet_start(void)
{
    enum { SILENT = 2 }; /* messages are not printed, and are no errors */
    struct quiet quiet = {noerrs, errflag};

    noerrs = SILENT;
    return quiet;
}

void quiet_end(struct quiet quiet)
{
    noerrs = quiet.messages;
    errflag = quiet.errors | (errflag & ERRFLAG_INT);
}

/* Zsh keeps the environment of the process up to date. */
char **shell_exported(void)
{
    return environ;
}

/* As `cd` does: PWD and OLDPWD, and the function chpwd. */
void shell_moved(void)
{
    struct quiet quiet = quiet_start();

    zsfree(oldpwd);
    oldpwd = pwd;
    setjobpwd();
    pwd = metafy(zgetcwd(), -1, META_DUP);
    set_pwd_env();
    quiet_end(quiet);
    callhookfunc((char *)"chpwd", NULL, 1, NULL);
}

/* Zsh asks the kernel for UID, EUID and the others each time. */
void shell_ids_changed(void)
{
}

void shell_group_changed(void)
{
    mypgrp = getpgrp();
}

/* Signals that a handler of zsh's has taken wait in its queue while the builtin runs. */
int shell_stop_signal(void)
{
    for (int at = queue_front; at != queue_rear;) {
        at = (at + 1) % MAX_QUEUE_SIZE;
        switch (signal_queue[at]) {
        case SIGHUP:
        case SIGINT:
        case SIGQUIT:
        case SIGTERM:
            return signal_queue[at];
        }
    }
    return errflag & ERRFLAG_INT ? SIGINT : 0;
}
