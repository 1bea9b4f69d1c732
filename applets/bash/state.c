/* SPDX-License-Identifier: MIT */
/* What bash remembers about its process: environment, directory, ids and signals. */
#include "inside/guest.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bash/bash.h"

char **shell_exported(void)
{
    maybe_make_export_env();
    return export_env;
}

/* A read-only PWD or OLDPWD stays as it is. */
static void set_variable(const char *name, char *value)
{
    SHELL_VAR *variable = find_variable(name);

    if (value == NULL || (variable != NULL && readonly_p(variable)))
        return;
    variable = bind_variable((char *)name, value, 0);
    if (variable != NULL && exported_p(variable))
        array_needs_making = 1;
}

void shell_moved(void)
{
    char *directory = getcwd(NULL, 0), *old = get_string_value("PWD");

    set_variable("OLDPWD", old);
    set_variable("PWD", directory);
    if (directory != NULL)
        set_working_directory(directory);
    free(directory);
}

/* UID and EUID are read-only for scripts, not for bash. */
static void set_id(const char *name, uid_t id)
{
    SHELL_VAR *variable = find_variable(name);
    char text[24];

    if (variable == NULL)
        return;
    snprintf(text, sizeof text, "%lu", (unsigned long)id);
    bool fixed = readonly_p(variable);
    VUNSETATTR(variable, att_readonly);
    bind_variable((char *)name, text, 0);
    if (fixed)
        VSETATTR(variable, att_readonly);
}

void shell_ids_changed(void)
{
    current_user.uid = getuid();
    current_user.euid = geteuid();
    current_user.gid = getgid();
    current_user.egid = getegid();
    set_id("UID", current_user.uid);
    set_id("EUID", current_user.euid);
}

void shell_group_changed(void)
{
    shell_pgrp = getpgrp();
}

int shell_stop_signal(void)
{
    static const int asking[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

    if (terminating_signal)
        return terminating_signal;
    if (interrupt_state)
        return SIGINT;
    for (size_t i = 0; i < sizeof asking / sizeof asking[0]; i++)
        if (pending_traps[asking[i]])
            return asking[i];
    return 0;
}
