/* SPDX-License-Identifier: MIT */
/* System information. */
#include "os/sysinfo.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/cpuset.h"
#include "os/io.h"
#include "os/retry.h"
#include "os/spawn/popen.h"
#include "os/spawn/wait.h"

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

enum { MINSIGSTKSZ_NAME = 249 }; /* _SC_MINSIGSTKSZ: known to glibc 2.34 and later, answered by the kernel */

#ifndef __GLIBC__
/* Reads the number in a file below /proc or /sys; returns fallback on failure. */
static long read_number(const char *path, long fallback)
{
    char text[32];
    long value = 0;
    ssize_t size = contents_text(AT_FDCWD, path, text, sizeof text);

    for (const char *digit = text; *digit >= '0' && *digit <= '9'; digit++)
        value = value * 10 + (*digit - '0');
    return size > 0 ? value : fallback;
}

/* Limits of the kernel for which C libraries other than glibc return constants. False for another name. */
static bool kernel_limit(int name, long *value)
{
    enum { LEAST_ARGUMENTS = 131072, ARGUMENTS_PART = 4 };
    struct rlimit limit = {0};

    switch (name) {
    case _SC_NGROUPS_MAX:
        *value = read_number("/proc/sys/kernel/ngroups_max", 65536);
        return true;
    case _SC_HOST_NAME_MAX:
        *value = 64;
        return true;
    case _SC_ARG_MAX:
        getrlimit(RLIMIT_STACK, &limit);
        *value = limit.rlim_cur / ARGUMENTS_PART > LEAST_ARGUMENTS ? (long)(limit.rlim_cur / ARGUMENTS_PART)
                                                                   : LEAST_ARGUMENTS;
        return true;
    case _SC_SIGQUEUE_MAX:
        getrlimit(RLIMIT_SIGPENDING, &limit);
        *value = limit.rlim_cur == RLIM_INFINITY ? -1 : (long)limit.rlim_cur;
        return true;
    default:
        return false;
    }
}
#endif

int os_sysconf(int name, long *value)
{
#ifndef __GLIBC__
    if (kernel_limit(name, value))
        return 0;
#endif
    errno = 0;
    *value = sysconf(name);
    if (*value != -1 || errno == 0)
        return 0;
    if (name == MINSIGSTKSZ_NAME && getauxval(AT_MINSIGSTKSZ) != 0) {
        *value = (long)getauxval(AT_MINSIGSTKSZ);
        return 0;
    }
    return os_error();
}

#if defined STATIC_PROGRAM && !defined __GLIBC__
bool os_sysconf_differs(int name)
{
    static const unsigned char from_kernel[] = {
        _SC_CHILD_MAX,        _SC_CLK_TCK,    _SC_OPEN_MAX,     _SC_PAGESIZE,     _SC_NPROCESSORS_CONF,
        _SC_NPROCESSORS_ONLN, _SC_PHYS_PAGES, _SC_AVPHYS_PAGES, MINSIGSTKSZ_NAME, MINSIGSTKSZ_NAME + 1, /* SIGSTKSZ */
    };
    long value;

    return memchr(from_kernel, name, sizeof from_kernel) == NULL && !kernel_limit(name, &value);
}
#endif

#ifdef __GLIBC__
int os_confstr(int name, char *text, size_t room, size_t *size)
{
    errno = 0;
    *size = confstr(name, text, room);
    return *size == 0 ? os_minus_errno() : 0; /* 0 if the name has no value */
}
#else
/* As in musl, whose confstr alone would link printf into a static program: a path, and else empty texts. */
int os_confstr(int name, char *text, size_t room, size_t *size)
{
    const char *value = name == _CS_PATH ? "/bin:/usr/bin" : "";

    if (name != _CS_PATH && (name & ~4) != 1 &&
        (name < _CS_POSIX_V6_ILP32_OFF32_CFLAGS || name > _CS_POSIX_V6_ILP32_OFF32_CFLAGS + 35))
        return -EINVAL;
    *size = strlen(value) + 1;
    if (room > 0) {
        size_t used = *size < room ? *size : room;
        memcpy(text, value, used);
        text[used - 1] = '\0';
    }
    return 0;
}
#endif

int os_getconf(const char *name, char text[CONF_ROOM])
{
    char *argv[] = {(char *)"getconf", (char *)name, NULL};
    struct popen popen;
    int status = 0;

    if (popen_tool(&popen, argv) < 0)
        return -EINVAL;
    ssize_t size = os_read_all(popen.fd, text, CONF_ROOM - 1);
    close(popen.fd);
    pid_t ended = wait_process(popen.pid, 0, &status, NULL);
    if (ended == -ECHILD) /* SIGCHLD is ignored, so there is no status: judge by the text */
        ended = popen.pid;
    if (ended < 0 || status != 0 || size <= 0)
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
