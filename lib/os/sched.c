/* SPDX-License-Identifier: MIT */
/* The scheduler's system calls. Some C libraries (musl) answer ENOSYS to the first few on purpose, since what POSIX says
 * of a process Linux does to a thread; that is documented here, so the kernel is asked itself. */
#include "os/sched.h"

#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/process.h"
#include "os/retry.h"

enum { SCHED_RESET_ON_FORK_BIT = 0x40000000 };

/* struct sched_param as the kernel has it: some C libraries' is longer. */
struct kernel_param {
    int priority;
};

int os_sched_get_priority_min(int policy)
{
    return (int)OS_CALL(syscall(SYS_sched_get_priority_min, policy));
}

int os_sched_get_priority_max(int policy)
{
    return (int)OS_CALL(syscall(SYS_sched_get_priority_max, policy));
}

int os_sched_getscheduler(pid_t pid)
{
    return (int)OS_CALL(syscall(SYS_sched_getscheduler, pid));
}

int os_sched_setscheduler(pid_t pid, int policy, int priority)
{
    struct kernel_param param = {priority};

    return (int)OS_CALL(syscall(SYS_sched_setscheduler, pid, policy, &param));
}

int os_sched_getparam(pid_t pid)
{
    struct kernel_param param = {0};
    int result = (int)OS_CALL(syscall(SYS_sched_getparam, pid, &param));

    return result < 0 ? result : param.priority;
}

int os_sched_setparam(pid_t pid, int priority)
{
    struct kernel_param param = {priority};

    return (int)OS_CALL(syscall(SYS_sched_setparam, pid, &param));
}

int os_sched_rr_get_interval(pid_t pid, struct timespec *quantum)
{
    return OS_CALL(sched_rr_get_interval(pid, quantum));
}

int os_sched_yield(void)
{
    return OS_CALL(sched_yield());
}

int os_sched_getaffinity(pid_t pid, unsigned long *bits)
{
    return (int)OS_CALL(syscall(SYS_sched_getaffinity, pid, (size_t)CPU_ROOM, bits));
}

int os_sched_setaffinity(pid_t pid, const unsigned long *bits, size_t size)
{
    return (int)OS_CALL(syscall(SYS_sched_setaffinity, pid, size, bits));
}

int os_usable_cpus(void)
{
    unsigned long bits[CPU_ROOM / sizeof(long)];
    int size = os_sched_getaffinity(0, bits);
    int count = size > 0 ? cpus_count(bits, (size_t)size) : 1;

    return count > 0 ? count : 1;
}

int cpus_count(const unsigned long *bits, size_t size)
{
    int count = 0;

    for (size_t i = 0; i < size / sizeof *bits; i++)
        count += __builtin_popcountl(bits[i]);
    return count;
}

bool cpus_has(const unsigned long *bits, size_t size, size_t cpu)
{
    enum { BITS = 8 * sizeof *bits };

    return cpu / 8 < size && (bits[cpu / BITS] >> cpu % BITS & 1);
}

/* As far as the older calls tell. */
static int getattr_by_others(pid_t pid, struct sched_attributes *attributes)
{
    int policy = os_sched_getscheduler(pid), priority = policy < 0 ? policy : os_sched_getparam(pid), nice = 0;

    if (priority < 0)
        return priority;
    int result = os_getpriority(PRIO_PROCESS, pid, &nice);
    *attributes = (struct sched_attributes){
        .policy = (uint32_t)(policy & ~SCHED_RESET_ON_FORK_BIT),
        .flags = policy & SCHED_RESET_ON_FORK_BIT ? SCHED_RESETS_ON_FORK : 0,
        .priority = (uint32_t)priority,
        .nice = nice,
    };
    return result;
}

int os_sched_getattr(pid_t pid, struct sched_attributes *attributes)
{
    memset(attributes, 0, sizeof *attributes);
    int result = (int)OS_CALL(syscall(SYS_sched_getattr, pid, attributes, sizeof *attributes, 0));
    return result == -ENOSYS || result == -EPERM ? getattr_by_others(pid, attributes) : result;
}

int os_sched_setattr(pid_t pid, struct sched_attributes attributes)
{
    attributes.size = sizeof attributes;
    return (int)OS_CALL(syscall(SYS_sched_setattr, pid, &attributes, 0));
}
