/* SPDX-License-Identifier: MIT */
/* Files that appear whole. */
#include "os/replace.h"

#include <fcntl.h>
#include <stdio.h> /* renameat */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/random.h"
#include "os/retry.h"
#include "os/status.h"

enum { ATTEMPTS = 100 };

/* What the symbolic link at path contains, in target, and whose it is, in link; its size, or -errno. */
static ssize_t read_link(const char *path, char target[PATH_MAX], struct stat *link)
{
    int fd = OS_RETRY(open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC));

    if (fd < 0)
        return fd;
    ssize_t size = OS_CALL(fstat(fd, link));
    if (size >= 0)
        size = S_ISLNK(link->st_mode) ? OS_CALL(readlinkat(fd, "", target, PATH_MAX)) : -EINVAL;
    close(fd);
    return size;
}

/* Linux's rule of fs.protected_symlinks, held to in any case: a link that another user put into a folder like /tmp is a
 * trap, unless the folder is that user's. path has the link's name at front. 0, -EACCES or another -errno. */
static int check_link(char *path, size_t front, const struct stat *link)
{
    struct stat folder;
    char kept = path[front];

    if (link->st_uid == geteuid())
        return 0;
    path[front] = '\0';
    int result = OS_CALL(stat(front > 0 ? path : ".", &folder));
    path[front] = kept;
    if (result < 0)
        return result;
    bool shared = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
    return shared && folder.st_uid != link->st_uid ? -EACCES : 0;
}

/* Puts what a symbolic link names in its place, whether that is there or not. 0 or -errno. */
static int follow_links(char path[PATH_MAX])
{
    enum { MOST = 40 }; /* as the kernel has it */
    char target[PATH_MAX];
    struct stat link;
    ssize_t size;

    for (int followed = 0; (size = read_link(path, target, &link)) >= 0; followed++) {
        const char *slash = strrchr(path, '/');
        size_t front = slash != NULL ? (size_t)(slash + 1 - path) : 0;
        int result = followed < MOST ? check_link(path, front, &link) : -ELOOP;
        if (result < 0)
            return result;
        if (target[0] == '/')
            front = 0;
        if (front + (size_t)size >= PATH_MAX)
            return -ENAMETOOLONG;
        memcpy(path + front, target, (size_t)size);
        path[front + (size_t)size] = '\0';
    }
    return 0;
}

/* Opens the folder of the path, once: whatever happens to the path, the file comes to be in this folder. */
static int open_folder(struct replacement *replacement)
{
    char *slash = strrchr(replacement->path, '/');

    replacement->name = slash != NULL ? slash + 1 : replacement->path;
    if (slash == NULL)
        return OS_RETRY(open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    char kept = slash[1];
    slash[1] = '\0';
    int folder = OS_RETRY(open(replacement->path, O_PATH | O_DIRECTORY | O_CLOEXEC));
    slash[1] = kept;
    return folder;
}

/* A name in the folder that nobody has. */
static int name_temporary(struct replacement *replacement)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    char *random = replacement->temporary + 5;
    size_t size = sizeof replacement->temporary - 6;

    memcpy(replacement->temporary, ".xos-", 5);
    int result = os_random_fill(random, size, 0);
    for (size_t i = 0; i < size; i++)
        random[i] = letters[random[i] & 31];
    random[size] = '\0';
    return result;
}

static int open_named(struct replacement *replacement, mode_t mode)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, result = -EEXIST;

    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = name_temporary(replacement);
        if (result == 0)
            result = OS_RETRY(openat(replacement->folder, replacement->temporary, flags, mode));
    }
    return result;
}

/* What is no regular file is written as it stands; what has become one since would be written over in part. */
static int open_direct(const char *path)
{
    int fd = OS_RETRY(open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY));
    struct stat status;

    if (fd < 0 || (fstat(fd, &status) == 0 && !S_ISREG(status.st_mode)))
        return fd;
    close(fd);
    return -EEXIST;
}

/* Opens the file to be in its folder. */
static int open_in_folder(struct replacement *replacement, mode_t mode)
{
    replacement->folder = open_folder(replacement);
    if (replacement->folder < 0)
        return replacement->folder;
    bool can_be_named = access("/proc/self/fd", X_OK) == 0; /* through which it gets its name */
    int fd = can_be_named ? OS_RETRY(openat(replacement->folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, mode))
                          : -ENOSYS;
    replacement->nameless = fd >= 0;
    if (fd < 0 && fd != -ENOENT && fd != -EACCES)
        fd = open_named(replacement, mode);
    if (fd < 0)
        close(replacement->folder);
    return fd;
}

int os_replace_open(struct replacement *replacement, const char *path, mode_t mode)
{
    struct stat old;
    bool exists = stat(path, &old) == 0;

    *replacement = (struct replacement){.fd = -1, .folder = -1, .direct = exists && !S_ISREG(old.st_mode)};
    if (exists && S_ISDIR(old.st_mode))
        return -EISDIR;
    if (replacement->direct) {
        replacement->fd = open_direct(path);
        return replacement->fd < 0 ? replacement->fd : 0;
    }
    if (strlen(path) >= sizeof replacement->path)
        return -ENAMETOOLONG;
    strcpy(replacement->path, path);
    int result = follow_links(replacement->path);
    if (result < 0)
        return result;
    replacement->fd = open_in_folder(replacement, mode);
    if (replacement->fd < 0)
        return replacement->fd;
    if (exists && old.st_uid == geteuid())
        fchmod(replacement->fd, old.st_mode & 0777); /* set-uid was for other contents */
    return 0;
}

/* Links the nameless file to name. */
static int link_to(const struct replacement *replacement, const char *name)
{
    char self[FD_NAME_ROOM];

    fd_name(replacement->fd, self);
    return OS_CALL(linkat(AT_FDCWD, self, replacement->folder, name, AT_SYMLINK_FOLLOW));
}

/* A name for the nameless: its own where nobody has it, else a temporary one to be renamed. */
static int name_nameless(struct replacement *replacement)
{
    int result = link_to(replacement, replacement->name);

    if (result != -EEXIST)
        return result;
    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = name_temporary(replacement);
        if (result == 0)
            result = link_to(replacement, replacement->temporary);
    }
    return result;
}

int os_replace_commit(struct replacement *replacement)
{
    int result = replacement->direct ? 0 : OS_RETRY(fsync(replacement->fd));

    if (result == 0 && replacement->nameless)
        result = name_nameless(replacement);
    if (result == 0 && replacement->temporary[0] != '\0') {
        result = OS_CALL(renameat(replacement->folder, replacement->temporary, replacement->folder, replacement->name));
        if (result == 0)
            replacement->temporary[0] = '\0';
    }
    if (result < 0) {
        os_replace_abandon(replacement);
        return result;
    }
    result = OS_CALL(close(replacement->fd));
    if (!replacement->direct)
        close(replacement->folder);
    return result == -EINTR ? 0 : result;
}

void os_replace_abandon(struct replacement *replacement)
{
    if (replacement->temporary[0] != '\0')
        unlinkat(replacement->folder, replacement->temporary, 0);
    close(replacement->fd);
    if (!replacement->direct)
        close(replacement->folder);
}
