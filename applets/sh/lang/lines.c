/* SPDX-License-Identifier: MIT */
/* Reading lines in large pieces. */
#include "sh/lang/lines.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/retry.h"

enum { FIRST_CAPACITY = 64 * 1024, MOST_KEPT = 1024 * 1024 };

void lines_from_fd(struct lines *lines, int fd)
{
    *lines = (struct lines){.fd = fd};
}

int lines_from_text(struct lines *lines, const char *text, size_t size)
{
    *lines = (struct lines){.fd = -1, .buffer = malloc(size + 1), .end = size, .capacity = size + 1};
    if (lines->buffer == NULL)
        return -ENOMEM;
    memcpy(lines->buffer, text, size);
    return 0;
}

static char *find_newline(struct lines *lines)
{
    if (lines->searched < lines->start)
        lines->searched = lines->start;
    char *newline = lines->buffer == NULL ? NULL
                                          : memchr(lines->buffer + lines->searched, '\n', lines->end - lines->searched);
    lines->searched = newline != NULL ? (size_t)(newline - lines->buffer) : lines->end;
    return newline;
}

bool lines_ready(struct lines *lines)
{
    return find_newline(lines) != NULL;
}

void lines_free(struct lines *lines)
{
    free(lines->buffer);
    lines->buffer = NULL;
}

/* Room for another read and for the byte behind the last line. */
static int make_room(struct lines *lines)
{
    if (lines->start == lines->end && lines->capacity > MOST_KEPT) {
        lines_free(lines);
        lines->start = lines->end = lines->searched = lines->capacity = 0;
    }
    if (lines->buffer != NULL && lines->start > 0) {
        memmove(lines->buffer, lines->buffer + lines->start, lines->end - lines->start);
        lines->end -= lines->start;
        lines->searched -= lines->start;
        lines->start = 0;
    }
    if (lines->capacity - lines->end > 1 && lines->capacity - lines->end > lines->capacity / 4)
        return 0;
    size_t capacity = lines->capacity > 0 ? lines->capacity * 2 : FIRST_CAPACITY;
    char *grown = realloc(lines->buffer, capacity);
    if (grown == NULL) {
        lines->start = lines->end = lines->searched = 0;
        lines->skipping = true;
        return -ENOMEM;
    }
    lines->buffer = grown;
    lines->capacity = capacity;
    return 0;
}

/* 1 where bytes came, 0 at the end of the input, or -errno. */
static int read_more(struct lines *lines)
{
    if (lines->fd < 0)
        return 0;
    int result = make_room(lines);
    if (result < 0)
        return result;
    ssize_t got = OS_RETRY(read(lines->fd, lines->buffer + lines->end, lines->capacity - lines->end - 1));
    if (got > 0)
        lines->end += (size_t)got;
    return got < 0 ? (int)got : got > 0;
}

static int take(struct lines *lines, char *stop, char **line, size_t *size)
{
    *line = lines->buffer + lines->start;
    *size = (size_t)(stop - *line);
    lines->start += *size + 1;
    if (lines->start > lines->end)
        lines->start = lines->end;
    return 1;
}

int lines_next(struct lines *lines, char **line, size_t *size)
{
    for (;;) {
        char *newline = find_newline(lines);
        if (newline != NULL && !lines->skipping)
            return take(lines, newline, line, size);
        if (newline != NULL || lines->skipping)
            lines->start = newline != NULL ? (size_t)(newline - lines->buffer) + 1 : lines->end;
        lines->skipping = lines->skipping && newline == NULL;
        if (newline != NULL)
            continue;
        int got = read_more(lines);
        if (got < 0)
            return got;
        if (got == 0)
            return lines->start < lines->end ? take(lines, lines->buffer + lines->end, line, size) : 0;
    }
}
