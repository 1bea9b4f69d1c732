/* SPDX-License-Identifier: MIT */
/* The status of a file with statx(2), and access to it. */
#include "os/status.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/retry.h"

#ifndef SYS_statx
#define SYS_statx -1
#endif
#ifndef SYS_faccessat2
#define SYS_faccessat2 439
#endif
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

_Static_assert(sizeof(struct status) == 256 && offsetof(struct status, mnt_id) == 0x90, "the kernel's layout");

static struct status_time time_of(struct timespec time)
{
    return (struct status_time){.seconds = time.tv_sec, .nanoseconds = (uint32_t)time.tv_nsec};
}

static void from_stat(const struct stat *old, struct status *status)
{
    *status = (struct status){
        .mask = STATUS_BASIC,
        .blksize = (uint32_t)old->st_blksize,
        .nlink = (uint32_t)old->st_nlink,
        .uid = old->st_uid,
        .gid = old->st_gid,
        .mode = (uint16_t)old->st_mode,
        .ino = old->st_ino,
        .size = (uint64_t)old->st_size,
        .blocks = (uint64_t)old->st_blocks,
        .atime = time_of(old->st_atim),
        .mtime = time_of(old->st_mtim),
        .ctime = time_of(old->st_ctim),
        .rdev_major = major(old->st_rdev),
        .rdev_minor = minor(old->st_rdev),
        .dev_major = major(old->st_dev),
        .dev_minor = minor(old->st_dev),
    };
}

static int get_by_stat(int dir_fd, const char *path, int flags, struct status *status)
{
    struct stat old;
    int result = path == NULL ? OS_RETRY(fstat(dir_fd, &old))
                              : OS_RETRY(fstatat(dir_fd, path, &old, flags & AT_SYMLINK_NOFOLLOW));

    if (result == 0)
        from_stat(&old, status);
    return result;
}

int status_statx(int dir_fd, const char *path, int flags, unsigned mask, struct status *status)
{
    if (path == NULL && dir_fd < 0) /* AT_FDCWD is not a descriptor */
        return -EBADF;
    long result = OS_RETRY(syscall(SYS_statx, dir_fd, path == NULL ? "" : path,
                                   path == NULL ? flags | AT_EMPTY_PATH : flags, mask, status));
    return is_refused(result) ? get_by_stat(dir_fd, path, flags, status) : (int)result;
}

int status_get(int dir_fd, const char *path, int flags, unsigned mask, struct status *status)
{
    return status_statx(dir_fd, path, flags | STATUS_NO_AUTOMOUNT, mask, status);
}

void fd_name(int fd, char name[FD_NAME_ROOM])
{
    put_decimal(stpcpy(name, "/proc/thread-self/fd/"), (unsigned)fd);
}

int fd_name_result(int result)
{
    return (result == -ENOENT || result == -ENOTDIR) && access("/proc/thread-self", F_OK) < 0 ? -OS_NO_PROC : result;
}

bool is_same_file(const struct status *a, const struct status *b)
{
    return a->ino == b->ino && a->dev_major == b->dev_major && a->dev_minor == b->dev_minor;
}

bool is_directory(int dir_fd, const char *path)
{
    struct status status;

    return status_get(dir_fd, path, 0, STATUS_TYPE, &status) == 0 && S_ISDIR(status.mode);
}

static bool in_group(gid_t gid)
{
    bool found = getegid() == gid;
    int count = getgroups(0, NULL);
    gid_t *groups = !found && count > 0 ? malloc((size_t)count * sizeof *groups) : NULL;

    if (groups != NULL)
        count = getgroups(count, groups);
    for (int i = 0; groups != NULL && i < count; i++)
        found |= groups[i] == gid;
    free(groups);
    return found;
}

/* Checks the permission bits for the effective ids, as C libraries do if the kernel does not. */
static int access_by_bits(const struct status *status, int mode)
{
    uid_t euid = geteuid();
    bool executable = S_ISDIR(status->mode) || (status->mode & 0111);

    if (mode == F_OK || (euid == 0 && (!(mode & X_OK) || executable)))
        return 0;
    unsigned bits = euid == status->uid ? status->mode >> 6 : in_group(status->gid) ? status->mode >> 3 : status->mode;
    return euid != 0 && (bits & (unsigned)mode) == (unsigned)mode ? 0 : -EACCES;
}

/* Without faccessat2(2): faccessat(2), if it supports the flags. */
static int access_by_others(int dir_fd, const char *path, int mode, int flags)
{
    char name[FD_NAME_ROOM];
    struct status status;
    int result = status_get(dir_fd, path, flags & AT_SYMLINK_NOFOLLOW, STATUS_BASIC, &status);

    if (result < 0)
        return result;
    if ((flags & AT_SYMLINK_NOFOLLOW) && S_ISLNK(status.mode))
        return 0; /* a symbolic link has all permissions */
    if ((flags & AT_EACCESS) && (getuid() != geteuid() || getgid() != getegid()))
        return access_by_bits(&status, mode);
    if (path != NULL)
        return (int)OS_RETRY(syscall(SYS_faccessat, dir_fd, path, mode));
    fd_name(dir_fd, name);
    return fd_name_result((int)OS_RETRY(syscall(SYS_faccessat, AT_FDCWD, name, mode)));
}

int access_check(int dir_fd, const char *path, int mode, int flags)
{
    if (path == NULL && dir_fd < 0)
        return -EBADF;
    if (path != NULL && flags == 0)
        return (int)OS_RETRY(syscall(SYS_faccessat, dir_fd, path, mode));
    int how = flags | (path == NULL ? AT_EMPTY_PATH : 0);
    int result = (int)OS_RETRY(syscall(SYS_faccessat2, dir_fd, path != NULL ? path : "", mode, how));
    return is_refused(result) ? access_by_others(dir_fd, path, mode, flags) : result;
}

#ifndef __GLIBC__
/* The most links that a file may have on that type of file system, if it differs from Linux's 127. */
static int64_t link_max(unsigned long type)
{
    enum { EXT = 0xef53, XFS = 0x58465342, LUSTRE = 0x0bd00bd0, SYSV = 0x012ff7b4 };

    return type == EXT ? 65000 : type == XFS ? 2147483647 : type == LUSTRE ? 160000 : type == SYSV ? 126 : 127;
}

/* Limits that depend on the file system, although some C libraries return a constant. For these the file system is
 * asked, which also detects a missing file and a closed descriptor. */
static bool is_of_file_system(int name)
{
    return name == _PC_LINK_MAX || name == _PC_NAME_MAX ||
           (name >= _PC_REC_MIN_XFER_SIZE && name <= _PC_ALLOC_SIZE_MIN);
}

static int file_system_limit(const char *path, int fd, int name, int64_t *value)
{
    struct statfs system;
    int result = path != NULL ? OS_RETRY(statfs(path, &system)) : OS_RETRY(fstatfs(fd, &system));

    if (result < 0)
        return result;
    if (name == _PC_LINK_MAX)
        *value = link_max((unsigned long)system.f_type);
    else if (name == _PC_NAME_MAX)
        *value = (int64_t)system.f_namelen;
    else
        *value = (int64_t)(name == _PC_REC_MIN_XFER_SIZE ? system.f_bsize : system.f_frsize);
    return 0;
}
#endif

static int limit_of(const char *path, int fd, int name, int64_t *value)
{
#ifndef __GLIBC__
    if (path != NULL && path[0] == '\0')
        return -ENOENT;
    if (is_of_file_system(name))
        return file_system_limit(path, fd, name, value);
#endif
    errno = 0;
    *value = path != NULL ? pathconf(path, name) : fpathconf(fd, name);
    return *value == -1 ? os_minus_errno() : 0; /* 0 if there is no limit */
}

int path_limit(int dir_fd, const char *path, int flags, int name, int64_t *value)
{
    if (path == NULL || (dir_fd == AT_FDCWD && flags == 0))
        return limit_of(path, dir_fd, name, value);
    int fd = OS_RETRY(openat(dir_fd, path, O_PATH | O_CLOEXEC | (flags & AT_SYMLINK_NOFOLLOW ? O_NOFOLLOW : 0)));
    if (fd < 0)
        return fd;
    int result = limit_of(NULL, fd, name, value);
    close(fd);
    return result;
}
