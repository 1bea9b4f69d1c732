/* The calling process. */
#include "os/process.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

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

int os_getpriority(int which, int who, int *priority)
{
    errno = 0;
    *priority = getpriority(which, (id_t)who);
    return *priority == -1 ? -errno : 0;
}

int os_setpriority(int which, int who, int priority)
{
    return OS_CALL(setpriority(which, (id_t)who, priority));
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

int os_unshare(int flags)
{
#ifdef HAVE_UNSHARE
    return OS_CALL(unshare(flags));
#else
    (void)flags;
    return -ENOSYS;
#endif
}
