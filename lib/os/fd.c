/* SPDX-License-Identifier: MIT */
/* File descriptors and their flags. */
#include "os/fd.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"

int os_close(int fd)
{
    return (int)OS_CALL(syscall(SYS_close, fd)); /* not every libc's close reports EINTR */
}

int os_close_written(int fd)
{
    int result = os_close(fd);

    return result == -EINTR ? 0 : result;
}

/* Closes each number up to the limit, if close_range is missing or denied. Descriptors above the limit exist only if
 * the limit was lowered. */
static void close_each(int low, int high)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t)high)
        high = (int)limit.rlim_cur;
    for (int fd = low; fd < high; fd++)
        close(fd);
}

void os_closerange(int low, int high)
{
    if (low < 0)
        low = 0;
    if (low >= high)
        return;
#ifdef SYS_close_range
    if (syscall(SYS_close_range, low, high == INT_MAX ? ~0u : (unsigned)high - 1, 0) == 0)
        return;
#endif
    close_each(low, high);
}

int os_closefrom(int low)
{
    if (low < 0)
        return -EBADF;
    os_closerange(low, INT_MAX);
    return 0;
}

int os_dup(int fd)
{
    return OS_CALL(fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

int os_dup_from(int fd, int lowest, bool inheritable)
{
    return OS_CALL(fcntl(fd, inheritable ? F_DUPFD : F_DUPFD_CLOEXEC, lowest));
}

int os_dup2(int fd, int fd2, bool inheritable)
{
    return inheritable ? OS_RETRY(dup2(fd, fd2)) : OS_RETRY(dup3(fd, fd2, O_CLOEXEC));
}

int os_open(int dir_fd, const char *path, int flags, mode_t mode)
{
    return OS_RETRY(openat(dir_fd, path, flags | O_CLOEXEC, mode));
}

int os_pipe(int fds[2], int flags)
{
    return OS_CALL(pipe2(fds, flags));
}

int os_memfd(const char *name, unsigned flags)
{
    return (int)OS_CALL(syscall(SYS_memfd_create, name, flags));
}

int os_inheritable(int fd)
{
    int flags = fcntl(fd, F_GETFD);

    return flags < 0 ? os_error() : !(flags & FD_CLOEXEC);
}

int os_set_inheritable(int fd, bool inheritable)
{
    int flags = fcntl(fd, F_GETFD);

    if (flags < 0)
        return os_error();
    return OS_CALL(fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}

int os_blocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags < 0 ? os_error() : !(flags & O_NONBLOCK);
}

int os_set_blocking(int fd, bool blocking)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags < 0)
        return os_error();
    return OS_CALL(fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

int os_access_mode(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags < 0)
        return os_error();
    return flags & O_PATH ? O_PATH : flags & O_ACCMODE;
}

int64_t os_lseek(int fd, int64_t position, int whence)
{
    return OS_CALL(lseek(fd, position, whence));
}

int os_lockf(int fd, int command, int64_t length)
{
    return OS_CALL(lockf(fd, command, length));
}

int os_flock(int fd, int operation)
{
    return OS_RETRY(flock(fd, operation));
}

int os_fallocate_mode(int fd, int mode, int64_t offset, int64_t length)
{
    return OS_RETRY(fallocate(fd, mode, offset, length));
}

int os_lock_open_file(int fd)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return OS_RETRY(fcntl(fd, F_OFD_SETLKW, &lock));
}

int os_fsync(int fd)
{
    return OS_RETRY(fsync(fd));
}

int os_fdatasync(int fd)
{
    return OS_RETRY(fdatasync(fd));
}

int os_ftruncate(int fd, int64_t length)
{
    return OS_RETRY(ftruncate(fd, length));
}

int os_fallocate(int fd, int64_t offset, int64_t length)
{
    int errnum;

    do
        errnum = posix_fallocate(fd, offset, length);
    while (errnum == EINTR && !os_stop());
    return -errnum;
}

int os_fadvise(int fd, int64_t offset, int64_t length, int advice)
{
    int errnum;

    do
        errnum = posix_fadvise(fd, offset, length, advice);
    while (errnum == EINTR && !os_stop());
    return -errnum;
}

int64_t os_copy_file_range(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst)
{
    int64_t from = offset_src != NULL ? *offset_src : 0, to = offset_dst != NULL ? *offset_dst : 0;

    return OS_RETRY(syscall(SYS_copy_file_range, src, offset_src != NULL ? &from : NULL, dst,
                            offset_dst != NULL ? &to : NULL, count, 0));
}

int64_t os_sendfile(int to, int from, const int64_t *offset, size_t count)
{
    off_t position = offset != NULL ? *offset : 0;

    if (sizeof count < sizeof(int64_t) && (ssize_t)count < 0) /* a 64-bit kernel reads a 32-bit program's -1 as 4 GiB */
        return -EINVAL;
    return OS_RETRY(sendfile(to, from, offset != NULL ? &position : NULL, count));
}

int64_t os_splice(int src, int dst, size_t count, const int64_t *offset_src, const int64_t *offset_dst, unsigned flags)
{
    int64_t from = offset_src != NULL ? *offset_src : 0, to = offset_dst != NULL ? *offset_dst : 0;

    return OS_RETRY(syscall(SYS_splice, src, offset_src != NULL ? &from : NULL, dst, offset_dst != NULL ? &to : NULL,
                            count, flags));
}
