/* SPDX-License-Identifier: MIT */
/* A library for LD_PRELOAD: the clock of the day shows FAKE_TIME, in seconds since 1970. The system's clock stays. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long fake(void)
{
    const char *text = getenv("FAKE_TIME");

    return text != NULL ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time_of_day)
{
    if (clock != CLOCK_REALTIME)
        return (int)syscall(SYS_clock_gettime, clock, time_of_day);
    *time_of_day = (struct timespec){.tv_sec = fake()};
    return 0;
}

time_t time(time_t *seconds)
{
    if (seconds != NULL)
        *seconds = fake();
    return fake();
}

int gettimeofday(struct timeval *restrict time_of_day, void *restrict zone)
{
    (void)zone;
    *time_of_day = (struct timeval){.tv_sec = fake()};
    return 0;
}
