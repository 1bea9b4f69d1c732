/* SPDX-License-Identifier: MIT */
/* The text of a script as it arrives: from a descriptor, from memory, or from a function such as the prompt's. */
#ifndef XOS_SH_LANG_SOURCE_H
#define XOS_SH_LANG_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source;

/* Appends text with source_append. 1, 0 at the end of the input, or -errno: -EINTR if os_interrupted stopped it. */
typedef int source_reader(struct source *source);

struct source {
    source_reader *read; /* NULL: there is no more text */
    int fd;              /* for source_read_fd */
    void *context;       /* for other readers */
    char *buffer;
    size_t start, end, capacity; /* the unread text is buffer[start, end) */
    size_t whole;                /* end of the last complete line */
    bool ended;                  /* no more text follows */
};

/* Starts reading text from descriptor fd, which the caller keeps. */
void source_from_fd(struct source *source, int fd);

/* Starts with a copy of size bytes of text. Returns 0 or -ENOMEM. */
int source_from_text(struct source *source, const char *text, size_t size);

/* Reads more, waiting for it if need be. 1 if text came, 0 at the end, or -errno. -ENOMEM drops what is in memory. */
int source_more(struct source *source);

/* The number of bytes that may be parsed now: complete lines, and the last line at the end of the input. */
size_t source_ready(const struct source *source);

/* Appends text; for readers. Returns 0 or -ENOMEM. */
int source_append(struct source *source, const char *text, size_t size);

void source_free(struct source *source);

#endif
