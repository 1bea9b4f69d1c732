/* Files that appear whole. */
#include "os/replace.h"

#include <fcntl.h>
#include <stdio.h> /* rename */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/random.h"
#include "os/retry.h"
#include "os/status.h"

enum { ATTEMPTS = 100 };

/* Appends text to a path of PATH_MAX bytes. */
static int append(char *path, const char *text)
{
    size_t used = strlen(path), size = strlen(text);

    if (used + size >= PATH_MAX)
        return -ENAMETOOLONG;
    memcpy(path + used, text, size + 1);
    return 0;
}

/* The folder of a path, with its slash: "" for a bare name. */
static void folder_of(const char *path, char *folder)
{
    const char *slash = strrchr(path, '/');
    size_t size = slash != NULL ? (size_t)(slash - path) + 1 : 0;

    memcpy(folder, path, size);
    folder[size] = '\0';
}

/* A name beside the path that nobody has. */
static int name_temporary(struct replacement *replacement)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    char suffix[] = ".xos-############";

    int result = os_random_fill(suffix + 5, sizeof suffix - 6, 0);
    for (size_t i = 5; i < sizeof suffix - 1; i++)
        suffix[i] = letters[suffix[i] & 31];
    folder_of(replacement->path, replacement->temporary);
    return result < 0 ? result : append(replacement->temporary, suffix);
}

static int open_named(struct replacement *replacement, mode_t mode)
{
    int result = -EEXIST;

    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = name_temporary(replacement);
        if (result == 0)
            result = OS_RETRY(open(replacement->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    }
    return result;
}

static int open_nameless(const struct replacement *replacement, mode_t mode)
{
    char folder[PATH_MAX];

    folder_of(replacement->path, folder);
    return OS_RETRY(open(folder[0] != '\0' ? folder : ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, mode));
}

int os_replace_open(struct replacement *replacement, const char *path, mode_t mode)
{
    struct stat old;
    bool exists = stat(path, &old) == 0;

    *replacement = (struct replacement){.fd = -1, .direct = exists && !S_ISREG(old.st_mode)};
    if (exists && S_ISDIR(old.st_mode))
        return -EISDIR;
    if (replacement->direct)
        replacement->fd = OS_RETRY(open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY));
    else {
        if (!exists || realpath(path, replacement->path) == NULL) {
            replacement->path[0] = '\0';
            int result = append(replacement->path, path);
            if (result < 0)
                return result;
        }
        replacement->fd = open_nameless(replacement, mode);
        replacement->nameless = replacement->fd >= 0;
        if (replacement->fd < 0 && replacement->fd != -ENOENT && replacement->fd != -EACCES)
            replacement->fd = open_named(replacement, mode);
        if (replacement->fd >= 0 && exists)
            fchmod(replacement->fd, old.st_mode & 07777);
    }
    return replacement->fd < 0 ? replacement->fd : 0;
}

/* Links the nameless file to name. */
static int link_to(const struct replacement *replacement, const char *name)
{
    char self[FD_NAME_ROOM];

    fd_name(replacement->fd, self);
    return OS_CALL(linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW));
}

/* A name for the nameless: its own where nobody has it, else a temporary one to be renamed. */
static int name_nameless(struct replacement *replacement)
{
    int result = link_to(replacement, replacement->path);

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
        result = OS_CALL(rename(replacement->temporary, replacement->path));
        if (result == 0)
            replacement->temporary[0] = '\0';
    }
    if (result < 0) {
        os_replace_abandon(replacement);
        return result;
    }
    result = OS_CALL(close(replacement->fd));
    return result == -EINTR ? 0 : result;
}

void os_replace_abandon(struct replacement *replacement)
{
    if (replacement->temporary[0] != '\0')
        unlink(replacement->temporary);
    close(replacement->fd);
}
