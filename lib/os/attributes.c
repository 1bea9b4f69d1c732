/* SPDX-License-Identifier: MIT */
/* Changing permissions, owner, times and flags of files. */
#include "os/attributes.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"
#include "os/status.h"

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

/* Bare system calls are used for descriptors: a libc may go through /proc instead, and then change the file of an
 * O_PATH descriptor, which must fail with EBADF. */
#ifdef SYS_fchown32
#define SYS_FCHOWN SYS_fchown32
#else
#define SYS_FCHOWN SYS_fchown
#endif

/* Changes the mode through the /proc name of an O_PATH descriptor. */
static int mode_set_by_proc(int dir_fd, const char *path, mode_t mode)
{
    char name[FD_NAME_ROOM];
    struct status status;
    int fd = OS_RETRY(openat(dir_fd, path, O_PATH | O_NOFOLLOW | O_CLOEXEC));

    if (fd < 0)
        return fd;
    int result = status_get(fd, NULL, 0, STATUS_TYPE, &status);
    if (result == 0 && S_ISLNK(status.mode))
        result = -EOPNOTSUPP;
    if (result == 0) {
        fd_name(fd, name);
        result = fd_name_result(OS_RETRY(chmod(name, mode)));
    }
    close(fd);
    return result;
}

int mode_set(int dir_fd, const char *path, mode_t mode, bool follow)
{
    if (path == NULL)
        return (int)OS_RETRY(syscall(SYS_fchmod, dir_fd, mode));
    if (follow)
        return OS_RETRY(fchmodat(dir_fd, path, mode, 0));
    int result = (int)OS_RETRY(syscall(SYS_fchmodat2, dir_fd, path, mode, AT_SYMLINK_NOFOLLOW));
    return is_refused(result) ? mode_set_by_proc(dir_fd, path, mode) : result;
}

int owner_set(int dir_fd, const char *path, uid_t uid, gid_t gid, bool follow)
{
    if (path == NULL)
        return (int)OS_RETRY(syscall(SYS_FCHOWN, dir_fd, uid, gid));
    return OS_RETRY(fchownat(dir_fd, path, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW));
}

int times_set(int dir_fd, const char *path, const struct timespec times[2], bool follow)
{
    if (path == NULL)
        return OS_RETRY(futimens(dir_fd, times));
    return OS_RETRY(utimensat(dir_fd, path, times, follow ? 0 : AT_SYMLINK_NOFOLLOW));
}

/* Inode flags of <linux/fs.h>, which not every libc provides. */
enum { INODE_COMPRESSED = 0x4, INODE_IMMUTABLE = 0x10, INODE_APPEND = 0x20, INODE_NODUMP = 0x40 };
#define GET_INODE_FLAGS _IOR('f', 1, long)
#define SET_INODE_FLAGS _IOW('f', 2, long)

/* BSD's flags and the inode flags that they stand for. If two rows share an inode flag, the first one is reported. */
static const struct {
    int64_t file_flag;
    int inode_flag;
    unsigned attribute;
} flag_rows[] = {
    {0x1, INODE_NODUMP, STATUS_NODUMP},           /* UF_NODUMP */
    {0x20000, INODE_IMMUTABLE, STATUS_IMMUTABLE}, /* SF_IMMUTABLE */
    {0x2, INODE_IMMUTABLE, 0},                    /* UF_IMMUTABLE */
    {0x40000, INODE_APPEND, STATUS_APPEND},       /* SF_APPEND */
    {0x4, INODE_APPEND, 0},                       /* UF_APPEND */
    {0x20, INODE_COMPRESSED, STATUS_COMPRESSED},  /* UF_COMPRESSED */
};

enum { FLAG_ROWS = sizeof flag_rows / sizeof flag_rows[0] };

int64_t file_flags_of(uint64_t attributes)
{
    int64_t flags = 0;

    for (size_t i = 0; i < FLAG_ROWS; i++)
        if (attributes & flag_rows[i].attribute)
            flags |= flag_rows[i].file_flag;
    return flags;
}

/* The type of ioctl's request differs between C libraries. */
static int inode_flags_ioctl(int fd, unsigned long request, int *flags)
{
    return (int)syscall(SYS_ioctl, fd, request, flags);
}

static int set_inode_flags(int fd, int64_t flags)
{
    int inode_flags; /* the ioctl is declared with long but transfers an int */
    int result = OS_RETRY(inode_flags_ioctl(fd, GET_INODE_FLAGS, &inode_flags));

    if (result < 0)
        return result == -ENOTTY ? -EOPNOTSUPP : result;
    for (size_t i = 0; i < FLAG_ROWS; i++)
        inode_flags &= ~flag_rows[i].inode_flag;
    for (size_t i = 0; i < FLAG_ROWS; i++)
        if (flags & flag_rows[i].file_flag) {
            inode_flags |= flag_rows[i].inode_flag;
            flags &= ~flag_rows[i].file_flag;
        }
    if (flags != 0)
        return -EOPNOTSUPP;
    result = OS_RETRY(inode_flags_ioctl(fd, SET_INODE_FLAGS, &inode_flags));
    return result == -ENOTTY ? -EOPNOTSUPP : result;
}

int flags_set(const char *path, int64_t flags, bool follow)
{
    struct status status;
    int result = status_get(AT_FDCWD, path, follow ? 0 : AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);

    if (result < 0)
        return result;
    if (!S_ISREG(status.mode) && !S_ISDIR(status.mode)) /* opening a device or a pipe has side effects */
        return -EOPNOTSUPP;
    int fd = OS_RETRY(openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW)));
    if (fd < 0)
        return fd;
    result = set_inode_flags(fd, flags);
    close(fd);
    return result;
}
