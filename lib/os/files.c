/* SPDX-License-Identifier: MIT */
/* Names in directories, with one system call each; and the path of the working directory, which may need more. */
#include "os/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h> /* renameat */
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"

int directory_change(const char *path, int fd)
{
    return path != NULL ? OS_RETRY(chdir(path)) : OS_RETRY(fchdir(fd));
}

int root_change(const char *path)
{
    return OS_RETRY(chroot(path));
}

int link_make(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst, bool follow)
{
    return OS_RETRY(linkat(src_dir_fd, src, dst_dir_fd, dst, follow ? AT_SYMLINK_FOLLOW : 0));
}

int symlink_make(const char *src, int dir_fd, const char *dst)
{
    return OS_RETRY(symlinkat(src, dir_fd, dst));
}

ssize_t link_read(int dir_fd, const char *path, char *target, size_t room)
{
    return OS_RETRY(readlinkat(dir_fd, path, target, room));
}

int directory_make(int dir_fd, const char *path, mode_t mode)
{
    return OS_RETRY(mkdirat(dir_fd, path, mode));
}

int fifo_make(int dir_fd, const char *path, mode_t mode)
{
    return OS_RETRY(mkfifoat(dir_fd, path, mode));
}

int node_make(int dir_fd, const char *path, mode_t mode, dev_t device)
{
    if (device != (uint32_t)device) /* the kernel takes 32 bits, and not every C library checks */
        return -EINVAL;
    return OS_RETRY(mknodat(dir_fd, path, mode, device));
}

int file_remove(int dir_fd, const char *path)
{
    return OS_RETRY(unlinkat(dir_fd, path, 0));
}

int directory_remove(int dir_fd, const char *path)
{
    return OS_RETRY(unlinkat(dir_fd, path, AT_REMOVEDIR));
}

int file_rename(int src_dir_fd, const char *src, int dst_dir_fd, const char *dst)
{
    return OS_RETRY(renameat(src_dir_fd, src, dst_dir_fd, dst));
}

int file_truncate(const char *path, int fd, int64_t length)
{
    return path != NULL ? OS_RETRY(truncate(path, length)) : OS_RETRY(ftruncate(fd, length));
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Finds the entry of directory that is child, and writes its name so that it ends at *at; *at moves to its start. */
static int prepend_name(DIR *directory, const struct stat *child, char *path, size_t *at)
{
    const struct dirent *entry;
    struct stat status;

    while (errno = 0, (entry = readdir(directory)) != NULL) {
        size_t size = strlen(entry->d_name);
        /* d_ino is wrong for a mount point, so stat each entry */
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0 || !same_file(&status, child))
            continue;
        if (size + 1 > *at)
            return -ERANGE;
        *at -= size + 1;
        path[*at] = '/';
        memcpy(path + *at + 1, entry->d_name, size);
        return 0;
    }
    return errno != 0 ? os_error() : -ENOENT;
}

/* Goes from *directory, whose status is *status, to its parent. Returns 1, 0 at the root, or -errno. */
static int climb(DIR **directory, struct stat *status, char *path, size_t *at)
{
    struct stat above = {0};
    int below = *directory != NULL ? dirfd(*directory) : AT_FDCWD;
    int fd = OS_RETRY(openat(below, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));

    if (fd < 0)
        return fd;
    int result = OS_CALL(fstat(fd, &above));
    if (result < 0 || same_file(&above, status)) {
        close(fd);
        return result;
    }
    DIR *parent = fdopendir(fd);
    if (parent == NULL) {
        result = os_error();
        close(fd);
        return result;
    }
    result = prepend_name(parent, status, path, at);
    if (*directory != NULL)
        closedir(*directory);
    *directory = parent;
    *status = above;
    return result < 0 ? result : 1;
}

/* For a path longer than PATH_MAX, which getcwd(2) does not return: goes up from ".", one name at a time. */
static ssize_t name_by_climbing(char *path, size_t room)
{
    DIR *directory = NULL;
    struct stat status = {0};
    size_t at = room - 1;
    int result = OS_CALL(stat(".", &status));

    path[at] = '\0';
    if (result == 0)
        do
            result = climb(&directory, &status, path, &at);
        while (result > 0);
    if (directory != NULL)
        closedir(directory);
    if (result < 0)
        return result;
    memmove(path, path + at, room - at);
    return (ssize_t)(room - 1 - at);
}

ssize_t directory_name(char *path, size_t room)
{
    ssize_t size = OS_CALL(syscall(SYS_getcwd, path, room)); /* includes the NUL byte */

    if (size == -ENAMETOOLONG)
        return name_by_climbing(path, room);
    if (size < 0)
        return size;
    return path[0] == '/' ? size - 1 : -ENOENT;
}
