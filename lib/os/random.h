/* SPDX-License-Identifier: MIT */
/* Random bytes from the kernel: getrandom(2). */
#ifndef XOS_OS_RANDOM_H
#define XOS_OS_RANDOM_H

#include <stddef.h>
#include <sys/types.h>

/* getrandom(2): writes up to size random bytes; flags: GRND_*. Returns their number, or -errno: -EAGAIN with
 * GRND_NONBLOCK while the pool is not ready, -ENOSYS if the kernel lacks the call. */
ssize_t os_getrandom(void *data, size_t size, unsigned flags);

/* Writes exactly size random bytes: repeats getrandom after short results, and reads /dev/urandom if getrandom is
 * missing or denied. flags: GRND_*. Returns 0 or -errno. */
int os_random_fill(void *data, size_t size, unsigned flags);

/* Writes size random letters and digits, without a NUL byte, for the name of a file. Returns 0 or -errno. */
int os_random_letters(char *letters, size_t size);

#endif
