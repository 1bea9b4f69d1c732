/* SPDX-License-Identifier: MIT */
/* Event counters and timers as descriptors: eventfd(2), timerfd_create(2). Each function gives 0 or the value asked
 * for, or -errno. */
#ifndef XOS_OS_EVENTS_H
#define XOS_OS_EVENTS_H

#include <stdint.h>
#include <time.h>

/* A new counter; flags (EFD_*) as given. */
int os_eventfd(unsigned initial, int flags);

/* The counter's value, which is 0 afterwards (with EFD_SEMAPHORE: 1, and it is 1 less). Waits while it is 0. Not
 * retried after EINTR. -EINVAL where fd gives fewer than eight bytes: it is no counter. */
int os_eventfd_read(int fd, uint64_t *value);

/* Adds value; waits while that would be too much. Not retried. */
int os_eventfd_write(int fd, uint64_t value);

/* A new timer by that clock (CLOCK_*); TFD_CLOEXEC is added to flags. */
int os_timerfd(int clock, int flags);

/* Sets the timer: initial (0 disarms it) is relative unless flags has TFD_TIMER_ABSTIME; interval 0 is once. old gets
 * the setting before. */
int os_timerfd_set(int fd, int flags, struct timespec initial, struct timespec interval, struct itimerspec *old);

/* The time left, and the interval. */
int os_timerfd_get(int fd, struct itimerspec *setting);

#endif
