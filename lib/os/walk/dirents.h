/* SPDX-License-Identifier: MIT */
/* The entries of an open directory, as the system gives them: getdents64(2) with a large buffer where there is such a
 * call, readdir(3) elsewhere. "." and ".." are left out. */
#ifndef XOS_OS_DIRENTS_H
#define XOS_OS_DIRENTS_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#if defined(SYS_getdents64)
#define DIRENTS_RAW 1
#endif

/* A name in a directory. */
struct dirents_name {
    const char *text; /* NUL-terminated; valid until the next call on the reader */
    size_t size;
    uint64_t ino;
    unsigned char type; /* DT_*; DT_UNKNOWN where the file system does not tell */
};

struct dirents {
    int fd;
    char *buffer;    /* the caller's, aligned for 8 bytes */
    size_t capacity; /* bytes, at least 1024 */
    size_t at, end;
    DIR *stream; /* only where there is no getdents64 */
};

/* Opens the directory path for reading. The descriptor, or -errno. */
int dirents_open(const char *path);

/* Begins the directory that fd is open on anew. 0 or -errno; -ENOTDIR where it is open on something else, which is left
 * as it is. */
int dirents_rewind(int fd);

/* Starts reading the directory that fd is open on, where its position stands. fd stays the caller's. 0 or -errno. */
int dirents_start(struct dirents *dirents, int fd, char *buffer, size_t capacity);

/* The next portion into the buffer: 1; 0 at the end; -errno. A directory removed meanwhile is at its end. */
int dirents_fill(struct dirents *dirents);

/* Gives back what dirents_start took. */
void dirents_stop(struct dirents *dirents);

/* The type of name in directory fd as DT_*, of a symbolic link's target with follow; or -errno. statx(2) with no more
 * than the type asked for. */
int dirents_type(int fd, const char *name, bool follow);

/* The layout of linux_dirent64, which the fallback fills its buffer in as well. */
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

/* The next name of the portion; false when it is used up. */
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
