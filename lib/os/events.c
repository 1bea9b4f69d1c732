/* SPDX-License-Identifier: MIT */
/* Event counters and timers as descriptors. */
#include "os/events.h"

#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "os/retry.h"

int os_eventfd(unsigned initial, int flags)
{
    return OS_CALL(eventfd(initial, flags));
}

int os_eventfd_read(int fd, uint64_t *value)
{
    ssize_t size = read(fd, value, sizeof *value);

    if (size < 0)
        return os_error();
    return size == sizeof *value ? 0 : -EINVAL;
}

int os_eventfd_write(int fd, uint64_t value)
{
    ssize_t size = write(fd, &value, sizeof value);

    if (size < 0)
        return os_error();
    return size == sizeof value ? 0 : -EINVAL;
}

int os_timerfd(int clock, int flags)
{
    return OS_CALL(timerfd_create(clock, flags | TFD_CLOEXEC));
}

int os_timerfd_set(int fd, int flags, struct timespec initial, struct timespec interval, struct itimerspec *old)
{
    struct itimerspec setting = {.it_value = initial, .it_interval = interval};

    return OS_CALL(timerfd_settime(fd, flags, &setting, old));
}

int os_timerfd_get(int fd, struct itimerspec *setting)
{
    return OS_CALL(timerfd_gettime(fd, setting));
}
