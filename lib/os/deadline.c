/* SPDX-License-Identifier: MIT */
/* Deadlines of the monotonic clock. */
#include "os/deadline.h"

#include <limits.h>
#include <time.h>

int64_t deadline_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND_NS + now.tv_nsec;
}

int64_t deadline_after(int64_t span_ns)
{
    int64_t now = deadline_now();

    return span_ns > INT64_MAX - now ? INT64_MAX : now + span_ns;
}

int64_t deadline_earlier(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

int deadline_ms(int64_t deadline_ns)
{
    if (deadline_ns == 0)
        return -1;
    int64_t span = deadline_ns - deadline_now();
    return span <= 0 ? 0 : span / 1000000 >= INT_MAX ? INT_MAX : (int)(span / 1000000) + 1;
}
