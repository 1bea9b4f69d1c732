/* SPDX-License-Identifier: MIT */
/* The calling process. */
#include "os/process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/deadline.h"
#include "os/decimal.h"
#include "os/retry.h"

int os_getpgid(pid_t pid)
{
    return OS_CALL(getpgid(pid));
}

int os_getsid(pid_t pid)
{
    return OS_CALL(getsid(pid));
}

int os_setpgid(pid_t pid, pid_t pgrp)
{
    return OS_CALL(setpgid(pid, pgrp));
}

int os_setsid(void)
{
    return OS_CALL(setsid());
}

int os_killpg(pid_t pgrp, int number)
{
    return pgrp == 1 ? -EINVAL : OS_CALL(killpg(pgrp, number));
}

/* The bare system calls: the kernel's getpriority returns 20 - nice, so that no value looks like an error. */
int os_getpriority(int which, int who, int *priority)
{
    int result = (int)OS_CALL(syscall(SYS_getpriority, which, who));

    if (result < 0)
        return result;
    *priority = 20 - result;
    return 0;
}

int os_setpriority(int which, int who, int priority)
{
    return (int)OS_CALL(syscall(SYS_setpriority, which, who, priority));
}

int os_setns(int fd, int nstype)
{
#ifdef HAVE_SETNS
    return OS_CALL(setns(fd, nstype));
#else
    (void)fd;
    (void)nstype;
    return -ENOSYS;
#endif
}

int os_namespace_type(int fd)
{
    enum { GET_TYPE = 0xb703 }; /* NS_GET_NSTYPE, which older headers lack */
    int type = OS_CALL(ioctl(fd, GET_TYPE));

    return type == -ENOTTY ? -EINVAL : type;
}

int os_unshare(int flags)
{
#ifdef HAVE_UNSHARE
    return OS_CALL(unshare(flags));
#else
    (void)flags;
    return -ENOSYS;
#endif
}

int os_getrlimit(pid_t pid, int resource, struct rlimit *limit)
{
    struct {
        uint64_t soft, hard;
    } kernels = {0};
    int result = (int)OS_CALL(syscall(SYS_prlimit64, pid, resource, NULL, &kernels));

    if (result == 0)
        *limit = (struct rlimit){.rlim_cur = kernels.soft, .rlim_max = kernels.hard};
    return result;
}

int os_process_start(pid_t pid, struct os_process_start *start)
{
    enum { BETWEEN = 20 }; /* the time is so many fields after the program's name */
    char stat[PROC_NAME_ROOM], text[1024];

    proc_name(stat, pid, "stat");
    ssize_t size = contents_text(AT_FDCWD, stat, text, sizeof text);
    if (size < 0)
        return (int)size;
    const char *name = strchr(text, '('), *end = strrchr(text, ')'); /* the name may contain parentheses, too */
    if (name == NULL || end == NULL || (size_t)(end - name) > sizeof start->name)
        return -EPROTO;
    size_t length = (size_t)(end - name) - 1;
    memcpy(start->name, name + 1, length);
    start->name[length] = '\0';
    for (int field = 0; field < BETWEEN && end != NULL; field++)
        end = strchr(end + 1, ' ');
    long ticks = sysconf(_SC_CLK_TCK);
    start->since_boot_ns = end == NULL || ticks <= 0 ? 0 : atoll(end) * (SECOND_NS / ticks);
    return 0;
}

mode_t os_umask(mode_t mask)
{
    return umask(mask);
}
