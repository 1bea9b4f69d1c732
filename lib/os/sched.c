/* SPDX-License-Identifier: MIT */
/* The scheduler's system calls, made directly. Some C libraries (musl) return ENOSYS for the first few on purpose,
 * since Linux applies to a thread what POSIX says of a process; the documentation describes what Linux does. */
#include "os/sched.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/io.h"
#include "os/process.h"
#include "os/retry.h"
#include "os/status.h"

enum { SCHED_RESET_ON_FORK_BIT = 0x40000000 };

/* The kernel's struct sched_param; that of some C libraries is longer. */
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

/* Fills in what the older system calls report. */
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
    return is_refused(result) ? getattr_by_others(pid, attributes) : result;
}

int os_sched_setattr(pid_t pid, struct sched_attributes attributes)
{
    attributes.size = sizeof attributes;
    return (int)OS_CALL(syscall(SYS_sched_setattr, pid, &attributes, 0));
}

enum { IO_PROCESS = 1 };

int os_ioprio_get(pid_t pid)
{
    return (int)OS_CALL(syscall(SYS_ioprio_get, IO_PROCESS, pid));
}

int os_ioprio_set(pid_t pid, int priority)
{
    return (int)OS_CALL(syscall(SYS_ioprio_set, IO_PROCESS, pid, priority));
}

/* Opens /proc/PID/autogroup. */
static int open_autogroup(pid_t pid, int flags)
{
    char name[PROC_NAME_ROOM];

    proc_name(name, pid, "autogroup");
    int fd = OS_RETRY(openat(AT_FDCWD, name, flags | O_CLOEXEC));
    if (fd != -ENOENT)
        return fd;
    if (fd_name_result(fd) == -OS_NO_PROC)
        return -OS_NO_PROC;
    return access("/proc/self/autogroup", F_OK) == 0 ? -ESRCH : -EOPNOTSUPP;
}

int os_autogroup_get(pid_t pid, int *nice)
{
    char text[64];
    int fd = open_autogroup(pid, O_RDONLY);

    if (fd < 0)
        return fd;
    ssize_t size = os_read_all(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = '\0';
    const char *value = strstr(text, " nice "); /* "/autogroup-17 nice 0" */
    if (value == NULL)
        return size < 0 ? (int)size : -EOPNOTSUPP;
    value += strlen(" nice ");
    int magnitude = 0;
    for (const char *digit = value + (*value == '-'); *digit >= '0' && *digit <= '9'; digit++)
        magnitude = magnitude * 10 + (*digit - '0');
    *nice = *value == '-' ? -magnitude : magnitude;
    return 0;
}

int os_autogroup_set(pid_t pid, int nice)
{
    char text[16];
    int fd = open_autogroup(pid, O_WRONLY);

    if (fd < 0)
        return fd;
    text[0] = '-';
    const char *end = put_decimal(text + (nice < 0), (unsigned)(nice < 0 ? -nice : nice));
    int64_t written = os_write(fd, text, (size_t)(end - text));
    close(fd);
    return written < 0 ? (int)written : 0;
}
