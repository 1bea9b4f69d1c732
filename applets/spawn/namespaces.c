/* SPDX-License-Identifier: MIT */
/* xspawn: the namespaces in which the program runs, as steps of its start. */
#include "spawn/xspawn.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "os/fd.h"
#include "os/process.h"
#include "os/spawn/wait.h"
#include "value/number.h"

TEXTS_OF(spawn_namespaces);

enum { NEW_PID = 0x20000000, NEW_TIME = 0x80, NEW_USER = 0x10000000 };

static int namespace_flag(struct word name)
{
    static const struct {
        const char *name;
        int flag;
    } namespaces[] = {
        {"user", NEW_USER}, {"mnt", 0x20000},   {"mount", 0x20000},    {"pid", NEW_PID},   {"net", 0x40000000},
        {"ipc", 0x8000000}, {"uts", 0x4000000}, {"cgroup", 0x2000000}, {"time", NEW_TIME},
    };

    for (size_t i = 0; i < sizeof namespaces / sizeof namespaces[0]; i++)
        if (word_is(name, namespaces[i].name))
            return namespaces[i].flag;
    struct constant constant;
    bool found = name.size > 9 && memcmp(name.data, "CLONE_NEW", 9) == 0 && family_find(&clone_flags, name, &constant);
    return found ? (int)constant.value : 0;
}

static int read_namespaces(struct xspawn *xspawn, const char *option, struct word list, int *flags)
{
    for (const char *at = list.data, *end = list.data + list.size; at <= end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma != NULL ? comma : end;
        struct word name = {at, (size_t)(stop - at)};
        int flag = namespace_flag(name);
        if (flag == 0)
            return fail_usage(xspawn->call->fail,
                              "%s: '%.*s' is not a namespace (user mnt pid net ipc uts cgroup time)", option,
                              shown_size(name), name.data);
        *flags |= flag;
        at = stop + 1;
    }
    return 0;
}

static int setns_failed(struct xspawn *xspawn, int errnum, const char *text)
{
    xspawn->call->fail->op = "setns";
    return fail_errno(xspawn->call->fail, errnum, text, NULL);
}

/* Enters a pid namespace in this process: it applies only to later children. The child enters all others. */
static int enter(struct xspawn *xspawn, int fd, int flags, const char *text)
{
    int result = (flags & NEW_PID) != 0 ? os_setns(fd, NEW_PID) : 0;

    if (result < 0)
        return setns_failed(xspawn, -result, text);
    if (flags != NEW_PID) {
        struct spawn_step *step = xspawn_add_step(xspawn, SPAWN_SETNS);
        step->fd = fd;
        step->number = flags & ~NEW_PID;
        step->path = text;
    }
    return 0;
}

static int open_namespace(struct xspawn *xspawn, const char *path)
{
    bool given = strncmp(path, "fd:", 3) == 0;
    int fd = given ? -1 : os_open(AT_FDCWD, path, O_RDONLY, 0);

    if (given && !spawn_read_fd(word_of(path + 3), &fd))
        return fail_usage(xspawn->call->fail, "setns: '%.200s' is not a descriptor", path);
    if (!given && fd < 0)
        return setns_failed(xspawn, -fd, path);
    int type = os_namespace_type(fd);
    if (type < 0)
        return setns_failed(xspawn, -type, path);
    return enter(xspawn, fd, type, path);
}

/* Reads NAME[,NAME...]:PID, a namespace's file, or fd:N. */
static int read_setns(struct xspawn *xspawn, struct word word)
{
    const char *colon = memrchr(word.data, ':', word.size);
    struct number number;
    int64_t pid;
    int flags = 0;

    if (memchr(word.data, '/', word.size) != NULL || strncmp(word.data, "fd:", 3) == 0)
        return open_namespace(xspawn, word.data);
    if (colon == NULL || !number_read(word_of(colon + 1), 10, &number) || !number_to_int64(number, 1, INT_MAX, &pid))
        return fail_usage(xspawn->call->fail, "setns: '%.200s' is not NAME:PID, a file of /proc/PID/ns or fd:N",
                          word.data);
    if (read_namespaces(xspawn, "setns", (struct word){word.data, (size_t)(colon - word.data)}, &flags) < 0)
        return -1;
    int pidfd = pidfd_of((pid_t)pid, 0);
    if (pidfd < 0)
        return setns_failed(xspawn, -pidfd, word.data);
    return enter(xspawn, pidfd, flags, word.data);
}

static int read_id(struct xspawn *xspawn, const char *option, const char *text, unsigned *id)
{
    struct number number;
    int64_t value;

    if (strcmp(text, "root") == 0) {
        *id = 0;
        return 0;
    }
    if (!number_read(word_of(text), 10, &number) || !number_to_int64(number, 0, UINT32_MAX - 1, &value))
        return fail_usage(xspawn->call->fail, "%s: '%.200s' is not an id", option, text);
    *id = (unsigned)value;
    return 0;
}

static int add_map(struct xspawn *xspawn, const char *path, unsigned inside, unsigned outside)
{
    char *text = xspawn_memory(xspawn, 3 * NUMBER_ROOM);

    if (text == NULL)
        return -1;
    size_t used = uint_write(text, inside);
    text[used++] = ' ';
    used += uint_write(text + used, outside);
    memcpy(text + used, " 1", 3);
    struct spawn_step *step = xspawn_add_step(xspawn, SPAWN_WRITE);
    step->path = path;
    step->text = text;
    return 0;
}

/* Maps one user and one group of the new namespace to the caller's; setgroups(2) must be denied in it first. */
static int read_maps(struct xspawn *xspawn)
{
    const struct xspawn_args *args = xspawn->args;
    const char *user = args->map_user != NULL ? args->map_user : args->map_group;
    const char *group = args->map_group != NULL ? args->map_group : args->map_user;
    unsigned uid = 0, gid = 0;

    if (user == NULL)
        return 0;
    if (read_id(xspawn, "map_user", user, &uid) < 0 || read_id(xspawn, "map_group", group, &gid) < 0)
        return -1;
    xspawn->spawn.namespaces |= NEW_USER;
    if (add_map(xspawn, "/proc/self/uid_map", uid, geteuid()) < 0)
        return -1;
    struct spawn_step *step = xspawn_add_step(xspawn, SPAWN_WRITE);
    step->path = "/proc/self/setgroups";
    step->text = "deny";
    return add_map(xspawn, "/proc/self/gid_map", gid, getegid());
}

static int read_new(struct xspawn *xspawn)
{
    int flags = 0;

    if (xspawn->args->unshare != NULL && read_namespaces(xspawn, "unshare", word_of(xspawn->args->unshare), &flags) < 0)
        return -1;
    xspawn->spawn.namespaces = flags & ~NEW_TIME;
    if (read_maps(xspawn) < 0)
        return -1;
    if (flags & NEW_TIME)
        xspawn_add_step(xspawn, SPAWN_UNSHARE)->number = NEW_TIME;
    return 0;
}

int xspawn_namespaces(struct xspawn *xspawn)
{
    const struct occurrences *joined = &xspawn->args->setns;

    for (size_t i = 0; i < joined->count; i++)
        if (read_setns(xspawn, joined->items[i].value) < 0)
            return -1;
    return read_new(xspawn);
}
