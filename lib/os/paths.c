/* SPDX-License-Identifier: MIT */
/* makedirs, removedirs and renames with directory descriptors. */
#include "os/paths.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "os/files.h"
#include "os/retry.h"
#include "os/status.h"

enum { NAME_SIZE = NAME_MAX + 1 };

static int open_directory(int dir_fd, const char *name)
{
    return OS_RETRY(openat(dir_fd, name, O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/* Opens a directory; -ENOTDIR if name is a symbolic link. */
static int open_itself(int dir_fd, const char *name)
{
    return OS_RETRY(openat(dir_fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

static void release(int dir_fd)
{
    if (dir_fd >= 0)
        close(dir_fd);
}

/* Length of path without its trailing slashes; a path of slashes only has length 1. */
static size_t trimmed(const char *path, size_t size)
{
    while (size > 1 && path[size - 1] == '/')
        size--;
    return size;
}

/* Start of the last component of path[0, size), which must not end in a slash. */
static size_t leaf_start(const char *path, size_t size)
{
    while (size > 0 && path[size - 1] != '/')
        size--;
    return size;
}

/* Copies the component of path at *at to name; *at moves past it and its slashes. Returns 0 or -ENAMETOOLONG. */
static int next_name(const char *path, size_t end, size_t *at, char name[NAME_SIZE])
{
    size_t start = *at;

    while (*at < end && path[*at] != '/')
        ++*at;
    size_t size = *at - start;
    while (*at < end && path[*at] == '/')
        ++*at;
    if (size >= NAME_SIZE)
        return -ENAMETOOLONG;
    memcpy(name, path + start, size);
    name[size] = '\0';
    return 0;
}

/* Opens the directory in which path[0, end) starts; *at gets where its first component is. Returns a descriptor,
 * AT_FDCWD for a relative path, or -errno. */
static int open_start(const char *path, size_t end, size_t *at)
{
    if (end == 0 || path[0] != '/')
        return AT_FDCWD;
    while (*at < end && path[*at] == '/')
        ++*at;
    return open_directory(AT_FDCWD, "/");
}

/* Opens the directory name in dir_fd, and creates it if it is missing. last: -EEXIST if it is something else. */
static int enter_or_make(int dir_fd, const char *name, mode_t mode, bool last, bool *made)
{
    int fd = open_directory(dir_fd, name);

    if (fd != -ENOENT)
        return fd;
    int result = directory_make(dir_fd, name, mode);
    if (result < 0 && result != -EEXIST) /* another process may have created it in the meantime */
        return result;
    *made |= result == 0;
    /* if it was just created, a symbolic link in its place is a trap */
    fd = result == 0 ? open_itself(dir_fd, name) : open_directory(dir_fd, name);
    return fd == -ENOENT && last ? -EEXIST : fd;
}

/* Opens the directory path[0, end) and creates missing components with mode; *made: whether any was created. Returns a
 * descriptor, AT_FDCWD if end is 0, or -errno with *failed: the length of the part of path that failed. */
static int descend(const char *path, size_t end, mode_t mode, bool *made, size_t *failed)
{
    char name[NAME_SIZE];
    size_t at = 0;
    int dir_fd = open_start(path, end, &at);

    while (at < end && (dir_fd >= 0 || dir_fd == AT_FDCWD)) {
        int next = next_name(path, end, &at, name);
        if (next == 0)
            next = enter_or_make(dir_fd, name, mode, at == end, made);
        release(dir_fd);
        dir_fd = next;
        *failed = trimmed(path, at);
    }
    return dir_fd;
}

/* Opens the directory path[0, size). *linked: the end of the last component that is a symbolic link, including its
 * slashes; 0 if none is. Returns a descriptor, AT_FDCWD if size is 0, or -errno. */
static int open_existing(const char *path, size_t size, size_t *linked)
{
    char name[NAME_SIZE];
    size_t at = 0;
    int dir_fd = open_start(path, size, &at);

    *linked = 0;
    while (at < size && (dir_fd >= 0 || dir_fd == AT_FDCWD)) {
        int next = next_name(path, size, &at, name);
        if (next == 0 && (next = open_itself(dir_fd, name)) == -ENOTDIR) {
            next = open_directory(dir_fd, name);
            *linked = at;
        }
        release(dir_fd);
        dir_fd = next;
    }
    return dir_fd;
}

int directories_make(const char *path, mode_t mode, mode_t parent_mode, size_t *failed)
{
    bool made = false;
    int result = directory_make(AT_FDCWD, path, mode);

    *failed = strlen(path);
    if (result == 0 || result == -EEXIST || path[0] == '\0')
        return result;
    size_t leaf = leaf_start(path, trimmed(path, strlen(path)));
    int dir_fd = descend(path, leaf, parent_mode, &made, failed);
    if (dir_fd < 0 && dir_fd != AT_FDCWD)
        return dir_fd == -EEXIST ? -ENOENT : dir_fd; /* the component exists but leads nowhere */
    const char *name = path + leaf;
    *failed = strlen(path);
    bool itself = name[0] == '.' && name[strspn(name + 1, "/") + 1] == '\0';
    result = itself && made ? 0 : directory_make(dir_fd, name, mode);
    release(dir_fd);
    return result;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* True if name in dir_fd is the directory that fd is open on, and neither a link to it nor a replacement. */
static bool is_entry(int dir_fd, const char *name, int fd)
{
    struct status entry, directory;

    return status_get(dir_fd, name, AT_SYMLINK_NOFOLLOW, STATUS_INO, &entry) == 0 &&
           status_get(fd, NULL, 0, STATUS_INO, &directory) == 0 && is_same_file(&entry, &directory);
}

/* Removes the directory path[0, size), open as fd, and its parents, up to the first that cannot be removed. Stops at
 * `linked`, the end of a symbolic link: the parent of fd is not the parent of the link. Closes fd. */
static void prune(int fd, const char *path, size_t size, size_t linked)
{
    char name[NAME_SIZE];
    bool gone = true;

    while (gone && size > linked) {
        size_t at = leaf_start(path, size), above = trimmed(path, at);
        int parent = AT_FDCWD;
        if (next_name(path, size, &at, name) < 0 || name[0] == '\0' || is_dots(name))
            break;
        if (above > 0 && (parent = open_directory(fd, "..")) < 0)
            break;
        gone = is_entry(parent, name, fd) && directory_remove(parent, name) == 0;
        release(fd);
        fd = parent;
        size = above;
    }
    release(fd);
}

int directories_remove(const char *path)
{
    size_t leaf = leaf_start(path, trimmed(path, strlen(path))), above = trimmed(path, leaf);
    size_t linked = 0;
    int dir_fd = AT_FDCWD;

    if (above > 0 && path[leaf] != '\0' && (dir_fd = open_existing(path, above, &linked)) < 0)
        return dir_fd;
    int result = directory_remove(dir_fd, dir_fd == AT_FDCWD ? path : path + leaf);
    if (result == 0 && dir_fd != AT_FDCWD)
        prune(dir_fd, path, above, linked);
    else
        release(dir_fd);
    return result;
}

/* A path that rename operates on: the parent's descriptor and the last component, with its trailing slashes. */
struct place {
    int dir_fd;
    const char *path;
    size_t above;  /* length of the parent's part of path; 0 if there is none */
    size_t linked; /* where the last symbolic link in it ends */
    const char *leaf;
    bool slash; /* path ends in a slash: as documented it has no last component then */
};

static struct place place_of(const char *path)
{
    size_t size = strlen(path), leaf = leaf_start(path, trimmed(path, size));

    return (struct place){
        .dir_fd = AT_FDCWD,
        .path = path,
        .above = trimmed(path, leaf),
        .leaf = path + leaf,
        .slash = size > 0 && path[size - 1] == '/',
    };
}

/* Opens the parent of a place; make: creates its missing components first. Returns 0 or -errno, and *failed as descend.
 */
static int enter(struct place *place, bool make, size_t *failed)
{
    bool made = false;

    *failed = 0;
    if (place->above == 0 || place->leaf[0] == '\0') {
        place->leaf = place->path;
        return 0;
    }
    *failed = place->above;
    int fd = open_existing(place->path, place->above, &place->linked);
    if (fd == -ENOENT && make && !place->slash)
        fd = descend(place->path, place->above, 0777, &made, failed);
    if (fd < 0)
        return fd;
    *failed = 0;
    place->dir_fd = fd;
    return 0;
}

/* True if the parent of a place exists but is not a directory. */
static bool is_blocked(const struct place *place)
{
    char above[PATH_MAX];
    struct status status;

    if (place->above >= sizeof above)
        return false;
    memcpy(above, place->path, place->above);
    above[place->above] = '\0';
    return status_get(AT_FDCWD, above, 0, STATUS_TYPE, &status) == 0;
}

int directories_rename(const char *src, const char *dst, size_t *failed)
{
    struct place from = place_of(src), to = place_of(dst);
    size_t unused;
    int result = enter(&to, true, failed);

    if (result == -ENOTDIR && is_blocked(&to)) { /* let rename report the error, which may be about src */
        *failed = 0;
        return file_rename(AT_FDCWD, src, AT_FDCWD, dst);
    }
    if (result == 0)
        result = enter(&from, false, &unused);
    if (result == 0)
        result = file_rename(from.dir_fd, from.leaf, to.dir_fd, to.leaf);
    release(to.dir_fd);
    if (result == 0 && from.dir_fd != AT_FDCWD && !from.slash)
        prune(from.dir_fd, from.path, from.above, from.linked);
    else
        release(from.dir_fd);
    return result;
}
