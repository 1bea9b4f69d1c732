/* SPDX-License-Identifier: MIT */
/* Detects loops by going up through "..". */
#include "os/walk/loop.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/retry.h"

bool loop_is_above(int dir_fd, size_t count, dev_t device, ino_t ino)
{
    struct stat status;
    int fd = dir_fd;
    bool found = false;

    while (count-- > 0 && fd >= 0 && !found) {
        found = OS_RETRY(fstat(fd, &status)) == 0 && status.st_dev == device && status.st_ino == ino;
        int above = !found && count > 0 ? OS_RETRY(openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC)) : -1;
        if (fd != dir_fd)
            close(fd);
        fd = above;
    }
    return found;
}
