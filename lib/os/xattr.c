/* Extended attributes, one way in for a path, a descriptor and a name in a directory. */
#include "os/xattr.h"

#include <errno.h>

#ifdef HAVE_SYS_XATTR_H

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "os/decimal.h"
#include "os/retry.h"

/* Linux 6.13's system calls, which a C library may not name yet; the numbers are the same on all but the two. */
#if !defined SYS_setxattrat && !defined __alpha__ && !defined __mips__
#define SYS_setxattrat 463
#define SYS_getxattrat 464
#define SYS_listxattrat 465
#define SYS_removexattrat 466
#endif

/* The kernel's struct xattr_args. */
struct value_args {
    uint64_t value __attribute__((aligned(8)));
    uint32_t size;
    uint32_t flags;
};

/* Where a file is to be found by the calls that know no directory descriptor. */
struct place {
    const char *path; /* NULL: fd says it */
    int fd;
    bool follow;
    char room[PATH_MAX + 40];
};

/* Writes /proc/thread-self/fd/FD or that and /NAME; a thread may have a table of descriptors of its own, which
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

/* True where name is to be found from the directory dirfd. */
static bool is_relative(const struct xattr_file *file)
{
    return file->name != NULL && file->dirfd != AT_FDCWD && file->name[0] != '/';
}

static int find_place(const struct xattr_file *file, struct place *place)
{
    place->path = file->name;
    place->fd = file->dirfd;
    place->follow = file->follow;
    if (file->path_only) {
        place->follow = true; /* the link in /proc, which leads to the very file even where that is a link itself */
        return proc_path(place, file->dirfd, NULL);
    }
    if (file->name == NULL && file->dirfd < 0) /* a kernel may take AT_FDCWD for a descriptor */
        return -EBADF;
    if (!is_relative(file))
        return 0;
    return fcntl(file->dirfd, F_GETFD) < 0 ? -errno : proc_path(place, file->dirfd, file->name);
}

static unsigned at_flags(const struct xattr_file *file)
{
    return file->follow ? 0 : AT_SYMLINK_NOFOLLOW;
}

static ssize_t get_at(const struct xattr_file *file, const char *attribute, char *value, size_t room)
{
#ifdef SYS_getxattrat
    struct value_args args = {.value = (uintptr_t)value, .size = (uint32_t)room};
    return OS_RETRY(syscall(SYS_getxattrat, file->dirfd, file->name, at_flags(file), attribute, &args, sizeof args));
#else
    return -ENOSYS;
#endif
}

static ssize_t get_once(const struct xattr_file *file, const char *attribute, char *value, size_t room)
{
    struct place place;

    if (is_relative(file)) {
        ssize_t result = get_at(file, attribute, value, room);
        if (result != -ENOSYS)
            return result;
    }
    int found = find_place(file, &place);
    if (found < 0)
        return found;
    if (place.path == NULL)
        return OS_RETRY(fgetxattr(place.fd, attribute, value, room));
    return place.follow ? OS_RETRY(getxattr(place.path, attribute, value, room))
                        : OS_RETRY(lgetxattr(place.path, attribute, value, room));
}

static ssize_t list_at(const struct xattr_file *file, char *names, size_t room)
{
#ifdef SYS_listxattrat
    return OS_RETRY(syscall(SYS_listxattrat, file->dirfd, file->name, at_flags(file), names, room));
#else
    return -ENOSYS;
#endif
}

static ssize_t list_once(const struct xattr_file *file, char *names, size_t room)
{
    struct place place;

    if (is_relative(file)) {
        ssize_t result = list_at(file, names, room);
        if (result != -ENOSYS)
            return result;
    }
    int found = find_place(file, &place);
    if (found < 0)
        return found;
    if (place.path == NULL)
        return OS_RETRY(flistxattr(place.fd, names, room));
    return place.follow ? OS_RETRY(listxattr(place.path, names, room)) : OS_RETRY(llistxattr(place.path, names, room));
}

/* The kernel clears a buffer of as many bytes as it is offered, so the offer starts small and grows where it must. No
 * size is asked for first: a value that grows between two calls only takes another round, and none outgrows the
 * last. */
static size_t first_offer(size_t room)
{
    enum { USUAL = 512 };

    return room < USUAL ? room : USUAL;
}

static size_t next_offer(size_t offer, size_t room)
{
    return offer * 16 < room ? offer * 16 : room;
}

ssize_t xattr_get(const struct xattr_file *file, const char *attribute, char *value, size_t room)
{
    for (size_t offer = first_offer(room);; offer = next_offer(offer, room)) {
        ssize_t result = get_once(file, attribute, value, offer);
        if (result != -ERANGE || offer == room)
            return result;
    }
}

ssize_t xattr_list(const struct xattr_file *file, char *names, size_t room)
{
    for (size_t offer = first_offer(room);; offer = next_offer(offer, room)) {
        ssize_t result = list_once(file, names, offer);
        if (result != -ERANGE || offer == room)
            return result;
    }
}

static int set_at(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags)
{
#ifdef SYS_setxattrat
    struct value_args args = {.value = (uintptr_t)value, .size = (uint32_t)size, .flags = (uint32_t)flags};
    if (size > UINT32_MAX)
        return -E2BIG;
    const char *name = file->name;
    return (int)OS_RETRY(syscall(SYS_setxattrat, file->dirfd, name, at_flags(file), attribute, &args, sizeof args));
#else
    return -ENOSYS;
#endif
}

int xattr_set(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags)
{
    struct place place;

    if (is_relative(file)) {
        int result = set_at(file, attribute, value, size, flags);
        if (result != -ENOSYS)
            return result;
    }
    int found = find_place(file, &place);
    if (found < 0)
        return found;
    if (place.path == NULL)
        return OS_RETRY(fsetxattr(place.fd, attribute, value, size, flags));
    return place.follow ? OS_RETRY(setxattr(place.path, attribute, value, size, flags))
                        : OS_RETRY(lsetxattr(place.path, attribute, value, size, flags));
}

static int remove_at(const struct xattr_file *file, const char *attribute)
{
#ifdef SYS_removexattrat
    return (int)OS_RETRY(syscall(SYS_removexattrat, file->dirfd, file->name, at_flags(file), attribute));
#else
    return -ENOSYS;
#endif
}

int xattr_remove(const struct xattr_file *file, const char *attribute)
{
    struct place place;

    if (is_relative(file)) {
        int result = remove_at(file, attribute);
        if (result != -ENOSYS)
            return result;
    }
    int found = find_place(file, &place);
    if (found < 0)
        return found;
    if (place.path == NULL)
        return OS_RETRY(fremovexattr(place.fd, attribute));
    return place.follow ? OS_RETRY(removexattr(place.path, attribute)) : OS_RETRY(lremovexattr(place.path, attribute));
}

#else

ssize_t xattr_get(const struct xattr_file *file, const char *attribute, char *value, size_t room)
{
    (void)file, (void)attribute, (void)value, (void)room;
    return -ENOSYS;
}

ssize_t xattr_list(const struct xattr_file *file, char *names, size_t room)
{
    (void)file, (void)names, (void)room;
    return -ENOSYS;
}

int xattr_set(const struct xattr_file *file, const char *attribute, const void *value, size_t size, int flags)
{
    (void)file, (void)attribute, (void)value, (void)size, (void)flags;
    return -ENOSYS;
}

int xattr_remove(const struct xattr_file *file, const char *attribute)
{
    (void)file, (void)attribute;
    return -ENOSYS;
}

#endif
