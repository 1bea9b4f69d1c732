/* SPDX-License-Identifier: MIT */
/* Opening files below a directory. */
#include "os/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/retry.h"

/* The kernel's struct open_how, and its RESOLVE_ flags. */
struct how {
    uint64_t flags, mode, resolve;
};
enum { NO_MAGIC_LINKS = 0x02, BENEATH = 0x08, IN_ROOT = 0x10 };

#if !defined SYS_openat2 && !defined __alpha__ && !defined __mips__
#define SYS_openat2 437
#endif

static int by_openat2(int root, const char *path, int flags, uint64_t resolve)
{
#ifdef SYS_openat2
    enum { PATIENCE = 64 }; /* attempts: EAGAIN means that something was renamed while ".." was resolved */
    struct how how = {.flags = (uint64_t)(flags | O_CLOEXEC), .resolve = NO_MAGIC_LINKS | resolve};
    long fd = -EAGAIN;

    for (int i = 0; i < PATIENCE && fd == -EAGAIN; i++)
        fd = OS_RETRY(syscall(SYS_openat2, root, path, &how, sizeof how));
    return (int)fd;
#else
    return -ENOSYS;
#endif
}

/* Copies the next component of *path to name. Returns its size, 0 at the end, or -errno. */
static int next_component(const char **path, char name[256])
{
    *path += strspn(*path, "/");
    size_t size = strcspn(*path, "/");

    if (size > 255)
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
    char name[256];
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

/* True if openat2(2) is missing, denied, or does not accept a path of this length. */
static bool is_refused(int result)
{
    return result == -ENOSYS || result == -EPERM || result == -ENAMETOOLONG;
}

int open_beneath(int root, const char *path, int flags)
{
    int fd = by_openat2(root, path, flags, BENEATH);

    return is_refused(fd) ? by_components(root, path, flags) : fd;
}

int open_in_root(int root, const char *path, int flags)
{
    int fd = by_openat2(root, path, flags, IN_ROOT);

    return is_refused(fd) ? by_components(root, path + strspn(path, "/"), flags) : fd;
}
