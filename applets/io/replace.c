/* SPDX-License-Identifier: MIT */
/* xio copy --in-place: replaces a file by a new one with the same owner, mode, attributes and times. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "io/xio.h"
#include "os/attributes.h"
#include "os/replace.h"
#include "os/status.h"
#include "os/xattr.h"

TEXTS_OF(io_replace);

/* True for an attribute that only the system or a security module may set. */
static bool is_system_attribute(const char *name)
{
    return strncmp(name, "user.", 5) != 0 && strncmp(name, "system.posix_acl_", 17) != 0;
}

/* Copies extended attributes, ACLs among them, from one open file to another. 0 or -errno. */
static int copy_attributes(int from, int to)
{
    struct xattr_file source = {.dirfd = from}, target = {.dirfd = to};
    char *names = malloc(XATTR_LIST_ROOM + XATTR_VALUE_ROOM), *value = names + XATTR_LIST_ROOM;
    ssize_t size = names != NULL ? xattr_list(&source, names, XATTR_LIST_ROOM) : -ENOMEM;
    int result = size == -EOPNOTSUPP || size == -ENOSYS ? 0 : size < 0 ? (int)size : 0;

    for (const char *name = names; size > 0 && name < names + size && result == 0; name += strlen(name) + 1) {
        ssize_t length = xattr_get(&source, name, value, XATTR_VALUE_ROOM);
        result = length < 0 ? (int)length : xattr_set(&target, name, value, (size_t)length, 0);
        if (result < 0 && is_system_attribute(name))
            result = 0;
    }
    free(names);
    return result;
}

static struct timespec timespec_of(struct status_time time)
{
    return (struct timespec){.tv_sec = (time_t)time.seconds, .tv_nsec = (long)time.nanoseconds};
}

/* Gives the new file owner, mode, attributes and times of the old. 0 or -errno. */
static int copy_status(const struct source *source, const struct status *old, int fd)
{
    const struct timespec times[2] = {timespec_of(old->atime), timespec_of(old->mtime)};
    struct status now;
    int result = status_get(fd, NULL, 0, STATUS_UID | STATUS_GID, &now);

    if (result == 0 && (now.uid != old->uid || now.gid != old->gid))
        result = owner_set(fd, NULL, old->uid, old->gid, true);
    if (result == 0)
        result = mode_set(fd, NULL, old->mode & 07777, true);
    if (result == 0)
        result = copy_attributes(source->fd, fd);
    return result == 0 ? times_set(fd, NULL, times, true) : result;
}

static int convert(struct xio *xio, struct source *source, const struct status *old, struct replacement *file)
{
    unsigned char data[SINK_LEAST + XIO_PART];
    struct byte_sink sink = sink_to(&file->fd, data, sizeof data);

    if (copy_source(xio, source, &sink, source->name) < 0)
        return -1;
    int result = copy_status(source, old, file->fd);
    return result < 0 ? fail_errno(xio->call->fail, -result, source->name, NULL) : 0;
}

static int refuse(struct xio *xio, const char *name, const char *why)
{
    fail_words(xio->call->fail, EX_DATAERR, "%s", why);
    xio->call->fail->path = name;
    return -1;
}

/* Refuses what is not a regular file. 0, or -1 with the failure recorded. */
static int check_kind(struct xio *xio, const char *name)
{
    struct status status;
    int result = status_get(AT_FDCWD, name, xio->args->follow ? 0 : AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);

    if (result < 0)
        return fail_errno(xio->call->fail, -result, name, NULL);
    if (S_ISLNK(status.mode))
        return refuse(xio, name, "a symbolic link is not replaced (--follow replaces the file it names)");
    return S_ISREG(status.mode) ? 0 : refuse(xio, name, "not a regular file");
}

int xio_replace(struct xio *xio, const char *name)
{
    struct replacement file;
    struct source source;
    struct status old;

    if (check_kind(xio, name) < 0 || source_open(xio, name, &source) < 0)
        return -1;
    int result = status_get(source.fd, NULL, 0, STATUS_BASIC, &old);
    if (result == 0)
        result = os_replace_open(&file, name, 0600);
    if (result < 0) {
        source_close(&source);
        return fail_errno(xio->call->fail, -result, name, NULL);
    }
    bool done = (source.regular || refuse(xio, name, "not a regular file") == 0) &&
                convert(xio, &source, &old, &file) == 0;
    source_close(&source);
    if (!done) {
        os_replace_abandon(&file);
        return -1;
    }
    result = os_replace_commit(&file);
    return result < 0 ? fail_errno(xio->call->fail, -result, name, NULL) : 0;
}
