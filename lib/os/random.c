/* SPDX-License-Identifier: MIT */
/* Random bytes. */
#include "os/random.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/io.h"
#include "os/retry.h"

ssize_t os_getrandom(void *data, size_t size, unsigned flags)
{
    return OS_RETRY(syscall(SYS_getrandom, data, size, flags));
}

/* For a kernel before 3.17, or a filter that denies getrandom. */
static int fill_from_device(char *data, size_t size)
{
    int fd = OS_RETRY(openat(AT_FDCWD, "/dev/urandom", O_RDONLY | O_CLOEXEC));

    if (fd < 0)
        return fd;
    ssize_t got = os_read_all(fd, data, size);
    close(fd);
    return got < 0 ? (int)got : (size_t)got < size ? -EIO : 0;
}

int os_random_fill(void *data, size_t size, unsigned flags)
{
    char *at = data;

    while (size > 0) {
        ssize_t got = os_getrandom(at, size, flags);
        if (is_refused(got))
            return fill_from_device(at, size);
        if (got < 0)
            return (int)got;
        at += got;
        size -= (size_t)got;
    }
    return 0;
}

int os_random_letters(char *letters, size_t size)
{
    static const char used[] = "abcdefghijklmnopqrstuvwxyz012345"; /* 32, so that all are equally likely */
    int result = os_random_fill(letters, size, 0);

    for (size_t i = 0; i < size; i++)
        letters[i] = used[letters[i] & 31];
    return result;
}
