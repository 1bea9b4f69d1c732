/* SPDX-License-Identifier: MIT */
/* Lines of a script: from a descriptor as they come, or from memory. */
#ifndef XOS_SH_LINES_H
#define XOS_SH_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct lines {
    int fd;       /* -1: memory only */
    char *buffer; /* NULL before the first read */
    size_t start, end, searched, capacity;
    bool skipping; /* the rest of a line that was too long for memory */
};

/* Lines from descriptor fd (which stays the caller's), or a copy of size bytes of text. 0 or -ENOMEM. */
void lines_from_fd(struct lines *lines, int fd);
int lines_from_text(struct lines *lines, const char *text, size_t size);

/* True where the next line is whole in the buffer: reading it cannot block. */
bool lines_ready(struct lines *lines);

/* The next line without its newline, the caller's to write on, line[size] included, until the next call; the last one
 * may lack its newline. 1, 0 at the end, or -errno: -EINTR where os_interrupted ended the read, -ENOMEM for a line
 * beyond the memory at hand, which is skipped. */
int lines_next(struct lines *lines, char **line, size_t *size);

void lines_free(struct lines *lines);

#endif
