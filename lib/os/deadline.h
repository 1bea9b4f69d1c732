/* SPDX-License-Identifier: MIT */
/* Deadlines: points in time of the monotonic clock, in nanoseconds. 0 means no deadline. */
#ifndef XOS_OS_DEADLINE_H
#define XOS_OS_DEADLINE_H

#include <stdint.h>

#define SECOND_NS INT64_C(1000000000)

/* The current time of the monotonic clock: clock_gettime(2). */
int64_t deadline_now(void);

/* The time span_ns nanoseconds from now, or INT64_MAX if that would overflow. */
int64_t deadline_after(int64_t span_ns);

/* The earlier one of two deadlines, each of which may be 0. */
int64_t deadline_earlier(int64_t a, int64_t b);

/* Milliseconds until the deadline, rounded up, as poll(2) takes them: 0 if it has passed, -1 if there is none. */
int deadline_ms(int64_t deadline_ns);

#endif
