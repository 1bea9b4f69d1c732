/* SPDX-License-Identifier: MIT */
/* Clocks: clock_gettime(2) and its family, sleeping, and whether the system's clock is synchronised. Each function
 * returns 0 or the requested value, or -errno. */
#ifndef XOS_OS_CLOCK_H
#define XOS_OS_CLOCK_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* The ids of the clocks of a thread and of a clock device. */
int os_thread_clock(pid_t tid);
int os_device_clock(int fd);

/* clock_gettime(2), clock_getres(2), clock_settime(2). */
int os_clock_get(int clock, struct timespec *time);
int os_clock_resolution(int clock, struct timespec *time);
int os_clock_set(int clock, struct timespec time);

/* The CPU time of a process. -ESRCH if there is no such process. */
int os_process_time(pid_t pid, struct timespec *time);

/* The CPU time of a thread: from its clock if it belongs to this process, else from /proc. -ESRCH if there is no such
 * thread; -ENOENT if /proc does not contain it. */
int os_thread_time(pid_t tid, struct timespec *time);

/* 0 if a thread with that id exists, else -ESRCH. */
int os_thread_exists(pid_t tid);

/* Sleeps until clock reaches time: clock_nanosleep(2), repeated after EINTR (see os_stop). */
int os_sleep_until(int clock, struct timespec time);

/* Sleeps for ns nanoseconds of CLOCK_MONOTONIC. */
int os_sleep(int64_t ns);

/* Sleeps until os_stop() is true after a signal. */
int os_sleep_for_ever(void);

/* 1 if the kernel regards the system's clock as synchronised, else 0: adjtimex(2). */
int os_clock_synchronized(void);

#endif
