/* SPDX-License-Identifier: MIT */
/* Reading directories with getdents64(2). */
#include "os/walk/dirents.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/status.h"

int dirents_open(const char *path)
{
    return OS_RETRY(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

int dirents_rewind(int fd)
{
    struct status status;
    int result = status_get(fd, NULL, 0, STATUS_TYPE, &status);

    if (result == 0 && !S_ISDIR(status.mode)) /* on a file lseek would succeed; on a pipe it would fail with ESPIPE */
        return -ENOTDIR;
    return result < 0 ? result : lseek(fd, 0, SEEK_SET) < 0 ? os_error() : 0;
}

int dirents_fill(struct dirents *dirents)
{
    long got = OS_RETRY(syscall(SYS_getdents64, dirents->fd, dirents->buffer, dirents->capacity));

    dirents->at = 0;
    dirents->end = got > 0 ? (size_t)got : 0;
    return got > 0 ? 1 : got == -ENOENT ? 0 : (int)got;
}

static int mode_type(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return DT_REG;
    case S_IFDIR:
        return DT_DIR;
    case S_IFLNK:
        return DT_LNK;
    case S_IFCHR:
        return DT_CHR;
    case S_IFBLK:
        return DT_BLK;
    case S_IFIFO:
        return DT_FIFO;
    case S_IFSOCK:
        return DT_SOCK;
    default:
        return DT_UNKNOWN;
    }
}

int dirents_type(int fd, const char *name, bool follow)
{
    struct status status;
    int result = status_get(fd, name, follow ? 0 : AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);

    return result < 0 ? result : mode_type(status.mode);
}
