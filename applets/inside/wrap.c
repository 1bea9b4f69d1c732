/* SPDX-License-Identifier: MIT */
/* Functions of lib/ and of libc that mean something else inside a shell. The linker gives the operations these instead
 * (--wrap, see builtin.am); in a child, which is a process like the program's, they are the originals again. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inside/children.h"
#include "inside/guest.h"
#include "os/fd.h"
#include "os/retry.h"
#include "os/spawn/spawn.h"
#include "os/spawn/wait.h"
#include "table/op.h"

#define WRAPPED(result, name, ...) \
    result __wrap_##name(__VA_ARGS__); \
    result __real_##name(__VA_ARGS__); \
    result __wrap_##name(__VA_ARGS__)

bool shell_left;

/* Retries end when the shell is asked to stop. */
WRAPPED(bool, os_stop, void)
{
    return shell_left ? __real_os_stop() : shell_stop_signal() != 0;
}

/* A shell's getenv may read its variables; the program's reads the environment that children get. */
WRAPPED(char *, getenv, const char *name)
{
    size_t size = strlen(name);

    for (char **variable = environ; variable != NULL && *variable != NULL; variable++)
        if (strncmp(*variable, name, size) == 0 && (*variable)[size] == '=')
            return *variable + size + 1;
    return NULL;
}

/* Removes the variables of that name from a child's environment; returns how many remain. */
static size_t remove_variable(const char *name, size_t size)
{
    size_t kept = 0;

    for (size_t i = 0; environ != NULL && environ[i] != NULL; i++)
        if (strncmp(environ[i], name, size) != 0 || environ[i][size] != '=')
            environ[kept++] = environ[i];
    if (environ != NULL)
        environ[kept] = NULL;
    return kept;
}

static int add_variable(const char *name, const char *value)
{
    size_t size = strlen(name), count = remove_variable(name, size);
    char **grown = malloc((count + 2) * sizeof *grown), *entry = malloc(size + strlen(value) + 2);

    if (grown == NULL || entry == NULL) {
        free(grown);
        free(entry);
        return ENOMEM;
    }
    stpcpy(stpcpy(stpcpy(entry, name), "="), value);
    if (count > 0)
        memcpy(grown, environ, count * sizeof *grown);
    grown[count] = entry;
    grown[count + 1] = NULL;
    environ = grown;
    return 0;
}

WRAPPED(int, setenv, const char *name, const char *value, int overwrite)
{
    (void)overwrite; /* always wanted */
    errno = shell_left ? add_variable(name, value) : -variable_export(name, value);
    return errno == 0 ? 0 : -1;
}

WRAPPED(int, unsetenv, const char *name)
{
    bool fits = name[0] != '\0' && strchr(name, '=') == NULL;

    if (shell_left && fits)
        remove_variable(name, strlen(name));
    errno = !fits ? EINVAL : shell_left ? 0 : -variable_unexport(name);
    return errno == 0 ? 0 : -1;
}

/* The shell's own descriptors are busy. */
WRAPPED(int, os_close, int fd)
{
    if (shell_left)
        return __real_os_close(fd);
    if (shell_keeps(fd))
        return -EBUSY;
    descriptors_closed(fd, fd + 1);
    return __real_os_close(fd);
}

WRAPPED(int, os_dup2, int fd, int fd2, bool inheritable)
{
    if (!shell_left && fd != fd2 && shell_keeps(fd2))
        return -EBUSY;
    int result = __real_os_dup2(fd, fd2, inheritable);
    if (!shell_left && result >= 0)
        descriptor_made(fd2);
    return result;
}

/* Closes the parts of the range between the shell's descriptors. */
WRAPPED(void, os_closerange, int low, int high)
{
    if (shell_left) {
        __real_os_closerange(low, high);
        return;
    }
    if (low < 0)
        low = 0;
    while (low < high) {
        int kept = shell_next_kept(low, high);
        __real_os_closerange(low, kept);
        descriptors_closed(low, kept);
        low = kept < high ? kept + 1 : high;
    }
}

WRAPPED(int, call_new_fds, struct call *call, int *fds, size_t count)
{
    int result = __real_call_new_fds(call, fds, count);

    for (size_t i = 0; i < count && result == 0 && !shell_left; i++)
        descriptor_made(fds[i]);
    return result;
}

WRAPPED(pid_t, spawn_start, const struct spawn *spawn, struct spawn_failure *failure)
{
    return shell_left ? __real_spawn_start(spawn, failure) : children_spawn(spawn, failure);
}

static int status_of(const siginfo_t *info)
{
    switch (info->si_code) {
    case CLD_EXITED:
        return (info->si_status & 0xff) << 8;
    case CLD_DUMPED:
        return info->si_status | 0x80;
    case CLD_STOPPED:
    case CLD_TRAPPED:
        return info->si_status << 8 | 0x7f;
    case CLD_CONTINUED:
        return 0xffff;
    default:
        return info->si_status;
    }
}

WRAPPED(pid_t, wait_process, pid_t pid, int options, int *status, struct rusage *usage)
{
    enum { KNOWN = WNOHANG | WUNTRACED | WCONTINUED };
    int idtype = pid > 0 ? P_PID : pid == -1 ? P_ALL : P_PGID;
    id_t id = (id_t)(pid > 0 ? pid : pid == 0 ? getpgrp() : -pid);
    siginfo_t info;

    if (shell_left || (options & ~KNOWN))
        return __real_wait_process(pid, options, status, usage);
    int result = children_collect(idtype, id, options | WEXITED, &info, usage);
    if (result < 0)
        return result;
    if (info.si_pid != 0 && status != NULL)
        *status = status_of(&info);
    return info.si_pid;
}

WRAPPED(int, wait_id, int idtype, id_t id, int options, siginfo_t *info)
{
    return shell_left ? __real_wait_id(idtype, id, options, info) : children_collect(idtype, id, options, info, NULL);
}
