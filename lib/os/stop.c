/* SPDX-License-Identifier: MIT */
/* The flag that stops repeated calls. It is not in retry.c, whose calls of os_stop the bash builtin redirects. */
#include "os/retry.h"

volatile sig_atomic_t os_interrupted;

bool os_stop(void)
{
    return os_interrupted != 0;
}
