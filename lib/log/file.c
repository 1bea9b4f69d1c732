/* SPDX-License-Identifier: MIT */
/* Destinations that are descriptors and files: fd, file, watched, null. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>

#include "os/clock.h"
#include "os/deadline.h"
#include "os/fd.h"
#include "os/io.h"
#include "os/retry.h"
#include "os/status.h"
#include "value/kinds.h"
#include "value/number.h"

TEXTS_OF(log_file);

enum { CREATION_MODE = 0666 };

int log_close_fd(struct log_destination *destination)
{
    int fd = destination->fd;

    destination->fd = -1;
    destination->fd_known = false;
    return fd >= 0 ? os_close(fd) : 0;
}

void log_says_it_waits(struct log_destination *destination, int errnum)
{
    if (!destination->waited && destination->host->waits != NULL)
        destination->host->waits(destination->host->data, destination, errnum);
    destination->waited = true;
}

bool log_waits(struct log_destination *destination, int errnum, int64_t *pause_ns)
{
    const struct log_host *host = destination->host;

    log_says_it_waits(destination, errnum);
    if (os_interrupted != SIGHUP && os_stop())
        return false;
    os_sleep(*pause_ns);
    if (host->pauses != NULL && !host->pauses(host->pause_data))
        return false;
    *pause_ns = *pause_ns * 2 < SECOND_NS ? *pause_ns * 2 : SECOND_NS;
    return true;
}

/* Writing to a regular file does not block. */
static bool can_block(struct log_destination *destination)
{
    struct status status;

    if (!destination->fd_known)
        destination->fd_blocks = status_get(destination->fd, NULL, 0, STATUS_BASIC, &status) < 0 ||
                                 !S_ISREG(status.mode);
    destination->fd_known = true;
    return destination->fd_blocks;
}

bool log_wait_for_space(struct log_destination *destination)
{
    const struct log_host *host = destination->host;
    struct pollfd polls[2] = {{.fd = destination->fd, .events = POLLOUT}, {.fd = host->pause_fd, .events = POLLIN}};

    os_poll(polls, 1, 0);
    while (polls[0].revents == 0) {
        if (!host->pauses(host->pause_data))
            return false;
        os_poll(polls, 2, -1);
    }
    return true;
}

int log_lose(struct log_destination *destination, int errnum, const char *data, size_t size, bool lines)
{
    const char *at = data, *end = data + size;

    if (destination->errnum == 0)
        destination->errnum = errnum;
    if (!lines)
        destination->lost++;
    while (lines && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        destination->lost++;
        at = newline != NULL ? newline + 1 : end;
    }
    return destination->on_full == LOG_FULL_DROP ? 0 : -errnum;
}

/* Removes what was written of an unfinished record or, with lines, of an unfinished line. *done gets the number of
 * bytes that remain written. */
static void cut_back(const struct log_destination *destination, const char *data, size_t *done, bool lines)
{
    const char *newline = lines && *done > 0 ? memrchr(data, '\n', *done) : NULL;
    size_t whole = newline != NULL ? (size_t)(newline + 1 - data) : 0;
    struct status status;
    int64_t end = os_lseek(destination->fd, 0, SEEK_CUR);

    if (whole == *done || end < 0 || status_get(destination->fd, NULL, 0, STATUS_SIZE, &status) < 0 ||
        (int64_t)status.size != end) /* another process has written behind it */
        return;
    if (os_ftruncate(destination->fd, end - (int64_t)(*done - whole)) == 0)
        *done = whole;
}

int log_write_file(struct log_destination *destination, const char *data, size_t size, bool lines)
{
    enum { PAUSE_NS = 20 * 1000 * 1000 };
    int64_t pause_ns = PAUSE_NS;
    size_t done = 0;

    while (done < size) {
        size_t part = size - done;
        if (destination->host->pauses != NULL && can_block(destination)) {
            if (!log_wait_for_space(destination))
                return log_lose(destination, EINTR, data + done, size - done, lines);
            part = part < PIPE_BUF ? part : PIPE_BUF; /* a pipe with space takes so much without blocking */
        }
        int64_t written = os_write(destination->fd, data + done, part);
        if (written > 0) {
            done += (size_t)written;
            continue;
        }
        if (written == -EINTR) /* a signal that the caller deals with later */
            continue;
        bool full = written == -ENOSPC || written == -EDQUOT || written == -EAGAIN;
        if (written != -EAGAIN)
            cut_back(destination, data, &done, lines);
        if (full && destination->on_full == LOG_FULL_BLOCK && log_waits(destination, (int)-written, &pause_ns))
            continue;
        return log_lose(destination, written < 0 ? (int)-written : EIO, data + done, size - done, lines);
    }
    destination->waited = false;
    return 0;
}

static int write_plainly(struct log_destination *destination, const struct log_record *record, int level,
                         const char *data, size_t size)
{
    (void)level;
    return log_write_file(destination, data, size, record == NULL);
}

static int check_fd(struct log_destination *destination, struct fail *fail, const char *option)
{
    struct word word = word_of(destination->address);
    struct number number;
    int64_t value = stream_read(word);

    if (value < 0 && (!number_read(word, 10, &number) || !number_to_int64(number, 0, INT32_MAX, &value)))
        return fail_usage(fail, "%s: fd: '%.100s' is not a descriptor", option, destination->address);
    destination->fd = (int)value;
    return 0;
}

static int check_file(struct log_destination *destination, struct fail *fail, const char *option)
{
    const char *mode = destination->options.mode;

    if (mode == NULL || (strchr("awx", *mode) != NULL && mode[0] != '\0' && mode[1] == '\0'))
        return 0;
    return fail_usage(fail, "%s: mode: '%.100s' is not a, w or x", option, mode);
}

static int open_file(struct log_destination *destination)
{
    const char *wanted = destination->options.mode;
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY;

    if (destination->kind == LOG_FD) {
        int mode = os_access_mode(destination->fd);
        return mode < 0 ? mode : 0;
    }
    if (destination->opens == 0 && wanted != NULL)
        flags |= *wanted == 'w' ? O_TRUNC : *wanted == 'x' ? O_EXCL : 0;
    int fd = os_open(AT_FDCWD, destination->address, flags, CREATION_MODE);
    if (fd < 0)
        return fd;
    destination->fd = fd;
    return 0;
}

static int reopen_file(struct log_destination *destination)
{
    int old = destination->fd;
    int result = open_file(destination);
    if (result == 0 && old >= 0)
        os_close(old);
    return result;
}

/* Opens the file again if its name leads to another one now, or to none. */
static int write_watched(struct log_destination *destination, const struct log_record *record, int level,
                         const char *data, size_t size)
{
    struct status there, here;
    int result = status_get(AT_FDCWD, destination->address, 0, STATUS_INO, &there);

    if (result == 0)
        result = status_get(destination->fd, NULL, 0, STATUS_INO, &here);
    if (result == -ENOENT || (result == 0 && !is_same_file(&there, &here)))
        result = reopen_file(destination);
    if (result < 0)
        return log_lose(destination, -result, data, size, record == NULL);
    return write_plainly(destination, record, level, data, size);
}

const struct log_functions log_file_functions = {
    .check = check_file, .open = open_file, .write = write_plainly, .reopen = reopen_file, .close = log_close_fd};
const struct log_functions log_fd_functions = {.check = check_fd, .open = open_file, .write = write_plainly};
const struct log_functions log_watched_functions = {
    .check = check_file, .open = open_file, .write = write_watched, .reopen = reopen_file, .close = log_close_fd};
const struct log_functions log_null_functions = {0};
