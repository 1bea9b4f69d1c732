/* SPDX-License-Identifier: MIT */
/* Opening a file that the user asked to be written (-o, --report, --joblog, the history), in a folder where others may
 * have put traps: every symbolic link on the way is judged as Linux does with fs.protected_symlinks=1, whatever that is
 * set to, and so are files of other users, as with fs.protected_regular=1. */
#ifndef XOS_OS_OUTPUT_H
#define XOS_OS_OUTPUT_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Where a path leads once its last component's links are followed. */
struct output_place {
    int folder;          /* the folder of the file, opened with O_PATH; the caller closes it */
    const char *name;    /* the file's name in it; points into path */
    bool exists;         /* the file is there, with this status */
    bool magic;          /* the name is a link of /proc, which leads to an open file: open it without O_NOFOLLOW */
    struct stat status;  /* of the file; of the link if magic */
    char path[PATH_MAX]; /* the text of the last link followed, or the path as given */
};

/* Finds where path leads. 0 with place->folder open, or -errno with nothing open: -EACCES for another user's link in a
 * folder such as /tmp, -EISDIR for a path that ends in a slash or a dot, -ELOOP, -ENAMETOOLONG. */
int os_output_find(struct output_place *place, const char *path);

/* Opens path for writing, and creates it with mode (less the umask) if it is not there. flags: O_WRONLY or O_RDWR, with
 * O_APPEND, O_NONBLOCK, O_TRUNC or O_EXCL; O_CREAT, O_CLOEXEC and O_NOCTTY are added. The descriptor, or -errno: as
 * os_output_find, and -EACCES for another user's regular file or FIFO in a folder such as /tmp. */
int os_output_open(const char *path, int flags, mode_t mode);

#endif
