/* SPDX-License-Identifier: MIT */
/* Writing a file that several processes write and rotate, in turns: whoever holds the lock (flock(2)) of the file that
 * has the name now may write to it, or rename it. The lock is the kernel's: it ends with its process. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "os/fd.h"
#include "os/files.h"
#include "os/io.h"
#include "value/errnos.h"
#include "value/format.h"

enum { CREATION_MODE = 0666 };

int turn_open(struct log_destination *destination)
{
    struct log_turn *turn = destination->state;

    if (turn == NULL)
        turn = destination->state = arena_alloc(destination->host->arena, sizeof *turn);
    if (turn == NULL)
        return -ENOMEM;
    if (destination->fd >= 0)
        return 0;
    int fd = os_open(AT_FDCWD, destination->address, O_RDWR | O_CREAT | O_APPEND | O_NOCTTY, CREATION_MODE);
    if (fd == -EACCES || fd == -ENXIO || fd == -EPERM)
        fd = os_open(AT_FDCWD, destination->address, O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY, CREATION_MODE);
    if (fd < 0)
        return fd;
    struct status status;
    int result = status_get(fd, NULL, 0, STATUS_INO, &status);
    if (result < 0) {
        os_close(fd);
        return result;
    }
    destination->fd = fd;
    turn->file = status;
    turn->known_end = -1;
    turn->times_known = false;
    return 0;
}

int turn_finish(struct log_destination *destination)
{
    struct log_turn *turn = destination->state;
    int result = log_close_fd(destination);

    if (turn != NULL) {
        log_compress_wait(destination, NULL);
        log_text_free(&turn->names[0]);
        log_text_free(&turn->names[1]);
    }
    return result;
}

int turn_reopen(struct log_destination *destination)
{
    log_close_fd(destination);
    return turn_open(destination);
}

/* Ends a line that a process began which was killed within its write(2): the next record begins a line. */
static void end_torn_line(struct log_destination *destination, int64_t size)
{
    struct word end = destination->terminator;
    char last;

    if (size > 0 && end.size > 0 && os_pread(destination->fd, &last, 1, size - 1) == 1 &&
        last != end.data[end.size - 1] && os_write(destination->fd, end.data, end.size) > 0)
        ((struct log_turn *)destination->state)->size += (int64_t)end.size;
}

int turn_take(struct log_destination *destination)
{
    struct log_turn *turn = destination->state;
    struct status status;

    for (;;) {
        int result = turn_open(destination);
        if (result == 0)
            result = os_flock(destination->fd, LOCK_EX);
        if (result == 0)
            result = status_get(AT_FDCWD, destination->address, 0, STATUS_INO | STATUS_SIZE | STATUS_TYPE, &status);
        if (result == -EINTR) /* a signal that the caller deals with later */
            continue;
        if (result < 0 && result != -ENOENT)
            return result;
        if (result == 0 && is_same_file(&status, &turn->file))
            break;
        log_close_fd(destination); /* another process has renamed the file: lock the new one */
    }
    turn->size = (int64_t)status.size;
    turn->regular = (status.mode & S_IFMT) == S_IFREG;
    if (turn->regular && turn->size != turn->known_end)
        end_torn_line(destination, turn->size);
    return 0;
}

int turn_write(struct log_destination *destination, const char *data, size_t size, bool lines)
{
    struct log_turn *turn = destination->state;
    int result = log_write_file(destination, data, size, lines);

    turn->known_end = result == 0 ? turn->size + (int64_t)size : -1;
    turn->size = turn->known_end >= 0 ? turn->known_end : turn->size;
    return result;
}

void turn_end(const struct log_destination *destination)
{
    if (destination->fd >= 0)
        os_flock(destination->fd, LOCK_UN);
}

size_t turn_lines(const char *data, size_t size, int64_t room)
{
    if (room >= (int64_t)size)
        return size;
    const char *newline = room > 0 ? memrchr(data, '\n', (size_t)room) : NULL;
    return newline != NULL ? (size_t)(newline + 1 - data) : 0;
}

size_t turn_first_line(const char *data, size_t size)
{
    const char *newline = memchr(data, '\n', size);

    return newline != NULL ? (size_t)(newline + 1 - data) : size;
}

char *turn_name(const struct log_destination *destination, const char *behind, const char *suffix)
{
    struct log_turn *turn = destination->state;
    struct log_text *text = &turn->names[turn->next_name ^= 1];
    text->size = 0;
    log_text_put(text, destination->address);
    log_text_put(text, behind);
    log_text_put(text, suffix);
    log_text_char(text, '\0');
    return text->failed ? NULL : text->data;
}

int turn_exists(const char *name)
{
    struct status status;
    int result = name == NULL ? -ENOMEM : status_get(AT_FDCWD, name, AT_SYMLINK_NOFOLLOW, STATUS_TYPE, &status);

    return result == -ENOENT ? 0 : result < 0 ? result : 1;
}

void log_blame_rotation(struct log_destination *destination, int result)
{
    struct log_turn *turn = destination->state;
    char why[128];

    if (turn->blamed || destination->host->blames == NULL)
        return;
    turn->blamed = true;
    format_text(why, sizeof why, "cannot rotate: %s [%s]; the file grows", errno_words(-result), errno_name(-result));
    destination->host->blames(destination->host->data, destination, why);
}
