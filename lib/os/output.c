/* SPDX-License-Identifier: MIT */
/* Finding and opening output files. Each step is relative to an open directory, so that the file that was checked is
 * the one that is opened. */
#include "os/output.h"

#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "os/retry.h"

/* True if an object of that owner may be a trap in the directory: everybody may write to it, but only owners may remove
 * their files (sticky bit), and the owner is neither this user nor the owner of the directory. */
static bool is_trap(int folder, uid_t owner)
{
    struct stat status;

    if (owner == geteuid() || fstat(folder, &status) < 0)
        return false;
    return (status.st_mode & (S_ISVTX | S_IWOTH)) == (S_ISVTX | S_IWOTH) && status.st_uid != owner;
}

/* Opens the directory part of place->path, relative to the directory opened before (AT_FDCWD at first), and closes that
 * one. */
static int enter_folder(struct output_place *place)
{
    char *slash = strrchr(place->path, '/');
    const char *name = slash != NULL ? slash + 1 : place->path, *folder = ".";
    int before = place->folder;
    char first = *name;

    place->name = name;
    if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return slash == NULL && *name == '\0' ? -ENOENT : -EISDIR;
    if (slash != NULL) {
        slash[1] = '\0';
        folder = place->path;
    }
    place->folder = OS_RETRY(openat(before, folder, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (slash != NULL)
        slash[1] = first;
    if (before != AT_FDCWD)
        close(before);
    return place->folder < 0 ? place->folder : 0;
}

/* Examines the name in the directory. Returns 1 if it is a link, whose text is now in place->path; 0 if it is not; or
 * -errno. */
static int look(struct output_place *place)
{
    enum { PROC = 0x9fa0 };
    struct statfs system;
    int fd = OS_RETRY(openat(place->folder, place->name, O_PATH | O_NOFOLLOW | O_CLOEXEC));

    place->exists = fd != -ENOENT;
    if (fd < 0)
        return fd == -ENOENT ? 0 : fd;
    ssize_t result = OS_CALL(fstat(fd, &place->status));
    if (result == 0 && S_ISLNK(place->status.st_mode)) {
        place->magic = fstatfs(fd, &system) == 0 && system.f_type == PROC;
        if (is_trap(place->folder, place->status.st_uid))
            result = -EACCES;
        else if (!place->magic)
            result = OS_CALL(readlinkat(fd, "", place->path, sizeof place->path));
    }
    close(fd);
    if (result == sizeof place->path)
        return -ENAMETOOLONG;
    if (result > 0)
        place->path[result] = '\0';
    return result < 0 ? (int)result : result > 0;
}

int os_output_find(struct output_place *place, const char *path)
{
    enum { MOST = 40 }; /* links followed, the kernel's limit */
    int result = strlen(path) < sizeof place->path ? 1 : -ENAMETOOLONG;

    place->folder = AT_FDCWD;
    place->magic = false;
    if (result > 0)
        strcpy(place->path, path);
    for (int followed = 0; result > 0; followed++) {
        result = followed <= MOST ? enter_folder(place) : -ELOOP;
        if (result == 0)
            result = look(place);
    }
    if (result < 0 && place->folder >= 0)
        close(place->folder);
    return result;
}

int os_output_open(const char *path, int flags, mode_t mode)
{
    struct output_place place;
    struct stat status;
    int result = os_output_find(&place, path);

    if (result < 0)
        return result;
    int how = (flags & ~O_TRUNC) | O_CREAT | O_CLOEXEC | O_NOCTTY | (place.magic ? 0 : O_NOFOLLOW);
    int fd = OS_RETRY(openat(place.folder, place.name, how, mode));
    result = fd < 0 ? fd : OS_CALL(fstat(fd, &status));
    if (result == 0 && !place.magic && (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode)) &&
        is_trap(place.folder, status.st_uid))
        result = -EACCES;
    if (result == 0 && (flags & O_TRUNC) && S_ISREG(status.st_mode))
        result = OS_RETRY(ftruncate(fd, 0));
    close(place.folder);
    if (result < 0 && fd >= 0)
        close(fd);
    return result < 0 ? result : fd;
}
