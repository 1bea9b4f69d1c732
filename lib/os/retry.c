/* SPDX-License-Identifier: MIT */
/* The errors of failed calls. */
#include "os/retry.h"

int os_minus_errno(void)
{
    return -errno;
}

int os_minus_errno_or_repeat(void)
{
    return errno == EINTR && !os_stop() ? 0 : -errno;
}
