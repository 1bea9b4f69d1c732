/* SPDX-License-Identifier: MIT */
/* Opening files below a directory. */
#include "os/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"

#if !defined SYS_openat2 && !defined __alpha__ && !defined __mips__
#define SYS_openat2 437
#endif

int os_openat2(int dir_fd, const char *path, int flags, uint64_t resolve)
{
#ifdef SYS_openat2
    struct { /* the kernel's struct open_how */
        uint64_t flags, mode, resolve;
    } how = {.flags = (uint64_t)(flags | O_CLOEXEC), .resolve = resolve};

    return (int)OS_RETRY(syscall(SYS_openat2, dir_fd, path, &how, sizeof how));
#else
    (void)dir_fd, (void)path, (void)flags, (void)resolve;
    return -ENOSYS;
#endif
}

/* Lets the kernel resolve path within the directory root. */
static int open_within(int root, const char *path, int flags, uint64_t resolve)
{
    enum { PATIENCE = 64 }; /* attempts: EAGAIN means that something was renamed while ".." was resolved */
    int fd = -EAGAIN;

    for (int i = 0; i < PATIENCE && fd == -EAGAIN; i++)
        fd = os_openat2(root, path, flags, RESOLVE_NO_MAGIC | resolve);
    return fd;
}

/* Copies the next component of *path to name. Returns its size, 0 at the end, or -errno. */
static int next_component(const char **path, char name[NAME_MAX + 1])
{
    *path += strspn(*path, "/");
    size_t size = strcspn(*path, "/");

    if (size > NAME_MAX)
        return -ENAMETOOLONG;
    memcpy(name, *path, size);
    name[size] = '\0';
    *path += size;
    *path += strspn(*path, "/");
    return (int)size;
}

/* Opens path component by component. It follows no symbolic link, and refuses "..", which could lead out of root. */
static int by_components(int root, const char *path, int flags)
{
    char name[NAME_MAX + 1];
    int fd = root, size;

    if (*path == '/')
        return -EXDEV;
    while ((size = next_component(&path, name)) > 0) {
        int how = *path != '\0' ? O_PATH | O_DIRECTORY : flags;
        int next = strcmp(name, "..") == 0 ? -EXDEV : (int)OS_RETRY(openat(fd, name, how | O_NOFOLLOW | O_CLOEXEC));
        if (fd != root)
            close(fd);
        if (next < 0)
            return next;
        fd = next;
    }
    if (size == 0 && fd == root)
        return -ENOENT;
    if (size < 0 && fd != root)
        close(fd);
    return size < 0 ? size : fd;
}

/* True if openat2(2) is missing or denied, or does not accept a path of this length. */
static bool needs_components(int result)
{
    return is_refused(result) || result == -ENAMETOOLONG;
}

int open_beneath(int root, const char *path, int flags)
{
    int fd = open_within(root, path, flags, RESOLVE_BELOW);

    return needs_components(fd) ? by_components(root, path, flags) : fd;
}

int open_in_root(int root, const char *path, int flags)
{
    int fd = open_within(root, path, flags, RESOLVE_AS_ROOT);

    return needs_components(fd) ? by_components(root, path + strspn(path, "/"), flags) : fd;
}
