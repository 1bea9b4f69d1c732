/* SPDX-License-Identifier: MIT */
/* The flag that ends retries. */
#include "os/retry.h"

volatile sig_atomic_t os_interrupted;
