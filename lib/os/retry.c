/* SPDX-License-Identifier: MIT */
/* The flag that stops repeated calls. */
#include "os/retry.h"

volatile sig_atomic_t os_interrupted;

bool os_stop(void)
{
    return os_interrupted != 0;
}
