/* SPDX-License-Identifier: MIT */
/* System information. */
#include "os/sysinfo.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/cpuset.h"
#include "os/io.h"
#include "os/retry.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

enum { MINSIGSTKSZ_NAME = 249 }; /* _SC_MINSIGSTKSZ: known to glibc 2.34 and later, answered by the kernel */

int os_sysconf(int name, long *value)
{
    errno = 0;
    *value = sysconf(name);
    if (*value != -1 || errno == 0)
        return 0;
    if (name == MINSIGSTKSZ_NAME && getauxval(AT_MINSIGSTKSZ) != 0) {
        *value = (long)getauxval(AT_MINSIGSTKSZ);
        return 0;
    }
    return -errno;
}

int os_confstr(int name, char *text, size_t room, size_t *size)
{
    errno = 0;
    *size = confstr(name, text, room);
    return *size == 0 ? -errno : 0;
}

/* Starts getconf NAME with its output on the pipe end and nothing of its own on standard error. */
static int start_getconf(const char *name, int output, pid_t *pid)
{
    char *argv[] = {(char *)"getconf", (char *)name, NULL};
    posix_spawn_file_actions_t actions;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int result = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return -result;
}

int os_getconf(const char *name, char text[CONF_ROOM])
{
    int ends[2], status = 0;
    pid_t pid;

    int result = OS_CALL(pipe2(ends, O_CLOEXEC));
    if (result < 0)
        return result;
    result = start_getconf(name, ends[1], &pid);
    close(ends[1]);
    ssize_t size = result == 0 ? os_read_all(ends[0], text, CONF_ROOM - 1) : 0;
    close(ends[0]);
    if (result == 0)
        result = OS_RETRY(waitpid(pid, &status, 0));
    if (result == -ECHILD) /* SIGCHLD is ignored, and no status told: the text tells */
        result = 0;
    if (result < 0 || status != 0 || size <= 0)
        return -EINVAL;
    size -= text[size - 1] == '\n';
    text[size] = '\0';
    return 0;
}

int os_cpu_count(void)
{
    struct cpu_set online;

    if (os_cpus_online(&online) == 0)
        return cpus_count(online.bits, sizeof online.bits);
    return (int)OS_CALL(sysconf(_SC_NPROCESSORS_ONLN));
}

int os_getloadavg(uint64_t loads[3])
{
    struct sysinfo info;
    int result = OS_CALL(sysinfo(&info));

    for (int i = 0; i < 3 && result == 0; i++)
        loads[i] = info.loads[i];
    return result;
}
