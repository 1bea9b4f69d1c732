/* SPDX-License-Identifier: MIT */
/* Random bytes from the kernel: getrandom(2). */
#ifndef XOS_OS_RANDOM_H
#define XOS_OS_RANDOM_H

#include <stddef.h>
#include <sys/types.h>

/* Up to size random bytes (GRND_ flags): how many there are, or -errno; -EAGAIN with GRND_NONBLOCK while the pool is
 * not ready, -ENOSYS where the kernel lacks the call. */
ssize_t os_getrandom(void *data, size_t size, unsigned flags);

/* Exactly size random bytes: getrandom again after short results, /dev/urandom if getrandom is missing or denied. flags
 * as above. 0 or -errno. */
int os_random_fill(void *data, size_t size, unsigned flags);

#endif
