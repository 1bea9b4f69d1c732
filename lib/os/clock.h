/* SPDX-License-Identifier: MIT */
/* Clocks: clock_gettime(2) and its family, sleeping, whether the system's clock is synchronised. Each function gives 0
 * or the value asked for, or -errno. */
#ifndef XOS_OS_CLOCK_H
#define XOS_OS_CLOCK_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* The ids of clocks that exist for each process, thread and clock device. */
int os_process_clock(pid_t pid);
int os_thread_clock(pid_t tid);
int os_device_clock(int fd);

/* clock_gettime(2), clock_getres(2), clock_settime(2). */
int os_clock_get(int clock, struct timespec *time);
int os_clock_resolution(int clock, struct timespec *time);
int os_clock_set(int clock, struct timespec time);

/* The CPU time of a process. -ESRCH if it does not exist. */
int os_process_time(pid_t pid, struct timespec *time);

/* The CPU time of a thread: the clock's if it is one of this process, else what /proc says. -ESRCH if it does not
 * exist; -ENOENT if /proc does not tell. */
int os_thread_time(pid_t tid, struct timespec *time);

/* 0 if a thread of that id exists, else -ESRCH. */
int os_thread_exists(pid_t tid);

/* Waits until clock shows time: clock_nanosleep(2), again after EINTR (see os_stop). */
int os_sleep_until(int clock, struct timespec time);

/* Waits ns nanoseconds by CLOCK_MONOTONIC. */
int os_sleep(int64_t ns);

/* Waits until a signal ends that. */
int os_sleep_for_ever(void);

/* 1 if the kernel regards the system's clock as synchronised, 0 if not: adjtimex(2). */
int os_clock_synchronized(void);

#endif
