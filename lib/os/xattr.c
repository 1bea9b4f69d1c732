/* SPDX-License-Identifier: MIT */
/* Extended attributes, with one interface for a path, a descriptor and a name in a directory. */
#include "os/xattr.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/retry.h"
#include "os/status.h"

/* System calls of Linux 6.13, which a C library may lack. The numbers are the same on all architectures except two. */
#ifndef SYS_setxattrat
#if defined __alpha__ || defined __mips__
#define SYS_setxattrat (-1)
#define SYS_getxattrat (-1)
#define SYS_listxattrat (-1)
#define SYS_removexattrat (-1)
#else
#define SYS_setxattrat 463
#define SYS_getxattrat 464
#define SYS_listxattrat 465
#define SYS_removexattrat 466
#endif
#endif

enum operation { GET, LIST, SET, REMOVE };

/* The system calls of each operation: relative to a directory, by path, without following a symbolic link, by
 * descriptor. */
static const struct {
    int at, path, link, fd;
} calls[] = {
    [GET] = {SYS_getxattrat, SYS_getxattr, SYS_lgetxattr, SYS_fgetxattr},
    [LIST] = {SYS_listxattrat, SYS_listxattr, SYS_llistxattr, SYS_flistxattr},
    [SET] = {SYS_setxattrat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr},
    [REMOVE] = {SYS_removexattrat, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr},
};

/* The arguments of a call besides the file. LIST takes no attribute, REMOVE only the attribute. */
struct request {
    enum operation operation;
    const char *attribute;
    const void *value; /* or the buffer for it, or for names */
    size_t size;
    int flags;
};

/* The kernel's struct xattr_args. */
struct value_args {
    uint64_t value __attribute__((aligned(8)));
    uint32_t size;
    uint32_t flags;
};

/* How calls without a directory descriptor find the file. */
struct place {
    const char *path; /* NULL: the descriptor fd */
    int fd;
    bool follow;
    char room[PATH_MAX + 40];
};

/* Writes /proc/thread-self/fd/FD, or /proc/thread-self/fd/FD/NAME. A thread may have its own descriptor table, which
 * /proc/self does not show. */
static int proc_path(struct place *place, int fd, const char *name)
{
    if (name != NULL && strlen(name) >= PATH_MAX)
        return -ENAMETOOLONG;
    char *at = put_decimal(stpcpy(place->room, "/proc/thread-self/fd/"), (unsigned)fd);
    if (name != NULL)
        stpcpy(stpcpy(at, "/"), name);
    place->path = place->room;
    return 0;
}

/* True if name is relative to the directory dirfd. */
static bool is_relative(const struct xattr_file *file)
{
    return file->name != NULL && file->dirfd != AT_FDCWD && file->name[0] != '/';
}

static int find_place(const struct xattr_file *file, struct place *place)
{
    place->path = file->name;
    place->fd = file->dirfd;
    place->follow = file->follow;
    if (file->path_only) { /* the link in /proc leads to the file itself, even if that is a symbolic link */
        place->follow = true;
        return proc_path(place, file->dirfd, NULL);
    }
    if (file->name == NULL && file->dirfd < 0) /* or a kernel might take AT_FDCWD as a descriptor */
        return -EBADF;
    if (!is_relative(file))
        return 0;
    return fcntl(file->dirfd, F_GETFD) < 0 ? os_error() : proc_path(place, file->dirfd, file->name);
}

/* Makes the call on a name in a directory; -ENOSYS if the kernel lacks it. */
static long ask_at(const struct xattr_file *file, const struct request *request)
{
    struct value_args args = {
        .value = (uintptr_t)request->value, .size = (uint32_t)request->size, .flags = (uint32_t)request->flags};
    unsigned how = file->follow ? 0 : AT_SYMLINK_NOFOLLOW;
    long call = calls[request->operation].at;

    if (request->size > UINT32_MAX)
        return -E2BIG;
    if (request->operation == LIST)
        return OS_RETRY(syscall(call, file->dirfd, file->name, how, request->value, request->size));
    return OS_RETRY(syscall(call, file->dirfd, file->name, how, request->attribute, &args, sizeof args));
}

/* Makes the call that fits the place. */
static long ask_place(const struct place *place, const struct request *request)
{
    long target = place->path != NULL ? (long)place->path : place->fd;
    long call = place->path == NULL ? calls[request->operation].fd
                : place->follow     ? calls[request->operation].path
                                    : calls[request->operation].link;

    if (request->operation == LIST)
        return OS_RETRY(syscall(call, target, request->value, request->size));
    return OS_RETRY(syscall(call, target, request->attribute, request->value, request->size, request->flags));
}

/* Without the calls for names in directories and without /proc: opens the file and uses its descriptor. Only regular
 * files and directories can be opened without side effects. */
static long ask_opened(const struct xattr_file *file, const struct request *request)
{
    struct place place = {0};
    struct status status;
    int how = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (file->follow ? 0 : O_NOFOLLOW);

    if (file->name == NULL)
        return -OS_NO_PROC;
    int result = status_get(file->dirfd, file->name, file->follow ? 0 : AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);
    if (result < 0)
        return result;
    if (!S_ISREG(status.mode) && !S_ISDIR(status.mode))
        return -OS_NO_PROC;
    place.fd = OS_RETRY(openat(file->dirfd, file->name, how));
    if (place.fd < 0)
        return -OS_NO_PROC;
    long answer = ask_place(&place, request);
    close(place.fd);
    return answer;
}

static long ask(const struct xattr_file *file, const struct request *request)
{
    struct place place;

    if (is_relative(file)) {
        long result = ask_at(file, request);
        if (!is_refused(result)) /* EPERM may also be the result of the operation: ask again */
            return result;
    }
    int found = find_place(file, &place);
    if (found < 0)
        return found;
    long result = ask_place(&place, request);
    if (place.path == place.room && fd_name_result((int)result) == -OS_NO_PROC)
        return ask_opened(file, request);
    return result;
}

/* The kernel clears as many bytes as the buffer has, so the first buffer is small, and it grows if necessary. The size
 * is not requested first: a value that grows between two calls only costs another round, and none is larger than the
 * last buffer. */
static ssize_t ask_for(const struct xattr_file *file, enum operation operation, const char *attribute, char *data,
                       size_t room)
{
    enum { USUAL = 512 };

    for (size_t offer = room < USUAL ? room : USUAL;; offer = offer * 16 < room ? offer * 16 : room) {
        long result = ask(file, &(struct request){operation, attribute, data, offer, 0});
        if (result != -ERANGE || offer == room)
            return result;
    }
}

ssize_t xattr_get(const struct xattr_file *file, const char *attribute, char *value, size_t room)
{
    return ask_for(file, GET, attribute, value, room);
}

ssize_t xattr_list(const struct xattr_file *file, char *names, size_t room)
{
    return ask_for(file, LIST, NULL, names, room);
}

int xattr_set(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags)
{
    return (int)ask(file, &(struct request){SET, attribute, value, size, flags});
}

int xattr_remove(const struct xattr_file *file, const char *attribute)
{
    return (int)ask(file, &(struct request){REMOVE, attribute, NULL, 0, 0});
}
