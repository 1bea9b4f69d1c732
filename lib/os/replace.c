/* SPDX-License-Identifier: MIT */
/* Files that are written completely or not at all. */
#include "os/replace.h"

#include <fcntl.h>
#include <stdio.h> /* renameat */
#include <string.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/random.h"
#include "os/retry.h"
#include "os/status.h"

enum { ATTEMPTS = 100 };

static const int guarded_signals[REPLACE_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static void note_signal(int number)
{
    os_interrupted = number;
}

/* Makes signals set a flag instead of ending the process, so that the temporary name can be removed first. */
static void guard(struct replacement *replacement)
{
    struct sigaction noted = {.sa_handler = note_signal}; /* without SA_RESTART: calls end with EINTR */

    replacement->guarded = true;
    for (int i = 0; i < REPLACE_SIGNALS; i++) {
        sigaction(guarded_signals[i], NULL, &replacement->old[i]);
        if (replacement->old[i].sa_handler != SIG_IGN)
            sigaction(guarded_signals[i], &noted, NULL);
    }
}

/* Restores the signals' actions, and raises the signal that was recorded. */
static void unguard(struct replacement *replacement)
{
    if (!replacement->guarded)
        return;
    for (int i = 0; i < REPLACE_SIGNALS; i++)
        sigaction(guarded_signals[i], &replacement->old[i], NULL);
    int number = os_interrupted;
    if (number != 0) {
        os_interrupted = 0;
        raise(number);
    }
}

/* Chooses a name that is probably unused: ".xos-" and letters. */
static int name_temporary(struct replacement *replacement)
{
    char *letters = stpcpy(replacement->temporary, ".xos-");
    char *end = replacement->temporary + sizeof replacement->temporary - 1;

    *end = '\0';
    return os_random_letters(letters, (size_t)(end - letters));
}

static int open_named(struct replacement *replacement, mode_t mode)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, result = -EEXIST;

    guard(replacement);
    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = name_temporary(replacement);
        if (result == 0)
            result = OS_RETRY(openat(replacement->place.folder, replacement->temporary, flags, mode));
    }
    if (result < 0) {
        replacement->temporary[0] = '\0';
        unguard(replacement);
    }
    return result;
}

/* Opens the target itself. A regular file reached through /proc is truncated. One that has appeared in the meantime is
 * not opened here: it would be overwritten in part. */
static int open_direct(const struct replacement *replacement)
{
    const struct output_place *place = &replacement->place;
    int flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | (place->magic ? O_TRUNC : O_NOFOLLOW);
    int fd = OS_RETRY(openat(place->folder, place->name, flags));
    struct stat status;

    if (fd < 0 || place->magic || (fstat(fd, &status) == 0 && !S_ISREG(status.st_mode)))
        return fd;
    close(fd);
    return -EEXIST;
}

static int link_to(const struct replacement *replacement, const char *name)
{
    char self[FD_NAME_ROOM];
    int folder = replacement->place.folder;
    int result = OS_CALL(linkat(replacement->fd, "", folder, name, AT_EMPTY_PATH));

    if (result != -ENOENT && result != -EPERM) /* kernels that require a privilege return these */
        return result;
    fd_name(replacement->fd, self);
    return OS_CALL(linkat(AT_FDCWD, self, folder, name, AT_SYMLINK_FOLLOW));
}

/* True if a nameless file can be given a name: without a privilege, older kernels need /proc for that. */
static bool can_be_named(void)
{
    return geteuid() == 0 || access("/proc/self/fd", X_OK) == 0;
}

/* Opens the new file in its directory. */
static int open_in_folder(struct replacement *replacement, mode_t mode)
{
    int folder = replacement->place.folder;
    int fd = can_be_named() ? OS_RETRY(openat(folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, mode)) : -ENOSYS;

    replacement->nameless = fd >= 0;
    return fd >= 0 || fd == -ENOENT || fd == -EACCES ? fd : open_named(replacement, mode);
}

int os_replace_open(struct replacement *replacement, const char *path, mode_t mode)
{
    struct output_place *place = &replacement->place;
    int result = os_output_find(place, path);

    replacement->temporary[0] = '\0';
    replacement->nameless = replacement->guarded = false;
    if (result < 0)
        return result;
    replacement->direct = place->magic || (place->exists && !S_ISREG(place->status.st_mode));
    replacement->fd = place->exists && S_ISDIR(place->status.st_mode) ? -EISDIR
                      : replacement->direct                           ? open_direct(replacement)
                                                                      : open_in_folder(replacement, mode);
    if (replacement->fd < 0) {
        close(place->folder);
        return replacement->fd;
    }
    if (!replacement->direct && place->exists && place->status.st_uid == geteuid())
        fchmod(replacement->fd, place->status.st_mode & 0777); /* not set-user-ID, which was for the old contents */
    return 0;
}

/* Names the nameless file: directly if the name is unused, else with a temporary name that is then renamed. */
static int name_nameless(struct replacement *replacement)
{
    int result = link_to(replacement, replacement->place.name);

    if (result != -EEXIST)
        return result;
    guard(replacement);
    for (int i = 0; i < ATTEMPTS && result == -EEXIST; i++) {
        result = name_temporary(replacement);
        if (result == 0)
            result = link_to(replacement, replacement->temporary);
    }
    if (result < 0)
        replacement->temporary[0] = '\0';
    return result;
}

static int rename_temporary(struct replacement *replacement)
{
    int folder = replacement->place.folder;
    int result = OS_CALL(renameat(folder, replacement->temporary, folder, replacement->place.name));

    if (result == 0)
        replacement->temporary[0] = '\0';
    return result;
}

int os_replace_commit(struct replacement *replacement)
{
    int result = replacement->direct ? 0 : OS_RETRY(fsync(replacement->fd));

    if (result == 0 && replacement->nameless)
        result = name_nameless(replacement);
    if (result == 0 && replacement->temporary[0] != '\0')
        result = rename_temporary(replacement);
    if (result < 0) {
        os_replace_abandon(replacement);
        return result;
    }
    result = os_close_written(replacement->fd);
    close(replacement->place.folder);
    unguard(replacement);
    return replacement->direct ? result : 0; /* fsync said that all is on the disk */
}

void os_replace_abandon(struct replacement *replacement)
{
    if (replacement->temporary[0] != '\0')
        unlinkat(replacement->place.folder, replacement->temporary, 0);
    close(replacement->fd);
    close(replacement->place.folder);
    unguard(replacement);
}
