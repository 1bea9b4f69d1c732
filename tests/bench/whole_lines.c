/* SPDX-License-Identifier: MIT */
/* The least that a rotating log costs: whole_lines PATH SIZE COUNT writes standard input to PATH in blocks of whole
 * lines, and renames it to PATH.1 and so on before it would reach SIZE bytes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, NAME = 4096 };

static void rotate(const char *path, int count)
{
    char from[NAME], to[NAME];

    for (int i = count - 1; i > 0; i--) {
        snprintf(to, sizeof to, "%s.%d", path, i);
        snprintf(from, sizeof from, i > 1 ? "%s.%d" : "%s", path, i - 1);
        rename(from, to);
    }
}

int main(int argc, char **argv)
{
    static char block[BLOCK];
    size_t used = 0, limit = argc > 3 ? strtoul(argv[2], NULL, 10) : 0, size = 0;
    char path[NAME];
    ssize_t got;
    struct stat status;

    if (argc < 4)
        return 64;
    snprintf(path, sizeof path, stat(argv[1], &status) == 0 && S_ISDIR(status.st_mode) ? "%s/log" : "%s", argv[1]);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    while ((got = read(0, block + used, sizeof block - used)) > 0) {
        size_t at = 0;
        used += (size_t)got;
        for (;;) {
            size_t room = limit - 1 - size < used - at ? limit - 1 - size : used - at;
            const char *newline = memrchr(block + at, '\n', room);
            if (newline == NULL && room == used - at)
                break;
            if (newline == NULL) {
                close(fd);
                rotate(path, atoi(argv[3]));
                fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
                size = 0;
                continue;
            }
            size_t part = (size_t)(newline + 1 - (block + at));
            if (write(fd, block + at, part) != (ssize_t)part)
                return 74;
            at += part;
            size += part;
        }
        memmove(block, block + at, used - at);
        used -= at;
    }
    return write(fd, block, used) == (ssize_t)used ? 0 : 74;
}
