/* SPDX-License-Identifier: MIT */
/* Event counters and timers as descriptors: eventfd(2), timerfd_create(2). Each function returns 0 or the requested
 * value, or -errno. */
#ifndef XOS_OS_EVENTS_H
#define XOS_OS_EVENTS_H

#include <stdint.h>
#include <time.h>

/* Creates a counter; flags: EFD_*. */
int os_eventfd(unsigned initial, int flags);

/* Reads the counter's value and sets it to 0 (with EFD_SEMAPHORE: returns 1 and subtracts 1). Waits while it is 0; not
 * repeated after EINTR. -EINVAL if fd returns fewer than eight bytes: it is not a counter. */
int os_eventfd_read(int fd, uint64_t *value);

/* Adds value to the counter; waits while the sum would overflow. Not repeated after EINTR. */
int os_eventfd_write(int fd, uint64_t value);

/* Creates a timer of that clock (CLOCK_*); TFD_CLOEXEC is added to flags. */
int os_timerfd(int clock, int flags);

/* Sets the timer. initial (0 disarms it) is relative unless flags has TFD_TIMER_ABSTIME; interval 0: expires once. *old
 * gets the previous setting. */
int os_timerfd_set(int fd, int flags, struct timespec initial, struct timespec interval, struct itimerspec *old);

/* Reads the time left and the interval. */
int os_timerfd_get(int fd, struct itimerspec *setting);

#endif
