/* SPDX-License-Identifier: MIT */
/* xio progress: how far a process is in the files that it reads and writes, from /proc. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "io/xio.h"
#include "os/contents.h"
#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "os/status.h"
#include "value/duration.h"
#include "value/format.h"
#include "value/number.h"

TEXTS_OF(io_progress);

enum { FILES = 256, NAME_SIZE = 512 };

/* An open file of the process. */
struct opened {
    int fd;
    int64_t offset, size; /* bytes */
    bool writes;
    int64_t before; /* the offset at the last look; -1: not open then */
    char name[NAME_SIZE];
};

struct look {
    size_t count;
    struct timespec at;
    struct opened files[FILES];
};

/* The number behind a key of fdinfo, "pos:\t123\n", in the base; -1 if it is not there. */
static int64_t info_number(const char *text, const char *key, int base)
{
    const char *found = strstr(text, key);

    return found != NULL ? strtoll(found + strlen(key), NULL, base) : -1;
}

/* Fills in the file behind a descriptor. False if it is not a regular file, or gone. */
static bool look_at(int process, const char *fd, struct opened *opened)
{
    char path[64], text[512];
    struct status status;

    format_text(path, sizeof path, "fd/%s", fd);
    if (status_get(process, path, 0, STATUS_TYPE | STATUS_SIZE, &status) < 0 || !S_ISREG(status.mode))
        return false;
    ssize_t size = link_read(process, path, opened->name, NAME_SIZE - 1);
    opened->name[size > 0 ? size : 0] = '\0';
    format_text(path, sizeof path, "fdinfo/%s", fd);
    if (contents_text(process, path, text, sizeof text) < 0)
        return false;
    opened->fd = (int)strtol(fd, NULL, 10);
    opened->offset = info_number(text, "pos:", 10);
    opened->writes = (info_number(text, "flags:", 8) & O_ACCMODE) != O_RDONLY;
    opened->size = (int64_t)status.size;
    opened->before = -1;
    return opened->offset >= 0;
}

/* Looks at all files of the process, or at one descriptor. 0 or -errno. */
static int take_look(int process, int only, struct look *look)
{
    int fd = os_open(process, "fd", O_RDONLY | O_DIRECTORY, 0);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *entry;

    look->count = 0;
    clock_gettime(CLOCK_MONOTONIC, &look->at);
    if (folder == NULL) {
        int result = fd < 0 ? fd : -errno;
        if (fd >= 0)
            os_close(fd);
        return result;
    }
    while ((entry = readdir(folder)) != NULL && look->count < FILES) {
        if (entry->d_name[0] == '.' || (only >= 0 && strtol(entry->d_name, NULL, 10) != only))
            continue;
        look->count += look_at(process, entry->d_name, &look->files[look->count]);
    }
    closedir(folder);
    return 0;
}

/* Takes over the offsets of the last look. */
static void compare(struct look *look, const struct look *last)
{
    for (size_t i = 0; i < look->count; i++)
        for (size_t j = 0; j < last->count; j++)
            if (look->files[i].fd == last->files[j].fd && strcmp(look->files[i].name, last->files[j].name) == 0)
                look->files[i].before = last->files[j].offset;
}

/* Bytes in a second. A jump in a sparse file may be beyond the scale: then its end. */
static int64_t rate_of(int64_t moved, int64_t elapsed_ms)
{
    int64_t product;

    if (__builtin_mul_overflow(moved, 1000, &product))
        return moved > 0 ? INT64_MAX : INT64_MIN;
    return product / elapsed_ms;
}

static void write_file(struct out *out, const struct opened *opened, int64_t elapsed_ms)
{
    bool known = opened->before >= 0 && elapsed_ms > 0;
    int64_t rate = known ? rate_of(opened->offset - opened->before, elapsed_ms) : 0;
    int64_t left = opened->size - opened->offset;

    out_open(out, OUT_RECORD);
    out_field_int(out, "fd", opened->fd);
    out_field_text(out, "path", opened->name);
    out_field_text(out, "mode", opened->writes ? "write" : "read");
    out_field_int(out, "offset", opened->offset);
    out_field_int(out, "size", opened->size);
    out_name(out, "rate");
    if (known)
        out_int(out, rate);
    else
        out_none(out);
    out_name(out, "left");
    if (rate > 0 && left >= 0 && !opened->writes)
        out_int(out, left / rate + (left % rate != 0));
    else
        out_none(out);
    out_close(out);
}

static void write_look(struct xio *xio, const struct look *look, const struct look *last)
{
    int64_t elapsed = (int64_t)(look->at.tv_sec - last->at.tv_sec) * 1000 +
                      (look->at.tv_nsec - last->at.tv_nsec) / 1000000;

    for (size_t i = 0; i < look->count; i++)
        write_file(xio->call->out, &look->files[i], elapsed);
    out_flush(xio->call->out);
}

/* Records why the process cannot be watched: it is not there, it may not be looked at, or there is no /proc. */
static int fail_process_look(struct xio *xio, int result, const char *path)
{
    int errnum = -fd_name_result(result);

    return fail_errno(xio->call->fail, errnum == ENOENT ? ESRCH : errnum, path, NULL);
}

static int watch(struct xio *xio, int process, int64_t interval, const char *path)
{
    struct look *looks = malloc(2 * sizeof *looks);
    const struct timespec span = {.tv_sec = (time_t)(interval / 1000000000), .tv_nsec = (long)(interval % 1000000000)};
    int64_t count = xio->args->count;
    int fd = xio->args->fd.given ? (int)xio->args->fd.value : -1;

    if (looks == NULL)
        return fail_no_memory(xio->call->fail);
    int result = take_look(process, fd, &looks[0]), place = 0;
    if (result == 0 && fd >= 0 && looks[0].count == 0)
        result = -EBADF;
    for (int64_t i = 0; result == 0 && (count == 0 || i < count) && xio->call->out->errnum == 0; i++) {
        struct look *last = &looks[place], *look = &looks[!place];
        nanosleep(&span, NULL);
        if (take_look(process, fd, look) < 0)
            break; /* the process has ended */
        compare(look, last);
        write_look(xio, look, last);
        place = !place;
    }
    free(looks);
    return result < 0 ? fail_process_look(xio, result, path) : 0;
}

int xio_progress(struct xio *xio)
{
    struct words words = xio->args->words;
    struct maybe fd = xio->args->fd;
    const char *text = xio->args->interval != NULL ? xio->args->interval : "1s";
    struct number number;
    int64_t pid, interval;
    char *path = arena_alloc(xio->call->arena, NUMBER_ROOM + 16);

    if (words.count != 1)
        return words.count == 0 ? fail_usage(xio->call->fail, "missing argument: PID")
                                : fail_usage(xio->call->fail, "too many arguments");
    if (!number_read(words.items[0], 10, &number) || !number_to_int64(number, 1, INT32_MAX, &pid))
        return fail_usage(xio->call->fail, "PID: '%.100s' is not a process", words.items[0].data);
    if (!duration_read(word_of(text), &interval) || interval == DURATION_INF)
        return fail_usage(xio->call->fail, "interval: '%.100s' is not a duration", text);
    if (fd.given && (fd.value < 0 || fd.value > INT32_MAX))
        return fail_usage(xio->call->fail, "fd: '%lld' is not a descriptor", (long long)fd.value);
    if (xio->args->count < 0)
        return fail_usage(xio->call->fail, "count: '%lld' is less than 0", (long long)xio->args->count);
    if (path == NULL)
        return fail_no_memory(xio->call->fail);
    format_text(path, NUMBER_ROOM + 16, "/proc/%lld", (long long)pid);
    int process = os_open(AT_FDCWD, path, O_PATH | O_DIRECTORY, 0);
    if (process < 0)
        return fail_process_look(xio, process, path + 6);
    out_open(xio->call->out, OUT_STREAM);
    int result = watch(xio, process, interval, path + 6);
    out_close(xio->call->out);
    os_close(process);
    return result;
}
