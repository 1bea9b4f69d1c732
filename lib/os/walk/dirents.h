/* SPDX-License-Identifier: MIT */
/* Reads the entries of an open directory: getdents64(2) with a large buffer. "." and ".." are left out.
 *
 *     dirents_start(&dirents, fd, buffer, sizeof buffer);
 *     while ((result = dirents_fill(&dirents)) > 0)
 *         while (dirents_take(&dirents, &name)) ... */
#ifndef XOS_OS_WALK_DIRENTS_H
#define XOS_OS_WALK_DIRENTS_H

#include <dirent.h> /* DT_* */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A name in a directory. */
struct dirents_name {
    const char *text; /* NUL-terminated; valid until the next call on the reader */
    size_t size;
    uint64_t ino;
    unsigned char type; /* DT_*; DT_UNKNOWN if the file system does not report it */
};

struct dirents {
    int fd;
    char *buffer;    /* aligned to 8 bytes */
    size_t capacity; /* bytes, at least 1024 */
    size_t at, end;  /* the unread records: buffer[at] to buffer[end - 1] */
};

/* Opens the directory path for reading. Returns a close-on-exec descriptor, or -errno. open(2). */
int dirents_open(const char *path);

/* Sets the position of the directory fd back to its start. Returns 0 or -errno; -ENOTDIR if fd is not a directory: its
 * position is unchanged then. lseek(2). */
int dirents_rewind(int fd);

/* Starts reading the directory fd from its current position into buffer (capacity bytes). The caller owns both. */
static inline void dirents_start(struct dirents *dirents, int fd, char *buffer, size_t capacity)
{
    *dirents = (struct dirents){.fd = fd, .buffer = buffer, .capacity = capacity};
}

/* Reads the next records into the buffer. Returns 1; 0 at the end of the directory, also if it was removed meanwhile;
 * or -errno. getdents64(2). */
int dirents_fill(struct dirents *dirents);

/* Returns the type (DT_*) of name in directory fd, or -errno; with follow, the type of a symbolic link's target. Asks
 * statx(2) for the type only. */
int dirents_type(int fd, const char *name, bool follow);

/* The kernel's struct linux_dirent64. */
struct dirents_record {
    uint64_t ino;
    int64_t offset;
    uint16_t size;
    unsigned char type;
    char name[];
};

static inline bool dirents_is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* Takes the next name from the buffer. Returns false when no record is left: call dirents_fill again. */
static inline bool dirents_take(struct dirents *dirents, struct dirents_name *name)
{
    while (dirents->at < dirents->end) {
        const struct dirents_record *record = (const void *)(dirents->buffer + dirents->at);
        dirents->at += record->size;
        if (dirents_is_dots(record->name))
            continue;
        *name = (struct dirents_name){record->name, strlen(record->name), record->ino, record->type};
        return true;
    }
    return false;
}

#endif
