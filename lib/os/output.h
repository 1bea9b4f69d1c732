/* SPDX-License-Identifier: MIT */
/* Opening a file that the user named for output (-o, --report, --joblog, the history), in a directory where other users
 * may have placed traps. Every symbolic link in the path is checked as Linux does with fs.protected_symlinks=1, and
 * other users' files as with fs.protected_regular=1, whatever these settings are. */
#ifndef XOS_OS_OUTPUT_H
#define XOS_OS_OUTPUT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* The file that a path leads to after its last component's links were followed. */
struct output_place {
    int folder;          /* the file's directory, opened with O_PATH; the caller closes it */
    const char *name;    /* the file's name in it; points into path */
    bool exists;         /* the file exists; its status is below */
    bool magic;          /* the name is a link in /proc to an open file: open it without O_NOFOLLOW */
    struct stat status;  /* of the file; of the link if magic */
    char path[PATH_MAX]; /* the text of the last link followed, or the given path */
};

/* Finds where path leads. Returns 0 with place->folder open, or -errno with nothing open: -EACCES for another user's
 * link in a directory such as /tmp, -EISDIR for a path that ends in a slash or a dot, -ELOOP, -ENAMETOOLONG. */
int os_output_find(struct output_place *place, const char *path);

/* Opens path for writing; creates it with mode (less the umask) if it does not exist. flags: O_WRONLY or O_RDWR, with
 * O_APPEND, O_NONBLOCK, O_TRUNC or O_EXCL; O_CREAT, O_CLOEXEC and O_NOCTTY are added. Returns the descriptor, or
 * -errno: as os_output_find, and -EACCES for another user's regular file or FIFO in a directory such as /tmp. */
int os_output_open(const char *path, int flags, mode_t mode);

#endif
