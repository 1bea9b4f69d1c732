/* SPDX-License-Identifier: MIT */
/* Clocks. */
#include "os/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/timex.h>

#include "os/contents.h"
#include "os/decimal.h"
#include "os/retry.h"
#include "os/sched.h"

/* The kernel's ids of dynamic clocks: ~id << 3, plus the type of clock. */
enum { PROCESS_CLOCK = 2, DEVICE_CLOCK = 3, THREAD_CLOCK = 6 };

/* Ids of this size or more would overflow a clock's id. No process has one: the kernel's limit is 1 << 22. */
enum { MOST_ID = 1 << 28 };

static int clock_of(int id, int kind)
{
    return (int)(~(unsigned)id << 3 | (unsigned)kind);
}

int os_thread_clock(pid_t tid)
{
    return clock_of(tid, THREAD_CLOCK);
}

int os_device_clock(int fd)
{
    return clock_of(fd, DEVICE_CLOCK);
}

int os_clock_get(int clock, struct timespec *time)
{
    return OS_CALL(clock_gettime(clock, time));
}

int os_clock_resolution(int clock, struct timespec *time)
{
    return OS_CALL(clock_getres(clock, time));
}

int os_clock_set(int clock, struct timespec time)
{
    return OS_CALL(clock_settime(clock, &time));
}

int os_process_time(pid_t pid, struct timespec *time)
{
    int result = pid < MOST_ID ? os_clock_get(clock_of(pid, PROCESS_CLOCK), time) : -ESRCH;

    return result == -EINVAL ? -ESRCH : result;
}

int os_thread_exists(pid_t tid)
{
    int result = os_sched_getscheduler(tid);

    return result < 0 ? result : 0;
}

/* The first number of /proc/TID/schedstat is the time on a CPU in nanoseconds. */
static int read_schedstat(pid_t tid, struct timespec *time)
{
    char name[PROC_NAME_ROOM], text[64];

    proc_name(name, tid, "schedstat");
    ssize_t size = contents_text(AT_FDCWD, name, text, sizeof text);
    if (size <= 0)
        return size < 0 ? (int)size : -ENOENT;
    unsigned long long ns = strtoull(text, NULL, 10);
    *time = (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
    return 0;
}

int os_thread_time(pid_t tid, struct timespec *time)
{
    int result = tid < MOST_ID ? os_clock_get(os_thread_clock(tid), time) : -ESRCH;

    if (result != -EINVAL)
        return result;
    result = os_thread_exists(tid);
    return result < 0 ? result : read_schedstat(tid, time);
}

int os_sleep_until(int clock, struct timespec time)
{
    int result;

    do
        result = clock_nanosleep(clock, TIMER_ABSTIME, &time, NULL);
    while (result == EINTR && !os_stop());
    return -result;
}

int os_sleep(int64_t ns)
{
    enum { SECOND = 1000000000 };
    struct timespec time;
    int result = os_clock_get(CLOCK_MONOTONIC, &time);

    ns += time.tv_nsec;
    time.tv_sec += ns / SECOND;
    time.tv_nsec = (long)(ns % SECOND);
    return result < 0 ? result : os_sleep_until(CLOCK_MONOTONIC, time);
}

int os_sleep_for_ever(void)
{
    do
        poll(NULL, 0, -1);
    while (!os_stop());
    return -EINTR;
}

int os_clock_synchronized(void)
{
    struct timex timex = {0};
    int state = OS_CALL(adjtimex(&timex));

    return state < 0 ? state : state != TIME_ERROR;
}
