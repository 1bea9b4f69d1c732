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
    int fd;              /* of source_read_fd */
    void *context;       /* of another reader */
    char *buffer;
    size_t start, end, capacity; /* the text that is left is buffer[start, end) */
    size_t whole;                /* where the last line that has come whole ends */
    bool ended;                  /* nothing comes after end */
};

/* Text from descriptor fd, which stays the caller's. */
void source_from_fd(struct source *source, int fd);

/* A copy of size bytes of text. 0 or -ENOMEM. */
int source_from_text(struct source *source, const char *text, size_t size);

/* Reads more, waiting for it if need be. 1 if text came, 0 at the end, or -errno. -ENOMEM drops what is in memory. */
int source_more(struct source *source);

/* The text that may be read now: whole lines, and the last line at the end of the input. */
size_t source_ready(const struct source *source);

/* Adds text, for a reader. 0 or -ENOMEM. */
int source_append(struct source *source, const char *text, size_t size);

void source_free(struct source *source);

#endif
