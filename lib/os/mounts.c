/* SPDX-License-Identifier: MIT */
/* Mounted file systems. */
#include "os/mounts.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/contents.h"
#include "os/retry.h"

#ifndef SYS_statmount
#define SYS_statmount 457
#endif
#ifndef SYS_listmount
#define SYS_listmount 458
#endif

/* What is used of a line of /proc/self/mountinfo: see proc(5). Strings point into the line; octal escapes are decoded.
 */
struct mount_line {
    uint64_t id;
    uint32_t major, minor;
    const char *point, *type;
};

/* Returns the next field of a line, without its blank and with octal escapes decoded; NULL at the end. */
static char *next_field(char **at)
{
    char *field = *at, *to = field;

    if (field == NULL || *field == '\0')
        return NULL;
    while (**at != '\0' && **at != ' ') {
        const char *digits = *at + 1;
        if (**at == '\\' && digits[0] >= '0' && digits[0] <= '3' && digits[1] >= '0' && digits[1] <= '7' &&
            digits[2] >= '0' && digits[2] <= '7') {
            *to++ = (char)((digits[0] - '0') << 6 | (digits[1] - '0') << 3 | (digits[2] - '0'));
            *at += 4;
        } else
            *to++ = *(*at)++;
    }
    *at += **at == ' ';
    *to = '\0';
    return field;
}

static bool read_device(const char *text, struct mount_line *mount)
{
    char *end;

    mount->major = (uint32_t)strtoul(text, &end, 10);
    mount->minor = (uint32_t)strtoul(*end == ':' ? end + 1 : "", NULL, 10);
    return *end == ':';
}

/* Reads a line (without its newline), in place. False if it is malformed. */
static bool read_line(char *line, struct mount_line *mount)
{
    const char *id = next_field(&line), *field;

    next_field(&line); /* the parent's id */
    const char *device = next_field(&line);
    next_field(&line); /* the mounted directory of the file system */
    mount->point = next_field(&line);
    do
        field = next_field(&line); /* skip the options and the optional fields, up to a dash */
    while (field != NULL && strcmp(field, "-") != 0);
    mount->type = next_field(&line);
    if (mount->type == NULL || !read_device(device, mount))
        return false;
    mount->id = strtoul(id, NULL, 10);
    return true;
}

/* Takes the next mount from lines; false if none is left. */
static bool next_mount(char **lines, struct mount_line *mount)
{
    for (char *line; (line = strsep(lines, "\n")) != NULL;)
        if (read_line(line, mount))
            return true;
    return false;
}

/* Reads /proc/self/mountinfo into memory that the caller frees. Returns 0 or -errno, -OS_NO_PROC without /proc. */
static int read_lines(char **text)
{
    size_t size;

    return fd_name_result(contents_of("/proc/self/mountinfo", SIZE_MAX / 4, text, &size));
}

/* What statmount(2) is asked for, and what statx(2) is asked for to get the id that it takes. */
enum { MOUNT_DEVICE = 0x1, MOUNT_POINT = 0x10, MOUNT_TYPE = 0x20, UNIQUE_ID = 0x4000 };

struct mount_request { /* the kernel's struct mnt_id_req */
    uint32_t size, spare;
    uint64_t id, what;
};

struct mount_answer { /* the members of the kernel's struct statmount that are used, and its strings */
    uint32_t size, options;
    uint64_t mask;
    uint32_t major, minor;
    uint64_t magic;
    uint32_t flags, type; /* type and point are offsets in strings */
    uint64_t unused[8];
    uint32_t root, point;
    char spare[400];
    char strings[4096 + 256];
};

/* Asks statmount(2) for the type of a mount or for its mount point, and for numbers besides. Returns the string in
 * answer, or NULL with errno set. */
static const char *ask_mount(uint64_t id, uint64_t what, struct mount_answer *answer)
{
    struct mount_request request = {.size = sizeof request, .id = id, .what = what};

    if (syscall(SYS_statmount, &request, answer, sizeof *answer, 0) < 0)
        return NULL;
    uint32_t at = what & MOUNT_TYPE ? answer->type : answer->point;
    answer->strings[sizeof answer->strings - 1] = '\0';
    if (at < sizeof answer->strings)
        return answer->strings + at;
    errno = EOVERFLOW;
    return NULL;
}

/* Reads the type with statmount(2). Returns 0 or -errno. */
static int type_by_call(int dir_fd, const char *path, int flags, char room[MOUNT_TYPE_ROOM])
{
    struct mount_answer answer;
    struct status status;
    int result = status_get(dir_fd, path, flags, UNIQUE_ID, &status);

    if (result < 0 || !(status.mask & UNIQUE_ID))
        return result < 0 ? result : -ENOSYS;
    const char *type = ask_mount(status.mnt_id, MOUNT_TYPE, &answer);
    if (type == NULL)
        return os_error();
    if (strlen(type) >= MOUNT_TYPE_ROOM)
        return -EOVERFLOW;
    strcpy(room, type);
    return 0;
}

/* mounts_each with listmount(2) and statmount(2). A mount that is gone before it is asked about is left out. Returns 0,
 * or -errno without a call of each. */
static int each_by_call(mount_handler *each, void *data)
{
    enum { PORTION = 256 };
    struct mount_request request = {.size = sizeof request, .id = UINT64_MAX}; /* LSMT_ROOT */
    struct mount_answer answer;
    uint64_t ids[PORTION];
    long count = PORTION;

    while (count == PORTION) {
        count = syscall(SYS_listmount, &request, ids, PORTION, 0);
        if (count < 0)
            return request.what == 0 ? os_error() : 0;
        for (long i = 0; i < count; i++) {
            const char *point = ask_mount(ids[i], MOUNT_DEVICE | MOUNT_POINT, &answer);
            if (point != NULL)
                each(data, point, answer.major, answer.minor);
        }
        request.what = count > 0 ? ids[count - 1] : 0; /* the list continues after it */
    }
    return 0;
}

static int each_by_line(mount_handler *each, void *data)
{
    struct mount_line mount;
    char *text;
    int result = read_lines(&text);

    if (result < 0)
        return result;
    for (char *lines = text; next_mount(&lines, &mount);)
        each(data, mount.point, mount.major, mount.minor);
    free(text);
    return 0;
}

int mounts_each(mount_handler *each, void *data)
{
    struct mount_answer answer;
    bool has_calls = ask_mount(0, MOUNT_POINT, &answer) != NULL || errno == ENOENT || errno == EINVAL;

    return has_calls && each_by_call(each, data) == 0 ? 0 : each_by_line(each, data);
}

/* True if mount is the one that status is on, or of its device if statx(2) does not report the mount. */
static bool is_mount_of(const struct mount_line *mount, const struct status *status)
{
    if (status->mask & STATUS_MNT_ID)
        return mount->id == status->mnt_id;
    return mount->major == status->dev_major && mount->minor == status->dev_minor;
}

/* Reads the type from /proc/self/mountinfo. Returns 0 or -errno. */
static int type_by_line(const struct status *status, char room[MOUNT_TYPE_ROOM])
{
    struct mount_line mount;
    char *text;
    int result = read_lines(&text);

    if (result < 0)
        return result;
    result = -ENOENT;
    for (char *lines = text; result < 0 && next_mount(&lines, &mount);)
        if (is_mount_of(&mount, status) && strlen(mount.type) < MOUNT_TYPE_ROOM) {
            strcpy(room, mount.type);
            result = 0;
        }
    free(text);
    return result;
}

const char *mount_type(int dir_fd, const char *path, int flags, const struct status *status,
                       const struct filesystem *filesystem, char room[MOUNT_TYPE_ROOM])
{
    enum { EXT = 0xef53, TMPFS = 0x01021994, FUSE = 0x65735546 };
    uint64_t type = filesystem->type;

    if ((type == EXT || type == TMPFS) && type_by_call(dir_fd, path, flags, room) == 0)
        return room;
    if ((type == EXT || type == TMPFS || type == FUSE) && type_by_line(status, room) == 0)
        return room;
    return filesystem_name(type);
}
