/* SPDX-License-Identifier: MIT */
/* Files that rotate by size, with the names and sizes of Python's RotatingFileHandler: PATH, PATH.1 (the newest), up to
 * PATH.COUNT. docs/rotation.md has the states of a rotation. */
#include "log/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>

#include "os/files.h"
#include "value/number.h"

/* The name of rotated file number n, with the suffix of compressed ones if packed. */
static char *numbered(const struct log_destination *destination, int64_t n, bool packed)
{
    char behind[NUMBER_ROOM + 1] = ".";

    behind[1 + int_write(behind + 1, n)] = '\0';
    return turn_name(destination, behind, packed ? log_suffix(destination) : "");
}

/* False if rotated file number n is not there, in either form; what is not known counts as there. A file whose
 * compressed form is complete is not needed. */
static bool is_there(const struct log_destination *destination, int64_t n)
{
    int packed = *log_suffix(destination) != '\0' ? turn_exists(numbered(destination, n, true)) : 0;
    const char *plain = numbered(destination, n, false);

    if (packed > 0 && plain != NULL)
        file_remove(AT_FDCWD, plain);
    return packed != 0 || turn_exists(plain) != 0;
}

/* Gives file number n the number n + 1. A file that was compressed meanwhile is moved as well. */
static int move_up(const struct log_destination *destination, int64_t n)
{
    int result = -ENOENT;

    for (int packed = 0; packed <= (*log_suffix(destination) != '\0'); packed++) {
        const char *from = numbered(destination, n, packed), *to = numbered(destination, n + 1, packed);
        int moved = from != NULL && to != NULL ? file_rename(AT_FDCWD, from, AT_FDCWD, to) : -ENOMEM;
        if (moved == 0 && *log_suffix(destination) != '\0')
            file_remove(AT_FDCWD, numbered(destination, n + 1, !packed));
        if (moved != -ENOENT)
            result = moved;
    }
    return result;
}

/* Renames the file that is full, within this process's turn. Only as many files are moved as it takes to make the
 * number 1 free: after a rotation that was cut off nothing is dropped too early. 0 or -errno; nothing is lost then. */
static int rotate(struct log_destination *destination)
{
    int64_t count = destination->options.count, top = 1;
    int result = 0;

    log_compress_wait(destination, numbered(destination, 1, false));
    while (top < count && is_there(destination, top))
        top++;
    for (int64_t n = top - 1; n >= 1 && result == 0; n--)
        result = move_up(destination, n);
    const char *first = numbered(destination, 1, false);
    if (result == 0)
        result = first != NULL ? file_rename(AT_FDCWD, destination->address, AT_FDCWD, first) : -ENOMEM;
    if (result < 0)
        return result;
    if (*log_suffix(destination) != '\0')
        file_remove(AT_FDCWD, numbered(destination, 1, true));
    log_compress(destination, numbered(destination, 1, false));
    log_close_fd(destination);
    return 0;
}

/* Bytes that the file takes before it is rotated: it stays below max_bytes. */
static int64_t room(const struct log_destination *destination)
{
    const struct log_turn *turn = destination->state;
    const struct log_options *options = &destination->options;

    return options->max_bytes > 0 && options->count > 0 && turn->regular ? options->max_bytes - 1 - turn->size
                                                                         : INT64_MAX;
}

static int write_rotating(struct log_destination *destination, const struct log_record *record, int level,
                          const char *data, size_t size)
{
    struct log_turn *turn = destination->state;
    bool lines = record == NULL;

    (void)level;
    while (size > 0) {
        int result = turn_take(destination);
        if (result < 0)
            return log_lose(destination, -result, data, size, lines);
        int64_t left = room(destination);
        size_t part = lines ? turn_lines(data, size, left) : (int64_t)size <= left ? size : 0;
        if (part == 0 && turn->size > 0) {
            result = rotate(destination);
            if (result == 0)
                continue;
            log_blame_rotation(destination, result);
        }
        if (part == 0)
            part = lines ? turn_first_line(data, size) : size;
        result = turn_write(destination, data, part, lines);
        turn_end(destination);
        if (result < 0)
            return lines && part < size ? log_lose(destination, -result, data + part, size - part, true) : result;
        data += part;
        size -= part;
    }
    return 0;
}

const struct log_functions log_rotate_functions = {
    .open = turn_open, .write = write_rotating, .reopen = turn_reopen, .close = turn_finish};
